namespace StampSpec.Layouts.Model;

/// <summary>
/// Rings and sectors about the alert, for an image whose pixels become wider outwards, like those of a retina (Schwartz 1977; the use for
/// stamps is ours). Ring 0 is the disc within <see cref="InnermostArcsec"/>; the outer radii of all rings are in geometric progression up
/// to <see cref="OutermostArcsec"/>. Sector j is centred on the angle 2 pi j / n from the columns' direction towards rising rows, so that a
/// quarter turn shifts sectors by n / 4 and a flip reverses their order.
/// </summary>
/// <param name="Pixels">
/// n, the number of rings and also of sectors; a multiple of 8, so that no sector's edge is on an axis or a diagonal.
/// </param>
/// <param name="InnermostArcsec">Radius of ring 0, arcsec, above 0.</param>
/// <param name="OutermostArcsec">Outer radius of the last ring, arcsec.</param>
public sealed record LogPolarGrid(int Pixels, double InnermostArcsec, double OutermostArcsec)
{
    /// <summary>The scale whose field has the diameter of the last ring. Bytes and fields of view are computed from it.</summary>
    public StampScale Scale => new(Pixels, 2 * OutermostArcsec / Pixels);

    /// <summary>Outer radius of a ring, arcsec.</summary>
    public double RadiusArcsec(int ring) => InnermostArcsec * Math.Pow(OutermostArcsec / InnermostArcsec, ring / (Pixels - 1.0));

    /// <summary>The ring that contains points at a distance from the centre; null beyond the last ring.</summary>
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

    /// <summary>The sector that contains a direction.</summary>
    /// <param name="x">Along columns.</param>
    /// <param name="y">Along rows.</param>
    public int SectorOf(double x, double y) => (int)Math.Round(Math.Atan2(y, x) / (2 * Math.PI) * Pixels + Pixels) % Pixels;
}
