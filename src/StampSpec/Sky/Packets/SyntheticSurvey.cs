using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Scenes;

namespace StampSpec.Sky.Packets;

/// <summary>
/// A synthetic alert stream like that of ZTF or Rubin. Alert i depends only on the seed and on i; neither the number of alerts nor the
/// number of threads changes it.
/// </summary>
public static class SyntheticSurvey
{
    private const int BatchPerThread = 64;

    // Steps of the golden ratio fill the unit interval evenly (Weyl), so that any sequence of alerts has the proportions of the mix.
    private static readonly double GoldenStep = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Generates alerts lazily, in order. Each alert is a separate object with its own group.</summary>
    /// <param name="settings">Settings of the survey.</param>
    /// <param name="count">Number of alerts, at least 0.</param>
    /// <param name="seed">The survey's seed.</param>
    /// <returns>
    /// Alerts of ZTF with 63 x 63 pixels in DN, whose science image and template include their sky, or of Rubin with <see
    /// cref="SurveySettings.CutoutPixels"/> a side in nJy, with variances and PSFs. Missing pixels are NaN.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <see cref="SurveySettings.FirstAlert"/> is negative.
    /// </exception>
    public static IEnumerable<LabelledAlert> Generate(SurveySettings settings, int count, Seed seed)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.FirstAlert);
        return Create(settings, Enumerable.Range(0, count).Select(i => (long)settings.FirstAlert + i), seed);
    }

    /// <summary>Generates some alerts of a survey, lazily, in the order of the given identifiers.</summary>
    /// <param name="settings">Settings of the survey.</param>
    /// <param name="count">Number of alerts in the survey.</param>
    /// <param name="seed">The survey's seed.</param>
    /// <param name="candids">Identifiers of the alerts; those that are not in the survey are left out.</param>
    internal static IEnumerable<LabelledAlert> Find(SurveySettings settings, int count, Seed seed, IEnumerable<long> candids) =>
        Create(
            settings,
            candids.Select(AlertIdentity.IndexOf).Where(i => i >= settings.FirstAlert && i < settings.FirstAlert + (long)count),
            seed
        );

    /// <summary>The class of the alert at a position of the survey.</summary>
    internal static SkyClass ClassAt(ClassMix mix, long index, Seed seed)
    {
        var start = seed.Derive("classes").CreateSource().NextDouble();
        var position = start + (index * GoldenStep);
        return mix.At(position - Math.Floor(position));
    }

    private static IEnumerable<LabelledAlert> Create(SurveySettings settings, IEnumerable<long> indices, Seed seed)
    {
        var threads = settings.Threads ?? Environment.ProcessorCount;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var alerts = seed.Derive("alerts");
        foreach (var batch in indices.Chunk(threads * BatchPerThread))
        {
            var made = new LabelledAlert[batch.Length];
            Parallel.For(
                0,
                batch.Length,
                options,
                () => settings.CreateSimulator(),
                (i, _, simulator) =>
                {
                    made[i] = simulator.Create(ClassAt(settings.Mix, batch[i], seed), batch[i], alerts.Derive(batch[i]));
                    return simulator;
                },
                _ => { }
            );

            foreach (var alert in made)
            {
                yield return alert;
            }
        }
    }
}

/// <summary>Settings of a synthetic survey.</summary>
public sealed record SurveySettings
{
    /// <summary>Pixels a side of Rubin's cutouts unless another number is given: wide enough for all layouts of up to 38 arcsec.</summary>
    internal const int DefaultCutoutPixels = 192;

    /// <summary>The fewest pixels a side of Rubin's cutouts: those of the smallest that it ships.</summary>
    public const int LeastCutoutPixels = 30;

    /// <summary>The most pixels a side of Rubin's cutouts.</summary>
    public const int MostCutoutPixels = SceneGrid.LargestRubinCutout;

    /// <summary>
    /// Position of the first alert, at least 0. Alerts at the same position have the same candid and the same object, whatever the seed, so
    /// two sets that are used together need different positions.
    /// </summary>
    public int FirstAlert { get; init; }

    /// <summary>How often each class occurs.</summary>
    public ClassMix Mix { get; init; } = ClassMix.Published;

    /// <summary>The survey whose alerts are drawn.</summary>
    public SurveyKind Survey { get; init; } = SurveyKind.Ztf;

    /// <summary>Band of Rubin's alerts, one of u, g, r, i, z, y. ZTF's are in g and r.</summary>
    public string Band { get; init; } = "r";

    /// <summary>Pixels a side of Rubin's cutouts, 0.2 arcsec each.</summary>
    public int CutoutPixels { get; init; } = DefaultCutoutPixels;

    /// <summary>The best seeing that can be asked for, arcsec.</summary>
    public const double BestSeeingArcsec = 0.4;

    /// <summary>The worst, arcsec.</summary>
    public const double WorstSeeingArcsec = 2;

    /// <summary>The most visits in a template.</summary>
    public const int MostTemplateVisits = 1000;

    /// <summary>
    /// FWHM of the PSF of every visit of Rubin, in its band, arcsec; null to draw each from the distribution of <see cref="Band"/>.
    /// </summary>
    public double? SeeingArcsec { get; init; }

    /// <summary>
    /// Number of visits in every template of Rubin, at least 1; null to draw each. The seeing of the templates does not change with it.
    /// </summary>
    public int? TemplateVisits { get; init; }

    /// <summary>Number of threads; null for all cores. The alerts do not depend on it.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Whether alerts carry packet columns, whose measurement takes a quarter of the time for ZTF. The pixels do not depend on it.
    /// </summary>
    internal bool MeasuresColumns { get; init; } = true;

    /// <summary>The grid on which the survey's scenes are drawn.</summary>
    internal SceneGrid Grid => Survey == SurveyKind.Lsst ? SceneGrid.Rubin(CutoutPixels) : SceneGrid.Ztf;

    /// <summary>A simulator for one thread.</summary>
    internal IAlertSimulator CreateSimulator() =>
        Survey == SurveyKind.Lsst
            ? new RubinSimulator(LsstBand.Find(Band)!, Grid)
            {
                SeeingArcsec = SeeingArcsec,
                TemplateVisits = TemplateVisits,
                MeasuresColumns = MeasuresColumns,
            }
            : new AlertSimulator { MeasuresColumns = MeasuresColumns };
}
