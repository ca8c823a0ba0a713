using System.IO.Compression;
using System.Runtime.InteropServices;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Features;
using StampSpec.Sky.Injection;
using StampSpec.Tests.Sky;

namespace StampSpec.Benchmarks.Sky;

/// <summary>What is measured on an alert to compare real with synthetic ones. Each quantity has a name and a number.</summary>
internal static class CutoutMeasurement
{
    private const int Centre = 31;
    private const int NeighbourDistance = 8;
    private static readonly double[] Radii = [0, 1, 2, 3, 4.5, 7, 11];

    /// <summary>All quantities of one alert, always in the same order.</summary>
    public static IReadOnlyList<(string Name, double Value)> Of(Alert alert)
    {
        List<(string, double)> values =
        [
            ("missing fraction", MissingFraction(alert)),
            ("S/N", alert.SignalToNoise ?? double.NaN),
            .. Peaks(alert.Difference),
        ];
        foreach (var kind in Enum.GetValues<CutoutKind>())
        {
            var name = kind.ToString().ToLowerInvariant();
            var flux = alert[kind].Flux;
            var (sky, sigma) = CentreStatistics.Sky(flux);
            values.Add(($"{name} sky level, DN", sky));
            values.Add(($"{name} sky RMS, DN", sigma));
            values.Add(($"{name} gzip bytes", GzipBytes(flux)));
            values.Add(($"{name} central width, px", CentralWidth(flux, sky)));
            values.Add(($"{name} neighbours above 5 sigma, fraction", NeighbourFraction(flux, sky, sigma)));
            values.Add(($"{name} brightest neighbour, asinh sigma", BrightestNeighbour(flux, sky, sigma)));
            values.Add(($"{name} noise correlation along rows", Correlation(flux, sky, sigma, 0, 1)));
            values.Add(($"{name} noise correlation along columns", Correlation(flux, sky, sigma, 1, 0)));
            for (var i = 0; i + 1 < Radii.Length; i++)
            {
                values.Add(
                    (
                        FormattableString.Invariant($"{name} profile {Radii[i]}-{Radii[i + 1]} px, asinh sigma"),
                        Ring(flux, sky, sigma, Radii[i], Radii[i + 1])
                    )
                );
            }
        }

        return values;
    }

    private static IEnumerable<(string, double)> Peaks(Cutout difference)
    {
        var inverse = difference with { Flux = Negative(difference.Flux) };
        var onLine = GlintTrailFeature.MostOnALine(GlintTrailFeature.Find(difference, OffCentrePeaks.SignalToNoise), 2);
        return
        [
            ("difference peaks off centre", OffCentrePeaks.Count(difference)),
            ("difference peaks on one line", onLine),
            ("difference holes off centre", OffCentrePeaks.Count(inverse)),
            ("difference lowest central pixel, asinh sigma", LowestCentral(difference.Flux)),
        ];
    }

    private static Image<float> Negative(Image<float> flux) => new(flux.Width, flux.Height, [.. flux.Pixels.ToArray().Select(p => -p)]);

    private static double LowestCentral(Image<float> flux)
    {
        var (sky, sigma) = CentreStatistics.Sky(flux);
        var lowest = Pixels(flux)
            .Where(p => Math.Abs(p.X) <= 4 && Math.Abs(p.Y) <= 4)
            .Select(p => p.Value)
            .DefaultIfEmpty((float)sky)
            .Min();
        return Math.Asinh((lowest - sky) / sigma);
    }

    private static double MissingFraction(Alert alert)
    {
        var missing = 0;
        foreach (var pixel in alert.Science.Flux.Pixels)
        {
            missing += float.IsFinite(pixel) ? 0 : 1;
        }

        return (double)missing / alert.Science.Flux.Pixels.Length;
    }

    private static double GzipBytes(Image<float> flux)
    {
        var big = flux
            .Pixels.ToArray()
            .Select(p => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(BitConverter.SingleToInt32Bits(p)))
            .ToArray();
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(MemoryMarshal.AsBytes(big.AsSpan()));
        }

        return stream.Length;
    }

    // Square root of flux divided by peak: proportional to the FWHM for a given profile.
    private static double CentralWidth(Image<float> flux, double sky)
    {
        var peak = CentreStatistics.HighestCentral(flux) - sky;
        var sum = Pixels(flux).Where(p => Math.Abs(p.X) <= 4 && Math.Abs(p.Y) <= 4).Sum(p => p.Value - sky);
        return peak > 0 && sum > 0 ? Math.Sqrt(sum / peak) : 0;
    }

    private static double NeighbourFraction(Image<float> flux, double sky, double sigma) =>
        Outside(flux).Select(v => v - sky > 5 * sigma ? 1.0 : 0).DefaultIfEmpty(0).Average();

    private static double BrightestNeighbour(Image<float> flux, double sky, double sigma) =>
        Math.Asinh((Outside(flux).DefaultIfEmpty((float)sky).Max() - sky) / sigma);

    private static double Ring(Image<float> flux, double sky, double sigma, double inner, double outer) =>
        Math.Asinh(
            Pixels(flux).Where(p => InRing(p.X, p.Y, inner, outer)).Select(p => (p.Value - sky) / sigma).DefaultIfEmpty(0).Average()
        );

    private static bool InRing(int x, int y, double inner, double outer)
    {
        var radius = Math.Sqrt((x * x) + (y * y));
        return radius >= inner && radius < outer;
    }

    private static double Correlation(Image<float> flux, double sky, double sigma, int rows, int columns)
    {
        var (product, square) = (0.0, 1e-9);
        for (var row = 0; row + rows < flux.Height; row++)
        {
            for (var column = 0; column + columns < flux.Width; column++)
            {
                var (a, b) = ((flux[row, column] - sky) / sigma, (flux[row + rows, column + columns] - sky) / sigma);
                if (Math.Abs(a) < 3.5 && Math.Abs(b) < 3.5)
                {
                    product += a * b;
                    square += 0.5 * ((a * a) + (b * b));
                }
            }
        }

        return product / square;
    }

    private static IEnumerable<float> Outside(Image<float> flux) =>
        Pixels(flux).Where(p => Math.Abs(p.X) > NeighbourDistance || Math.Abs(p.Y) > NeighbourDistance).Select(p => p.Value);

    private static IEnumerable<(int X, int Y, float Value)> Pixels(Image<float> flux)
    {
        for (var row = 0; row < flux.Height; row++)
        {
            for (var column = 0; column < flux.Width; column++)
            {
                if (float.IsFinite(flux[row, column]))
                {
                    yield return (column - Centre, row - Centre, flux[row, column]);
                }
            }
        }
    }
}
