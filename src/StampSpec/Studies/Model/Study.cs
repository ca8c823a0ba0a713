using System.Text.Json.Serialization;
using StampSpec.Budgets;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;

namespace StampSpec.Studies.Model;

/// <summary>A study: layout x dataset x classifier x run.</summary>
/// <param name="Name">Name, of lower-case letters, digits and hyphens.</param>
/// <param name="Question">The question that it answers; null if the spec has none.</param>
/// <param name="DataSet">The alerts and their classes.</param>
/// <param name="Layouts">The layouts to compare, at least one.</param>
/// <param name="Split">How the alerts are split.</param>
/// <param name="Runs">Number of training runs of each layout, at least 1. Runs differ in initialisation, order, augmentation and
/// split.</param>
/// <param name="Seed">The seed from which all other seeds derive.</param>
/// <param name="Baseline">Name of the layout that the others are compared with.</param>
/// <param name="Margin">delta: the accepted loss of macro-F1 against the baseline, in [0, 1].</param>
/// <param name="Resamples">Number of bootstrap resamples.</param>
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
    /// <summary>How learning rate, dropout and widths are chosen for each layout; null if the spec gives them.</summary>
    public TuningSettings? Tuning { get; init; }

    /// <summary>Packet columns that layouts may use although labels rest on them; every output names those that they use.</summary>
    public IReadOnlyList<string> ColumnsBehindLabels { get; init; } = [];

    /// <summary>Layouts of the spec's grids that were left out because they do not fit.</summary>
    public IReadOnlyList<ExcludedLayout> LeftOut { get; init; } = [];

    /// <summary>The budgets for which the study finds the best layout.</summary>
    public IReadOnlyList<StudyBudget> Budgets { get; init; } = StudyBudget.Published;

    /// <summary>What the bytes of layouts count on the chart, in the Pareto front and within budgets.</summary>
    [JsonInclude]
    internal ByteBasis Bytes { get; init; } = ByteBasis.Usual;

    /// <summary>The shares of the classes under which predictions are scored a second time; null for none.</summary>
    internal AlertMix? Mix { get; init; }

    /// <summary>Accepted rates of false alerts, ascending, at which completeness and purity are stated.</summary>
    internal IReadOnlyList<double> FalseAlertRates { get; init; } = [0.01];

    /// <summary>How an exploration searches the layouts; null for the defaults. A study ignores this and compares all layouts.</summary>
    public SearchSettings? Search { get; init; }

    /// <summary>Keys that the spec takes from an included file, each with the name of the file.</summary>
    internal IReadOnlyDictionary<string, string> Inherited { get; init; } = new Dictionary<string, string>();

    /// <summary>Lists every cell by run, then by fold, then by layout, so that an unfinished study has compared all layouts in its first
    /// runs.</summary>
    public IReadOnlyList<StudyCell> MakeCells() =>
        [
            .. from run in Enumerable.Range(0, Runs)
            from fold in Enumerable.Range(0, Split.FoldCount)
            from layout in Layouts
            select new StudyCell(layout, run, fold, Split.FoldCount),
        ];

    /// <summary>The packet columns of some layouts on which labels rest, as the spec allows it, in its order.</summary>
    internal IReadOnlyList<string> ColumnsBehindLabelsOf(params IReadOnlyList<StudyLayout> layouts)
    {
        var used = layouts.SelectMany(l => l.Layout.Columns).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return [.. ColumnsBehindLabels.Where(used.Contains)];
    }

    /// <summary>The devices of its layouts and of its pretraining, without duplicates.</summary>
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

    /// <summary>The same study, with all computation on one device.</summary>
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

/// <summary>What to do with a class that has fewer groups than a split has parts.</summary>
public enum SmallClassPolicy
{
    /// <summary>The study does not start.</summary>
    Error,

    /// <summary>The class is dropped, and its alerts are listed as skipped.</summary>
    Drop,
}

/// <summary>A limit on the bytes of one alert's stamps.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Bytes">The bytes, greater than 0.</param>
/// <param name="Source">Its source: a document, and how the bytes follow from it.</param>
public sealed record StudyBudget(string Name, double Bytes, string Source)
{
    /// <summary>The two published budgets, smallest first.</summary>
    public static IReadOnlyList<StudyBudget> Published { get; } =
    [
        new(
            "DMTN-102",
            18_000,
            "DMTN-102 v1.3 (2024): two stamps of 30 x 30 px with 32 bit of flux, 32 bit of variance and 16 bit of mask"
        ),
        new(
            "as shipped",
            109_440,
            "Rubin alert packets, schemas 7.4 to 10.0: three cutouts with variances and PSF images as FITS files, median of 160 "
                + "real packets (100,800 to 218,880 B)"
        ),
    ];

    /// <summary>A study's own budgets, in their order, followed by the published budgets with other names.</summary>
    /// <param name="own">Bytes by name.</param>
    internal static IReadOnlyList<StudyBudget> BesidePublished(IReadOnlyDictionary<string, double> own) =>
        [.. own.Select(b => new StudyBudget(b.Key, b.Value, "the study's spec")), .. Published.Where(p => !own.ContainsKey(p.Name))];
}
