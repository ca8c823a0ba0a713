using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Reports.Figures;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>
/// Both ways to Rubin's resolution beside Rubin's own cutouts: noise, its correlation, PSF width and gzipped size, by image and band, as a
/// CSV table of medians and quartiles; or a sheet of cutouts.
/// </summary>
internal sealed class LsstRealismComparison : IComparison
{
    private const int SimulatedPerBand = 60;

    // 2024-10-17: the first light of Rubin's own camera came after that day. Earlier packets of the samples are from precursor cameras.
    private const double FirstLsstCamJulianDate = 2_460_600.5;

    // 2025-12-01: the night of 2025-09 in the samples is out of focus.
    private const double FirstFocusedJulianDate = 2_461_010.5;

    private static readonly (string Name, Func<CutoutStatistics, double> Value)[] Quantities =
    [
        ("noise_njy", s => s.NoiseNanojansky),
        ("measured_over_stated_variance", s => s.VarianceRatio),
        ("neighbour_correlation", s => s.NeighbourCorrelation),
        ("psf_fwhm_pixels", s => s.PsfPixels),
        ("gzip_flux_bytes_per_pixel", s => s.GzipFlux),
        ("gzip_variance_bytes_per_pixel", s => s.GzipVariance),
        ("gzip_psf_bytes_per_pixel", s => s.GzipPsf),
    ];

    public string Name => "lsst-realism";

    public string Description =>
        "both ways to Rubin's resolution beside Rubin's cutouts, as CSV: [SHARED], ../shared by default; or sheet SHARED OUT";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments is ["sheet", var data, var folder])
        {
            FigureFiles.Write([LsstRealismSheet.Draw(data)], folder, FigureFormats.Png);
            return 0;
        }

        var shared = arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared");
        var real = Alerts(Path.Combine(shared, "data", "lsst")).Where(a => a.JulianDate > FirstLsstCamJulianDate).ToArray();
        var backgrounds = Alerts(Path.Combine(shared, "data", "ztf")).Take(SimulatedPerBand).ToArray();
        output.WriteLine("origin,band,image,quantity,alerts,lower_quartile,median,upper_quartile");
        foreach (var band in real.Select(a => a.Band).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            Write(output, "rubin", band, [.. real.Where(a => a.Band == band)]);
            Write(output, "rubin in focus", band, [.. real.Where(a => a.Band == band && a.JulianDate > FirstFocusedJulianDate)]);
            Write(output, "synthetic sky", band, [.. OnSyntheticSky(band)]);
            foreach (var mapping in (ResamplingMapping[])[ResamplingMapping.SeeingScaled, ResamplingMapping.PixelAnalog])
            {
                var settings = new SimulationSettings { Band = LsstBand.Find(band)!, Mapping = mapping };
                Write(
                    output,
                    "simulated " + mapping.Name(),
                    band,
                    [.. backgrounds.Select(a => LsstSimulator.Simulate(a, settings, new Seed(1)))]
                );
            }
        }

        return 0;
    }

    private static IEnumerable<Alert> OnSyntheticSky(string band)
    {
        var settings = new SurveySettings
        {
            Mix = ClassMix.Balanced,
            Survey = SurveyKind.Lsst,
            Band = band,
            CutoutPixels = SurveySettings.LeastCutoutPixels,
        };
        return SyntheticSurvey.Generate(settings, SimulatedPerBand, new Seed(1)).Select(a => a.Alert);
    }

    private static IEnumerable<Alert> Alerts(string folder) => AlertFiles.Read([folder]).Select(r => r.Alert).OfType<Alert>();

    private static void Write(TextWriter output, string origin, string band, IReadOnlyList<Alert> alerts)
    {
        foreach (var kind in (CutoutKind[])[CutoutKind.Science, CutoutKind.Template, CutoutKind.Difference])
        {
            var statistics = alerts.Select(a => CutoutStatistics.Of(a[kind])).OfType<CutoutStatistics>().ToArray();
            if (statistics.Length == 0)
            {
                continue;
            }

            foreach (var (name, value) in Quantities)
            {
                var sorted = statistics.Select(value).Order().ToArray();
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{origin},{band},{kind.ToString().ToLowerInvariant()},{name},{sorted.Length},{sorted[sorted.Length / 4]:G4}"
                            + $",{sorted[sorted.Length / 2]:G4},{sorted[3 * sorted.Length / 4]:G4}"
                    )
                );
            }
        }
    }
}
