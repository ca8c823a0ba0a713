namespace StampSpec.Layouts.Model;

/// <summary>
/// Rings and sectors about the alert, for an image whose pixels widen outwards as those of a retina do (Schwartz 1977; the use for stamps
/// is ours). Ring 0 is the disc within <see cref="InnermostArcsec"/>; the outer radii of all rings are in geometric progression up to
/// <see cref="OutermostArcsec"/>. Sector j is centred on the angle 2 pi j / n from the columns' direction towards rising rows, so that a
/// quarter turn shifts sectors by n / 4 and a flip reverses their order.
/// </summary>
/// <param name="Pixels">n, rings and sectors alike; a multiple of 8, so that no sector's edge lies on an axis or diagonal.</param>
/// <param name="InnermostArcsec">Radius of ring 0, arcsec, above 0.</param>
/// <param name="OutermostArcsec">Outer radius of the last ring, arcsec.</param>
public sealed record LogPolarGrid(int Pixels, double InnermostArcsec, double OutermostArcsec)
{
    /// <summary>The scale whose field has the diameter of the last ring: what bytes and fields of view are counted by.</summary>
    public StampScale Scale => new(Pixels, 2 * OutermostArcsec / Pixels);

    /// <summary>Outer radius of a ring, arcsec.</summary>
    public double RadiusArcsec(int ring) => InnermostArcsec * Math.Pow(OutermostArcsec / InnermostArcsec, ring / (Pixels - 1.0));

    /// <summary>The ring that a distance from the centre lies in; null beyond the last.</summary>
    public int? RingOf(double distanceArcsec)
    {
        if (distanceArcsec >= OutermostArcsec)
        {
            return null;
        }

        var ring =
            Math.Log(Math.Max(distanceArcsec, InnermostArcsec) / InnermostArcsec)
            / Math.Log(OutermostArcsec / InnermostArcsec)
            * (Pixels - 1);
        return distanceArcsec < InnermostArcsec ? 0 : Math.Min(Pixels - 1, (int)Math.Floor(ring) + 1);
    }

    /// <summary>The sector that a direction lies in.</summary>
    /// <param name="x">Along columns.</param>
    /// <param name="y">Along rows.</param>
    public int SectorOf(double x, double y) => (int)Math.Round(Math.Atan2(y, x) / (2 * Math.PI) * Pixels + Pixels) % Pixels;
}
