using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>The cells of a study or of a part of it, and which of them must run.</summary>
/// <param name="Cells">The cells, in the order of running.</param>
internal sealed record StudyPlan(IReadOnlyList<PlannedCell> Cells)
{
    /// <summary>The cells that must run.</summary>
    public IReadOnlyList<PlannedCell> Pending { get; } = [.. Cells.Where(c => c.State.MustRun)];

    /// <summary>Makes the plan from the data and the contents of the folder.</summary>
    public static StudyPlan Make(Study study, StudyData data, CellKeys keys, CellStore store, StudyOptions options)
    {
        var all = study.MakeCells();
        var cells = options.Shard?.Of(all) ?? all;
        return new StudyPlan([
            .. cells
                .AsParallel()
                .AsOrdered()
                .Select(cell =>
                {
                    var split = SplitOf(study, data, cell);
                    var key = keys.Of(cell, split, study.Tuning is null ? null : SplitOf(study, data, CellTuning.SourceOf(study, cell)));
                    return new PlannedCell(cell, split, key, StateOf(store.Inspect(cell, key), options));
                }),
        ]);
    }

    /// <summary>The split of a cell.</summary>
    public static DataSplit SplitOf(Study study, StudyData data, StudyCell cell)
    {
        var divided = study.Split.Split(data.Development, data.SeparateTestCount, cell.Run, cell.Fold, new Seed(study.Seed));
        return divided with { Train = [.. divided.Train, .. data.JoiningTraining(divided.Train)] };
    }

    /// <summary>The plan as an event.</summary>
    public StudyEvent ToEvent(ParallelCells parallel) =>
        new StudyEvent.Planned(
            Pending.Count,
            Cells.Count - Pending.Count,
            [.. Pending.GroupBy(c => c.State.Reason!).Select(g => (g.Key, g.Count()))],
            parallel.Limit
        );

    /// <summary>The failed cells, after the pending ones have run.</summary>
    public IReadOnlyList<FailedCell> Failed(CellStore store) => CellFinding.Failed(CellFinding.Of(Cells.Select(c => c.Cell), store));

    private static CellState StateOf(CellState found, StudyOptions options) =>
        options.Fresh && !found.MustRun ? CellState.Pending("--fresh was given")
        : found.Failure is not null && options.RetryFailed ? CellState.Pending("an earlier attempt failed")
        : found;
}
