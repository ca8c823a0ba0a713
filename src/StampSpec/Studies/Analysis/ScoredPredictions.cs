using StampSpec.Seeds;
using StampSpec.Studies.Results;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>What every layout with a complete run predicted in the compared runs, from a study's own tables.</summary>
/// <param name="Layouts">The layouts, in the order of the study.</param>
/// <param name="Objects">The scored objects.</param>
/// <param name="Table">The predictions, for the statistics.</param>
internal sealed record ScoredPredictions(IReadOnlyList<LayoutSummary> Layouts, ScoredObjects Objects, PredictionTable Table)
{
    /// <summary>Joins the tables; null where no run was completed by every layout.</summary>
    public static ScoredPredictions? Of(StudySummary summary, IReadOnlyList<ObjectRow> objects, IReadOnlyList<PredictionRow> predictions)
    {
        LayoutSummary[] layouts = [.. summary.Layouts.Where(l => l.CompleteRuns.Count > 0)];
        if (summary.ComparedRuns.Count == 0 || layouts.Length == 0)
        {
            return null;
        }

        var byRun = predictions.ToLookup(p => (p.Cell.LayoutId, p.Cell.Run));
        var first = layouts[0];
        var scored = new ScoredObjects(summary.Classes, objects, byRun[(first.Id, summary.ComparedRuns[0])].Select(p => p.Candid));
        return new ScoredPredictions(layouts, scored, new PredictionTable(summary.Classes.Count, scored.TrueClasses, scored.Units, [.. layouts.Select(Select)]));

        LayoutPredictions Select(LayoutSummary layout) => new(
            layout.Id.Layout, [.. summary.ComparedRuns.Select(run => scored.Predicted(byRun[(layout.Id, run)]))]);
    }

    /// <summary>The same predictions for some of the objects, resampled.</summary>
    /// <param name="positions">Positions of the objects.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Fixes every draw.</param>
    public BootstrapScores Resample(IReadOnlyList<int> positions, int resamples, Seed seed) => TwoLevelBootstrap.Resample(
        new PredictionTable(
            Table.ClassCount,
            At(Objects.TrueClasses, positions),
            At(Objects.Units, positions),
            [.. Table.Layouts.Select(l => new LayoutPredictions(l.Layout, [.. l.Runs.Select(r => At(r, positions))]))]),
        resamples,
        seed);

    private static int[] At(int[] values, IReadOnlyList<int> positions) => [.. positions.Select(p => values[p])];
}
