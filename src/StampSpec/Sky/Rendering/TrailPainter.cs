using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Rendering;

/// <summary>
/// Draws trails before they are convolved with the PSF: rows of dots, each spread bilinearly over four pixels, and out of focus over an
/// annulus, the image of the pupil.
/// </summary>
internal static class TrailPainter
{
    /// <summary>Diameter of the pupil's central obstruction over that of the pupil (LSST Science Book, section 3.3: 0.61).</summary>
    public const double Obstruction = 0.61;

    private const double StepPixels = 0.25;
    private const double SharpestPixels = 0.5;
    private const int Rings = 3;
    private const int DotsPerRing = 16;

    /// <summary>Adds a trail.</summary>
    /// <param name="image">A buffer of the grid.</param>
    /// <param name="grid">Its pixel grid.</param>
    /// <param name="trail">The trail.</param>
    /// <param name="shift">Offset of the scene's event from the central pixel, pixels.</param>
    public static void Add(Span<float> image, SceneGrid grid, SkyTrail trail, (double X, double Y) shift)
    {
        var scale = grid.PixelScaleArcsec;
        var (length, radius) = (trail.LengthArcsec / scale, trail.DefocusArcsec / scale / 2);
        var (x, y) = ((trail.XArcsec / scale) + shift.X, (trail.YArcsec / scale) + shift.Y);
        var reach = grid.Centre + (length / 2) + radius + 2;
        if (Math.Abs(x) > reach || Math.Abs(y) > reach)
        {
            return;
        }

        var dots = 1 + (int)Math.Ceiling(length / StepPixels);
        var (sine, cosine) = Math.SinCos(trail.AngleRad);
        for (var i = 0; i < dots; i++)
        {
            var along = dots == 1 ? 0 : length * (((double)i / (dots - 1)) - 0.5);
            AddDot(image, grid, x + (along * cosine), y + (along * sine), trail.FluxNanojansky / dots, radius);
        }
    }

    /// <summary>Adds a point, spread bilinearly.</summary>
    public static void AddPoint(Span<float> image, SceneGrid grid, double x, double y, double flux)
    {
        var (left, low) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (Math.Abs(left) >= grid.Centre || Math.Abs(low) >= grid.Centre)
        {
            return;
        }

        var (u, v) = (x - left, y - low);
        var line = image[(((low + grid.Centre) * grid.Stride) + left + grid.Centre)..];
        line[0] += (float)(flux * (1 - u) * (1 - v));
        line[1] += (float)(flux * u * (1 - v));
        line[grid.Stride] += (float)(flux * (1 - u) * v);
        line[grid.Stride + 1] += (float)(flux * u * v);
    }

    // Rings of equal area, so that every dot has the same flux.
    private static void AddDot(Span<float> image, SceneGrid grid, double x, double y, double flux, double radius)
    {
        if (radius < SharpestPixels)
        {
            AddPoint(image, grid, x, y, flux);
            return;
        }

        for (var ring = 0; ring < Rings; ring++)
        {
            var share = (ring + 0.5) / Rings;
            var r = radius * Math.Sqrt((Obstruction * Obstruction) + (share * (1 - (Obstruction * Obstruction))));
            for (var dot = 0; dot < DotsPerRing; dot++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * dot / DotsPerRing);
                AddPoint(image, grid, x + (r * cosine), y + (r * sine), flux / (Rings * DotsPerRing));
            }
        }
    }
}

/// <summary>
/// The cross of diffraction spikes at 45 degrees to the camera: 1.5 % of a star's light (imSim), Lorentzian along the arms. The vanes turn
/// against the sky from visit to visit, so the template has none.
/// </summary>
internal static class SpikePainter
{
    /// <summary>Stars brighter than this show spikes, AB mag.</summary>
    public const double FaintestMag = 17;

    /// <summary>Share of the light in all four arms.</summary>
    public const double LightShare = 0.015;

    private const double HalfBrightnessPixels = 8;
    private const int Arms = 4;
    private const double StepPixels = 0.5;

    /// <summary>Adds the spikes of a star.</summary>
    /// <param name="image">A buffer of the grid.</param>
    /// <param name="grid">Its pixel grid.</param>
    /// <param name="x">Columns from the centre to the star.</param>
    /// <param name="y">Rows from the centre to the star.</param>
    /// <param name="flux">Flux of the star, nJy.</param>
    /// <param name="angleRad">Angle of the first arm.</param>
    public static void Add(Span<float> image, SceneGrid grid, double x, double y, double flux, double angleRad)
    {
        if (flux < SkyScene.Flux(FaintestMag))
        {
            return;
        }

        // The integral of 1 / (1 + (r / h)^2) from 0 to infinity is h pi / 2.
        var perStep = flux * LightShare / Arms * StepPixels / (HalfBrightnessPixels * Math.PI / 2);
        for (var arm = 0; arm < Arms; arm++)
        {
            var (sine, cosine) = Math.SinCos(angleRad + (arm * Math.PI / 2));
            for (var r = StepPixels / 2; r < grid.Side; r += StepPixels)
            {
                var brightness = perStep / (1 + (r * r / (HalfBrightnessPixels * HalfBrightnessPixels)));
                TrailPainter.AddPoint(image, grid, x + (r * cosine), y + (r * sine), brightness);
            }
        }
    }
}
