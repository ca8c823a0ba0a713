using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies;

/// <summary>A study is layout x dataset x classifier x run.</summary>
/// <param name="Name">Name, of lower-case letters, digits and hyphens.</param>
/// <param name="Question">The question that it answers; null where none is asked.</param>
/// <param name="DataSet">Where the alerts and their classes come from.</param>
/// <param name="Layouts">The layouts compared, at least one.</param>
/// <param name="Split">How the alerts are divided.</param>
/// <param name="Runs">Training runs of each layout, at least 1; runs vary initialisation, order, augmentation and split together.</param>
/// <param name="Seed">The seed from which all others derive.</param>
/// <param name="Baseline">Name of the layout that the others are compared with.</param>
/// <param name="Margin">delta: the loss of macro-F1 that would be accepted, in [0, 1].</param>
/// <param name="Resamples">Bootstrap resamples.</param>
public sealed record Study(
    string Name,
    string? Question,
    StudyDataSet DataSet,
    IReadOnlyList<StudyLayout> Layouts,
    SplitProtocol Split,
    int Runs,
    ulong Seed,
    string Baseline,
    double Margin,
    int Resamples)
{
    /// <summary>How learning rate, dropout and widths are chosen for each layout; null where they are used as given.</summary>
    public TuningSettings? Tuning { get; init; }

    /// <summary>Layouts of the spec's grids that were left out, as the spec asks.</summary>
    public IReadOnlyList<ExcludedLayout> LeftOut { get; init; } = [];

    /// <summary>Budgets within which the best layout is sought.</summary>
    public IReadOnlyList<StudyBudget> Budgets { get; init; } = StudyBudget.Published;

    /// <summary>How an exploration searches its layouts; null for the defaults. Running it as a study compares them all.</summary>
    public SearchSettings? Search { get; init; }

    /// <summary>Lists every cell: runs outermost, then folds, then layouts, so that an unfinished study has compared what it could.</summary>
    public IReadOnlyList<StudyCell> MakeCells() =>
    [
        .. from run in Enumerable.Range(0, Runs)
           from fold in Enumerable.Range(0, Split.FoldCount)
           from layout in Layouts
           select new StudyCell(layout, run, fold, Split.FoldCount),
    ];

    /// <summary>Where it computes: the devices of its layouts and of its pretraining, each once.</summary>
    public IReadOnlyList<ExecutionDevice> Devices =>
    [
        .. Layouts.Select(l => l.Training).Append(DataSet.Pretraining?.Training).OfType<TrainingSettings>()
            .Select(t => t.Device).Distinct().Order(),
    ];

    /// <summary>The same study, all of it computed on one device whatever its spec says.</summary>
    public Study On(ExecutionDevice device) => this with
    {
        Layouts = [.. Layouts.Select(l => l with { Training = l.Training with { Device = device } })],
        DataSet = DataSet.Pretraining is not { } pretraining
            ? DataSet
            : DataSet with { Pretraining = pretraining with { Training = pretraining.Training with { Device = device } } },
    };
}
