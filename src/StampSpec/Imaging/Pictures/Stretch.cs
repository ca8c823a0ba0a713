using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Imaging.Pictures;

/// <summary>
/// The conversion of flux to a shade, by an inverse hyperbolic sine as in common image viewers: linear near the sky and logarithmic above
/// it (Lupton, Gunn and Szalay 1999, AJ 118, 1406). All layouts of an object use the same stretch, so that equal flux has an equal shade in
/// each of them.
/// <list type="bullet">
/// <item>Science and template share a stretch, because surveys bring the template to the flux scale and sky of the science image: a source
/// that did not change looks the same in both, and a deeper template looks smoother. The stretch begins two sigma of the science image's
/// noise below its sky.</item>
/// <item>The stretch of the difference is symmetric: zero has the middle shade, and equal gains and losses of flux are equally far from
/// it.</item>
/// </list>
/// A stretch ends at the brightest pixel near the object in the original cutouts, so that the core of the object is not saturated, or at
/// the 99.9th percentile of all pixels if that is brighter, so that the core of a neighbour is not saturated and a cosmic ray does not set
/// the limit. It never ends below ten sigma, so that noise alone does not look like sources.
/// </summary>
/// <param name="Centre">Flux about which the stretch is linear: the sky, or zero for a difference.</param>
/// <param name="Softening">
/// Distance from the centre at which the stretch changes from linear to logarithmic, in units of the flux; above 0.
/// </param>
/// <param name="Low">Flux of shade 0.</param>
/// <param name="High">Flux of shade 1.</param>
internal sealed record Stretch(double Centre, double Softening, double Low, double High)
{
    private const double SofteningSigma = 2;
    private const double LowSigma = 2;
    private const double LeastHighSigma = 10;
    private const double HighFraction = 0.999;
    private const double CoreArcsec = 7;

    private readonly double _low = Bend(Low, Centre, Softening);
    private readonly double _range = Bend(High, Centre, Softening) - Bend(Low, Centre, Softening);

    /// <summary>The stretch of one of an alert's images, in all layouts.</summary>
    public static Stretch Of(Alert alert, CutoutKind kind) => kind == CutoutKind.Difference ? OfDifference(alert) : OfSky(alert);

    /// <summary>The stretch of an alert's science image and template.</summary>
    public static Stretch OfSky(Alert alert)
    {
        var sky = SkyStatistics.Of(alert.Science.Flux) ?? SkyStatistics.Of(alert.Template.Flux);
        var (level, noise) = (sky?.Level ?? 0, NoiseOf(sky));
        var brightest = Math.Max(Brightest(alert.Science, f => f), Brightest(alert.Template, f => f));
        var high = Math.Max(level + (LeastHighSigma * noise), brightest);
        return new Stretch(level, SofteningSigma * noise, level - (LowSigma * noise), high);
    }

    /// <summary>The stretch of an alert's difference image.</summary>
    public static Stretch OfDifference(Alert alert)
    {
        var noise = NoiseOf(SkyStatistics.Of(alert.Difference.Flux));
        var reach = Math.Max(LeastHighSigma * noise, Brightest(alert.Difference, Math.Abs));
        return new Stretch(0, SofteningSigma * noise, -reach, reach);
    }

    /// <summary>0 for the faintest flux, 1 for the brightest.</summary>
    public double Shade(float flux) => Math.Clamp((Bend(flux, Centre, Softening) - _low) / _range, 0, 1);

    private static double Bend(double flux, double centre, double softening) => Math.Asinh((flux - centre) / softening);

    // If all pixels are equal, there is no noise to measure.
    private static double NoiseOf(SkyStatistics? sky) => sky is { Noise: > 0 } measured ? measured.Noise : 1;

    private static double Brightest(Cutout cutout, Func<float, float> brightnessOf)
    {
        var image = cutout.Flux;
        var all = Sorted(image, (0, image.Height), (0, image.Width), brightnessOf);
        var side = Math.Clamp((int)Math.Round(CoreArcsec / cutout.PixelScaleArcsec), 1, Math.Min(image.Width, image.Height));
        var core = Sorted(image, ((image.Height - side) / 2, side), ((image.Width - side) / 2, side), brightnessOf);
        return Math.Max(
            all.Length > 0 ? all[(int)(HighFraction * (all.Length - 1))] : double.NegativeInfinity,
            core.Length > 0 ? core[^1] : double.NegativeInfinity
        );
    }

    private static float[] Sorted(
        Image<float> image,
        (int First, int Count) rows,
        (int First, int Count) columns,
        Func<float, float> brightnessOf
    )
    {
        var (kept, count) = (new float[rows.Count * columns.Count], 0);
        for (var row = rows.First; row < rows.First + rows.Count; row++)
        {
            foreach (var flux in image.Row(row).Slice(columns.First, columns.Count))
            {
                if (float.IsFinite(flux))
                {
                    kept[count++] = brightnessOf(flux);
                }
            }
        }

        Array.Resize(ref kept, count);
        Array.Sort(kept);
        return kept;
    }
}
