using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>One layout's predictions in the runs whose every cell is done.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Runs">Predictions of each complete run, by run from 1.</param>
internal sealed record CompletedRuns(StudyLayout Layout, IReadOnlyDictionary<int, IReadOnlyList<PredictionRow>> Runs)
{
    /// <summary>Reads what a study's folder holds of a layout.</summary>
    public static CompletedRuns Read(Study study, StudyLayout layout, CellStore store) => new(
        layout,
        study.Cells.Where(c => c.Layout == layout)
            .GroupBy(c => c.Id.Run)
            .Where(run => run.All(cell => FailedCells.Of(cell, store) is null))
            .ToDictionary(run => run.Key, run => (IReadOnlyList<PredictionRow>)[.. run.SelectMany(store.ReadPredictions)]));

    /// <summary>The layout's predictions in some runs, for the statistics.</summary>
    public LayoutPredictions Select(IReadOnlyList<int> runs, ScoredObjects objects) =>
        new(Layout.Name, [.. runs.Select(run => objects.Predicted(Runs[run]))]);
}
