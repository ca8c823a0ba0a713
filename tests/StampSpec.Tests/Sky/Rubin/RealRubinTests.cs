using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;
using Xunit.Abstractions;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>
/// Synthetic alerts beside the real packets of LSSTCam in the i band, without the defocused night of 2025-09: each statistic of the
/// synthetic ones is within bounds of that of the real ones. The table is printed.
/// </summary>
public sealed class RealRubinTests(ITestOutputHelper output)
{
    private const int Side = 30;

    // From chance. A single statistic that tells real packets from synthetic ones better than 0.8 fails.
    private const double LargestDistinction = 0.3;

    [SkippableFact]
    public void Noise_psfs_templates_and_footprints_are_those_of_real_packets()
    {
        var real = Real();
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced,
            Survey = SurveyKind.Lsst,
            Band = "i",
            CutoutPixels = Side,
        };
        var drawn = SyntheticSurvey.Generate(settings, 120, new Seed(7)).ToArray();
        var synthetic = drawn.Select(d => new Measured(d.Alert, d.Source!)).ToArray();
        output.WriteLine($"{real.Length} real, {synthetic.Length} synthetic; medians");
        Compare("noise over sqrt(variance), science", real, synthetic, m => NoiseRatio(m.Alert.Science), 0.06);
        Compare("noise over sqrt(variance), difference", real, synthetic, m => NoiseRatio(m.Alert.Difference), 0.05);
        Compare("correlation of columns, difference", real, synthetic, m => Correlation(m.Alert.Difference), 0.05);
        Compare("correlation of columns, template", real, synthetic, m => Correlation(m.Alert.Template), 0.08);
        Compare("sqrt of variance, science, nJy", real, synthetic, m => Level(m.Alert.Science), 12);
        Compare("template over science noise", real, synthetic, m => Level(m.Alert.Template) / Level(m.Alert.Science), 0.06);
        Compare("scatter of the template's variance", real, synthetic, m => Scatter(m.Alert.Template), 0.03);
        Compare("brightest outer pixel, science, lg sigma", real, synthetic, m => Brightest(m.Alert.Science), 0.2);
        Compare("brightest outer pixel, template, lg sigma", real, synthetic, m => Brightest(m.Alert.Template), 0.6);
        Compare("brightest outer pixel, difference, lg sigma", real, synthetic, m => Brightest(m.Alert.Difference), 0.15);
        Compare("FWHM of the PSF, px", real, synthetic, m => m.Alert.SeeingPixels!.Value, 0.6);
        Compare("ellipticity of the PSF", real, synthetic, m => Ellipticity(m.Source), 0.05);
        Compare("footprint at S/N below 7, px", Faint(real), Faint(synthetic), m => (int)m.Source["bboxSize"]!, 3);
        Compare("aperture over PSF error", real, synthetic, m => (float)m.Source["apFluxErr"]! / (float)m.Source["psfFluxErr"]!, 0.6);
        var (dipoles, drawnDipoles) = (DipoleShare(real), DipoleShare(synthetic));
        output.WriteLine(FormattableString.Invariant($"share of dipoles: {dipoles:0.00}, {drawnDipoles:0.00}"));
        Assert.InRange(drawnDipoles, 0.02, dipoles + 0.06);
    }

    private static Measured[] Real()
    {
        var folder = Repository.SharedPath("data", "lsst");
        var focused = SharedIndex
            .Lsst()
            .Where(row => row["band"] == "i" && row["file"].EndsWith(".v10_0.avro", StringComparison.Ordinal))
            .Select(row => Path.Combine(folder, Path.GetFileName(row["file"])))
            .Where(File.Exists);
        return
        [
            .. focused.Select(f => new Measured(AlertFiles.Read([f]).Single().Alert!, SourceOf(f))).Where(m => m.Alert.SeeingPixels < 7),
        ];
    }

    private static AvroRecord SourceOf(string file)
    {
        using var reader = new AvroContainerReader(File.OpenRead(file));
        return (AvroRecord)((AvroRecord)reader.ReadAll().First()!)["diaSource"]!;
    }

    private static Measured[] Faint(Measured[] all) => [.. all.Where(m => m.Alert.SignalToNoise < 7)];

    private static double DipoleShare(Measured[] all) => all.Average(m => (bool)m.Source["isDipole"]! ? 1.0 : 0);

    private static double Ellipticity(AvroRecord source)
    {
        var (xx, yy, xy) = ((float)source["ixxPSF"]!, (float)source["iyyPSF"]!, (float)source["ixyPSF"]!);
        return Math.Sqrt(Math.Pow(xx - yy, 2) + Math.Pow(2 * xy, 2)) / (xx + yy);
    }

    // Pixels of the outer part of the cutout, in units of the square root of their variances, about their median and without sources.
    private static Dictionary<(int Row, int Column), double> Sky(Cutout cutout)
    {
        var first = (cutout.Flux.Width - Side) / 2;
        var pixels = (
            from row in Enumerable.Range(first, Side)
            from column in Enumerable.Range(first, Side)
            where Math.Pow(row - first - 14.5, 2) + Math.Pow(column - first - 14.5, 2) > 81 && float.IsFinite(cutout.Flux[row, column])
            select (row, column)
        ).ToArray();
        var median = RubinSky.Median(pixels.Select(p => (double)cutout.Flux[p.row, p.column]));
        return pixels
            .Select(p => (p, Value: (cutout.Flux[p.row, p.column] - median) / Math.Sqrt(cutout.Variance![p.row, p.column])))
            .Where(p => Math.Abs(p.Value) < 4)
            .ToDictionary(p => p.p, p => p.Value);
    }

    private static double NoiseRatio(Cutout cutout) => RobustStatistics.Of([.. Sky(cutout).Values]).Sigma;

    private static double Correlation(Cutout cutout)
    {
        var sky = Sky(cutout);
        var pairs = sky.Where(p => sky.ContainsKey((p.Key.Row, p.Key.Column + 1)));
        return pairs.Average(p => p.Value * sky[(p.Key.Row, p.Key.Column + 1)]) / sky.Values.Average(v => v * v);
    }

    private static double Level(Cutout cutout) => Math.Sqrt(RubinSky.Median(Variances(cutout)));

    private static double Scatter(Cutout cutout) => RubinSky.Deviation(Variances(cutout)) / Variances(cutout).Average();

    private static double[] Variances(Cutout cutout) => [.. Sky(cutout).Keys.Select(p => (double)cutout.Variance![p.Row, p.Column])];

    // The medians differ by less than the tolerance, and the statistic alone does not tell one sample from the other: the area under the
    // ROC curve (Mann and Whitney) is 0.5 if their distributions agree.
    private void Compare(string name, Measured[] real, Measured[] synthetic, Func<Measured, double> measure, double tolerance)
    {
        double[] expected = [.. real.Select(measure)];
        double[] found = [.. synthetic.Select(measure)];
        var area = expected.Average(e =>
            found.Average(f =>
                f < e ? 1
                : f > e ? 0
                : 0.5
            )
        );
        var line = FormattableString.Invariant(
            $"{name}: real {RubinSky.Median(expected):0.###}, synthetic {RubinSky.Median(found):0.###}, area {area:0.00}"
        );
        output.WriteLine(line);
        Assert.True(Math.Abs(RubinSky.Median(found) - RubinSky.Median(expected)) <= tolerance, line);
        Assert.True(Math.Abs(area - 0.5) <= LargestDistinction, line);
    }

    private static double Brightest(Cutout cutout)
    {
        var first = (cutout.Flux.Width - Side) / 2;
        var outer =
            from row in Enumerable.Range(first, Side)
            from column in Enumerable.Range(first, Side)
            where Math.Pow(row - first - 14.5, 2) + Math.Pow(column - first - 14.5, 2) > 81 && float.IsFinite(cutout.Flux[row, column])
            select cutout.Flux[row, column] / Math.Sqrt(cutout.Variance![row, column]);
        return Math.Log10(Math.Max(1, outer.Max()));
    }

    private sealed record Measured(Alert Alert, AvroRecord Source);
}
