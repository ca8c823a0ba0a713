using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;

namespace StampSpec.Benchmarks.Imaging;

/// <summary>Simulated cutouts beside Rubin's own: noise, its correlation, PSF width and gzipped size, by image and band, as a CSV table of
/// medians and quartiles.</summary>
internal sealed class LsstRealismComparison : IComparison
{
    private const int SimulatedPerBand = 60;

    // 2024-10-17: the first light of Rubin's own camera came after that day. Earlier packets of the samples are from precursor cameras.
    private const double FirstLsstCamJulianDate = 2_460_600.5;

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
        "simulated cutouts beside Rubin's, as CSV: [LSST-FOLDER ZTF-FOLDER], ../shared/data/lsst and ../shared/data/ztf by default";

    public int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        var lsst = arguments.Count > 0 ? arguments[0] : Path.Combine("..", "shared", "data", "lsst");
        var ztf = arguments.Count > 1 ? arguments[1] : Path.Combine("..", "shared", "data", "ztf");
        var real = Alerts(lsst).Where(a => a.JulianDate > FirstLsstCamJulianDate).ToArray();
        var backgrounds = Alerts(ztf).Take(SimulatedPerBand).ToArray();
        output.WriteLine("origin,band,image,quantity,alerts,lower_quartile,median,upper_quartile");
        foreach (var band in real.Select(a => a.Band).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            Write(output, "rubin", band, [.. real.Where(a => a.Band == band)]);
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
