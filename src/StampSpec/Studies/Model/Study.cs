using StampSpec.Learning;
using StampSpec.Learning.Tuning;

namespace StampSpec.Studies.Model;

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
    int Resamples
)
{
    /// <summary>How learning rate, dropout and widths are chosen for each layout; null where they are used as given.</summary>
    public TuningSettings? Tuning { get; init; }

    /// <summary>Layouts of the spec's grids that were left out, as the spec asks.</summary>
    public IReadOnlyList<ExcludedLayout> LeftOut { get; init; } = [];

    /// <summary>Budgets within which the best layout is sought.</summary>
    public IReadOnlyList<StudyBudget> Budgets { get; init; } = StudyBudget.Published;

    /// <summary>How an exploration searches its layouts; null for the defaults. Running it as a study compares them all.</summary>
    public SearchSettings? Search { get; init; }

    /// <summary>Lists every cell: runs outermost, then folds, then layouts, so that an unfinished study has compared what it
    /// could.</summary>
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
            .. Layouts
                .Select(l => l.Training)
                .Append(DataSet.Pretraining?.Training)
                .OfType<TrainingSettings>()
                .Select(t => t.Device)
                .Distinct()
                .Order(),
        ];

    /// <summary>The same study, all of it computed on one device whatever its spec says.</summary>
    public Study On(ExecutionDevice device) =>
        this with
        {
            Layouts = [.. Layouts.Select(l => l with { Training = l.Training with { Device = device } })],
            DataSet = DataSet.Pretraining is not { } pretraining
                ? DataSet
                : DataSet with
                {
                    Pretraining = pretraining with { Training = pretraining.Training with { Device = device } },
                },
        };
}

/// <summary>What happens to a class with too few groups for every part of a split to have one.</summary>
public enum SmallClassPolicy
{
    /// <summary>The study does not start.</summary>
    Error,

    /// <summary>The class is left out, and each of its alerts is listed as skipped.</summary>
    Drop,
}

/// <summary>Bytes that a survey grants the stamps of one alert.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Bytes">The bytes, above 0.</param>
/// <param name="Source">Document and derivation.</param>
public sealed record StudyBudget(string Name, double Bytes, string Source)
{
    /// <summary>The two budgets that are published, by rising bytes.</summary>
    public static IReadOnlyList<StudyBudget> Published { get; } =
    [
        new(
            "DMTN-102",
            18_000,
            "DMTN-102 v1.3 (2024): two stamps of 30 x 30 px with 32 bit of flux, 32 bit of variance and 16 bit of mask"
        ),
        new(
            "as shipped",
            138_240,
            "Rubin alert packets, schema 9.0 to 11.0: three cutouts of 30 x 30 px with uncertainties and PSF "
                + "images as FITS, at their smallest"
        ),
    ];

    /// <summary>A study's own budgets, in their order, and the published ones whose names they do not take.</summary>
    /// <param name="own">Bytes by name.</param>
    internal static IReadOnlyList<StudyBudget> BesidePublished(IReadOnlyDictionary<string, double> own) =>
        [.. own.Select(b => new StudyBudget(b.Key, b.Value, "the study's spec")), .. Published.Where(p => !own.ContainsKey(p.Name))];
}
