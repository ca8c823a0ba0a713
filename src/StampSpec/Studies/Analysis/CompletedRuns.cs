using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>One layout's predictions in the runs whose every cell is done.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Runs">Predictions of each complete run, by run from 1.</param>
internal sealed record CompletedRuns(StudyLayout Layout, IReadOnlyDictionary<int, IReadOnlyList<PredictionRow>> Runs)
{
    /// <summary>Keeps of a layout's cells the runs of which none lacks a result.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="findings">All cells of the study, in its order.</param>
    /// <param name="predictions">Predictions of each cell that is done.</param>
    public static CompletedRuns Of(
        StudyLayout layout, IEnumerable<CellFinding> findings, IReadOnlyDictionary<CellId, IReadOnlyList<PredictionRow>> predictions) => new(
        layout,
        findings.Where(f => f.Cell.Layout == layout)
            .GroupBy(f => f.Cell.Id.Run)
            .Where(run => run.All(f => f.IsDone))
            .ToDictionary(run => run.Key, run => (IReadOnlyList<PredictionRow>)[.. run.SelectMany(f => predictions[f.Cell.Id])]));

    /// <summary>The layout's predictions in some runs, for the statistics.</summary>
    public LayoutPredictions Select(IReadOnlyList<int> runs, ScoredObjects objects) =>
        new(Layout.Name, [.. runs.Select(run => objects.Predicted(Runs[run]))]);
}
