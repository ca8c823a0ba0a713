using StampSpec.Reports.Charts;

namespace StampSpec.Tests.Reports;

/// <summary>A study with invented scores, shaped like the real ones: four layouts, three of equal bytes.</summary>
internal static class InventedStudy
{
    public static IReadOnlyList<string> Classes { get; } = ["agn", "asteroid", "bogus", "satellite", "sn", "vs"];

    public static ScoreStudy Scores { get; } = new(
        [
            Layout("ztf-cropped", 3072, 0.801, false),
            Layout("ztf-low-resolution", 3072, 0.762, false) with { Published = 0.8269 },
            Layout("ztf-multiscale", 3072, 0.823, true) with { Published = 0.8739 },
            Layout("ztf-full", 47628, 0.829, true) with { Difference = null, WithinMargin = null, Published = 0.8668 },
        ],
        Classes,
        "ztf-full",
        0.01,
        [new ByteLimit("DMTN-102", 18000), new ByteLimit("as shipped", 41000)],
        "stamps as raw float32",
        new StudyFacts(699, 5, "95 % two-level bootstrap (2,000 resamples)", "invented scores for tests", "stampspec report out"));

    private static LayoutScore Layout(string name, double bytes, double score, bool front) => new(
        name, bytes, new Estimate(score, score - 0.021, score + 0.018), [score - 0.012, score - 0.004, score, score + 0.006, score + 0.010],
        Classes.Select((c, i) => (c, Score: score + 0.12 - (0.05 * i))).ToDictionary(p => p.c, p => new Estimate(p.Score, p.Score - 0.03, p.Score + 0.025)))
    {
        Difference = new Estimate(score - 0.829, score - 0.829 - 0.012, score - 0.829 + 0.011),
        WithinMargin = 0.9,
        OnFront = 0.5,
        IsOnFront = front,
    };
}
