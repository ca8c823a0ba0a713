using StampSpec.Common;
using StampSpec.Imaging.Simulation;
using StampSpec.Sky.Scenes;

namespace StampSpec.Tests.Sky.Rubin;

/// <summary>Visits and seeded samples for the tests of Rubin's sky.</summary>
internal static class RubinSky
{
    public static LsstBand Red { get; } = LsstBand.Find("r")!;

    /// <summary>
    /// A visit without errors of registration and flux, in the middle of a pixel: 0.9 arcsec in r, a template of 25 visits.
    /// </summary>
    public static RubinVisit Visit { get; } =
        new()
        {
            Band = Red,
            SkyElectrons = 2000,
            SciencePsf = new TabulatedMoffat(4.5, 3.6, 0.06, -0.04),
            TemplatePsf = new TabulatedMoffat(4.3, 2.9, 0.02, 0.03),
            TemplateVisits = 25,
        };

    /// <summary>An empty scene at a galactic latitude of about -60 degrees.</summary>
    public static SkyScene Empty() => new(new SkyPosition(20, -45));

    public static T[] Sample<T>(int count, Func<RandomSource, T> draw) =>
        [.. Enumerable.Range(0, count).Select(i => draw(new Seed(2026).Derive(i).CreateSource()))];

    public static double Quantile(IEnumerable<double> values, double fraction)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)(fraction * (sorted.Length - 1))];
    }

    public static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
