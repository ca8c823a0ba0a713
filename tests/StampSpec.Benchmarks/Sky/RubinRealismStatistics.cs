using StampSpec.Alerts;
using StampSpec.Common;

namespace StampSpec.Benchmarks.Sky;

/// <summary>
/// Numbers that describe the cutouts of one alert of Rubin: the middle 30 x 30 pixels, each in units of the square root of its variance and
/// about the median. The source is within 6 pixels of the middle; beside it means farther than 9.
/// </summary>
internal static class RubinRealismStatistics
{
    private const int Side = 30;
    private const double SourceRadius = 6;
    private const double BesideRadius = 9;
    private const double SkySigma = 4;
    private const double NotableSigma = 3;

    private static readonly (string Name, Func<Plane, double> Of)[] OfImage =
    [
        ("noise over sqrt(variance)", p => RobustStatistics.Of([.. p.Sky().Select(s => s.Value)]).Sigma),
        ("correlation of neighbouring columns", Correlation),
        ("scatter of the variance", p => Deviation(p.Variances) / p.Variances.Average()),
        ("brightest pixel beside the source", p => Peak(p.Beside, 1)),
        ("darkest pixel beside the source", p => Peak(p.Beside, -1)),
        ("share of pixels above 3 sigma beside the source", p => p.Beside.Average(v => v > NotableSigma ? 1.0 : 0)),
        ("brightest pixel of the source", p => Peak(p.Source, 1)),
        ("darkest pixel of the source", p => Peak(p.Source, -1)),
        ("width of the source", Width),
    ];

    /// <summary>Names of the statistics.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Enum.GetValues<CutoutKind>().SelectMany(kind => OfImage.Select(o => $"{kind.ToString().ToLowerInvariant()}: {o.Name}")),
        "noise of the template over that of the exposure",
        "width of the PSF",
    ];

    /// <summary>The statistics, in the order of their names; brightness as a decimal logarithm.</summary>
    public static float[] Of(Alert alert)
    {
        var planes = Enum.GetValues<CutoutKind>().Select(kind => (Kind: kind, Plane: new Plane(alert[kind]))).ToArray();
        var levels = planes.ToDictionary(p => p.Kind, p => p.Plane.Variances.Order().ElementAt(p.Plane.Variances.Length / 2));
        return
        [
            .. planes.SelectMany(p => OfImage.Select(o => (float)o.Of(p.Plane))),
            (float)(0.5 * Math.Log10(levels[CutoutKind.Template] / levels[CutoutKind.Science])),
            (float)alert.SeeingPixels!.Value,
        ];
    }

    private static double Peak(double[] values, int sign) => Math.Log10(Math.Max(1, values.Max(v => sign * v)));

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Correlation(Plane plane)
    {
        var sky = plane.Sky().ToDictionary(s => (s.Row, s.Column), s => s.Value);
        var pairs = sky.Where(s => sky.ContainsKey((s.Key.Row, s.Key.Column + 1))).ToArray();
        return pairs.Length == 0 ? 0 : pairs.Average(s => s.Value * sky[(s.Key.Row, s.Key.Column + 1)]) / sky.Values.Average(v => v * v);
    }

    // Root of the mean squared radius of the notable pixels of either sign; 0 if there are none.
    private static double Width(Plane plane)
    {
        var notable = plane.Pixels.Where(p => p.Radius <= BesideRadius && Math.Abs(p.Value) > NotableSigma).ToArray();
        var weight = notable.Sum(p => Math.Abs(p.Value));
        return weight == 0 ? 0 : Math.Sqrt(notable.Sum(p => Math.Abs(p.Value) * p.Radius * p.Radius) / weight);
    }

    private sealed class Plane
    {
        public Plane(Cutout cutout)
        {
            var first = (cutout.Flux.Width - Side) / 2;
            var all = (
                from row in Enumerable.Range(0, Side)
                from column in Enumerable.Range(0, Side)
                let flux = cutout.Flux[row + first, column + first]
                let variance = cutout.Variance![row + first, column + first]
                where float.IsFinite(flux) && float.IsFinite(variance) && variance > 0
                select (Row: row, Column: column, Flux: (double)flux, Variance: (double)variance)
            ).ToArray();
            var median = all.Select(p => p.Flux).Order().ElementAt(all.Length / 2);
            Variances = [.. all.Select(p => p.Variance)];
            Pixels =
            [
                .. all.Select(p =>
                    (
                        p.Row,
                        p.Column,
                        Math.Sqrt(Math.Pow(p.Row - ((Side - 1) / 2.0), 2) + Math.Pow(p.Column - ((Side - 1) / 2.0), 2)),
                        (p.Flux - median) / Math.Sqrt(p.Variance)
                    )
                ),
            ];
        }

        public double[] Variances { get; }

        public IReadOnlyList<(int Row, int Column, double Radius, double Value)> Pixels { get; }

        public double[] Beside => [.. Pixels.Where(p => p.Radius > BesideRadius).Select(p => p.Value)];

        public double[] Source => [.. Pixels.Where(p => p.Radius <= SourceRadius).Select(p => p.Value)];

        public IEnumerable<(int Row, int Column, double Value)> Sky() =>
            Pixels.Where(p => p.Radius > BesideRadius && Math.Abs(p.Value) < SkySigma).Select(p => (p.Row, p.Column, p.Value));
    }
}
