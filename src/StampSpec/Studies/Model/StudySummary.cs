using System.Text.Json.Serialization;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Model;

/// <summary>summary.json: the question of the study and its results.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">The question that it answers; null if the spec has none.</param>
/// <param name="Classes">The classes, in the order of every table.</param>
/// <param name="Protocol">How objects were split: <c>hold-out</c>, <c>cross-validation</c>, <c>separate-test</c>, or <c>validation</c> if
/// the validation objects are scored.</param>
/// <param name="Folds">Number of folds of a run; 1 without cross-validation.</param>
/// <param name="Runs">Number of runs of the spec.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Baseline">Name of the layout that the others are compared with.</param>
/// <param name="Margin">delta: the accepted loss of macro-F1 against the baseline.</param>
/// <param name="Resamples">Number of bootstrap resamples.</param>
/// <param name="Level">Nominal coverage of the intervals.</param>
public sealed record StudySummary(
    string Name,
    string? Question,
    IReadOnlyList<string> Classes,
    string Protocol,
    int Folds,
    int Runs,
    ulong Seed,
    string Baseline,
    double Margin,
    int Resamples,
    double Level
)
{
    /// <summary>Runs, from 1, that every layout with a complete run has completed. Intervals and comparisons use these runs.</summary>
    public IReadOnlyList<int> ComparedRuns { get; init; } = [];

    /// <summary>Number of objects scored in each run.</summary>
    public int ScoredObjects { get; init; }

    /// <summary>Number of groups of the scored objects.</summary>
    public int ScoredGroups { get; init; }

    /// <summary>Objects by set, class and origin.</summary>
    public IReadOnlyList<ClassCount> Counts { get; init; } = [];

    /// <summary>Number of skipped alerts and labels, by set and reason.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; init; } = [];

    /// <summary>Whether the alerts are those before or after Rubin's filter of glints; null if the spec does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StreamStage? Stream { get; init; }

    /// <summary>Packet columns of the layouts on which labels rest; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ColumnsBehindLabels { get; init; }

    /// <summary>What of alerts simulated at Rubin's resolution is true, a sentence; null if none was simulated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Simulated { get; init; }

    /// <summary>
    /// Simulation, columns on which labels rest, and stream as captions state them, each with a comma before it; empty if there is none.
    /// </summary>
    internal string TreatmentInWords =>
        (Simulated is null ? "" : $", {Simulated}")
        + (ColumnsBehindLabels is null ? "" : $", with packet columns on which labels rest ({string.Join(", ", ColumnsBehindLabels)})")
        + Stream switch
        {
            StreamStage.BeforeGlintFilter => ", as before Rubin's filter of glint trains",
            StreamStage.AfterGlintFilter => ", as after Rubin's filter of glint trains (5 or more collinear detections)",
            _ => "",
        };

    /// <summary>The planes that the bytes of layouts count: <c>own</c> for each layout's own, or <c>flux</c>, <c>dmtn-102</c> or
    /// <c>rubin</c> for the same planes for every layout.</summary>
    public string BytePlanes { get; init; } = ByteBasis.Usual.Planes.Name;

    /// <summary>The form of these bytes: <c>raw</c>, <c>avro</c>, <c>fits</c> or <c>fits-gzip</c>.</summary>
    public string ByteSerialisation { get; init; } = ByteBasis.Usual.Form.Name;

    /// <summary>What the bytes of layouts count.</summary>
    [JsonIgnore]
    internal ByteBasis Basis => ByteBasis.Parse(BytePlanes, ByteSerialisation);

    /// <summary>What the bytes of layouts count, in words: planes, serialisation and whether pixels are encoded.</summary>
    [JsonIgnore]
    public string BytesMeaning => Basis.InWords + (IsEncoded ? EncodedMeaning : "");

    /// <summary>Whether the pixels of a layout are sent in an encoding.</summary>
    [JsonIgnore]
    internal bool IsEncoded => Layouts.Any(l => PixelEncoding.All.Any(e => e.Name == l.Id.Encoding));

    /// <summary>The end of what bytes count if pixels are encoded.</summary>
    internal const string EncodedMeaning = ", in their encoding (mean)";

    /// <summary>The mix under which predictions are scored a second time: its name; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MixName { get; init; }

    /// <summary>The share of each class in this mix; null without a mix.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Mix { get; init; }

    /// <summary>The share of each class in training, from which probabilities are moved to the mix; null without a mix.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? TrainedShares { get; init; }

    /// <summary>Accepted rates of false alerts at which completeness and purity are stated; none in folders of earlier versions.</summary>
    public IReadOnlyList<double> FalseAlertRates { get; init; } = [];

    /// <summary>The budgets for which the study found the best layout.</summary>
    public IReadOnlyList<StudyBudget> Budgets { get; init; } = StudyBudget.Published;

    /// <summary>The layouts, in the order of the spec.</summary>
    public IReadOnlyList<LayoutSummary> Layouts { get; init; } = [];

    /// <summary>The comparison of every other layout with the baseline.</summary>
    public IReadOnlyList<LayoutComparison> Comparisons { get; init; } = [];

    /// <summary>Cells without a result.</summary>
    public IReadOnlyList<FailedCell> Failed { get; init; } = [];

    /// <summary>What a reader should know before trusting the results, such as a class without a scored object.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The end of the names of studies that were reduced to a quick check.</summary>
    internal const string QuickSuffix = "-quick";

    /// <summary>Whether the study was reduced to a quick check, whose results have no scientific meaning.</summary>
    internal bool IsQuick => Name.EndsWith(QuickSuffix, StringComparison.Ordinal);

    /// <summary>The comparison of a layout's score with the baseline's; null for the baseline and for layouts that were not
    /// compared.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="className">The class; null for figures over all classes.</param>
    public LayoutComparison? ComparisonOf(LayoutId layout, string metric = MetricNames.MacroF1, string? className = null) =>
        Comparisons.FirstOrDefault(c => c.Id == layout && c.Metric == metric && c.Class == className);
}

/// <summary>The probability that a layout is the best within a budget.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">Maximum bytes of one alert's stamps; null without a limit.</param>
/// <param name="Probability">Fraction of resamples in which no other layout within the budget has a higher macro-F1; of equal layouts the
/// smaller one counts as the best.</param>
public sealed record BudgetProbability(string Budget, double? BudgetBytes, double Probability)
{
    /// <summary>Name of the budget without a limit.</summary>
    public const string Unlimited = "any budget";

    /// <summary>A layout is called the best only if its probability is at least this.</summary>
    internal const double Decided = 0.95;
}

/// <summary>Number of objects of a class in a set.</summary>
/// <param name="Role">The set: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Class">The class.</param>
/// <param name="Origin">Where they came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or a simulation from one of these.</param>
/// <param name="Objects">Number of alerts.</param>
/// <param name="Groups">Number of their groups.</param>
public sealed record ClassCount(string Role, string Class, string Origin, int Objects, int Groups);

/// <summary>A cell without a result.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Reason">The reason.</param>
public sealed record FailedCell(CellId Cell, string Reason);

/// <summary>The difference between a layout's score and the baseline's, over the runs that both completed.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Baseline">Name of the baseline.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Difference">d, the layout's score minus the baseline's.</param>
/// <param name="Low">Lower end of d's paired percentile interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ProbabilityWithinMargin">P(d &gt; -margin) over resamples.</param>
/// <param name="NonInferiorityPValue">One-sided p-value of d &lt;= -margin, adjusted by Holm over the layouts; null for scores other than
/// macro-F1.</param>
/// <param name="SignFlipPValue">Two-sided sign-flip p-value over runs, adjusted by Holm over the layouts; null with fewer than six runs and
/// for scores other than macro-F1.</param>
/// <param name="SignFlipFloor">The minimum unadjusted sign-flip p-value that the number of runs allows; null if there is no test.</param>
/// <param name="CorrectedPValue">Nadeau and Bengio's corrected p-value over runs and folds; null without cross-validation and for scores
/// other than macro-F1.</param>
public sealed record LayoutComparison(
    LayoutId Id,
    string Baseline,
    string Metric,
    string? Class,
    double Difference,
    double Low,
    double High,
    double ProbabilityWithinMargin,
    double? NonInferiorityPValue,
    double? SignFlipPValue,
    double? SignFlipFloor,
    double? CorrectedPValue
)
{
    /// <summary>Two-sided p-value of d = 0 from the resamples, adjusted by Holm over the layouts; null for scores other than macro-F1. A
    /// layout is better or worse than the baseline only if it is below .05.</summary>
    public double? DifferencePValue { get; init; }

    /// <summary>One-sided p-value of d &gt;= margin, adjusted by Holm over the layouts; null for scores other than macro-F1.</summary>
    public double? NonSuperiorityPValue { get; init; }

    /// <summary>What may be said about the difference of macro-F1; null for other scores.</summary>
    public ComparisonVerdict? Verdict =>
        NonInferiorityPValue is null
            ? null
            : ComparisonVerdicts.Of(Difference, DifferencePValue, NonInferiorityPValue, NonSuperiorityPValue);
}

/// <summary>The results of one layout.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Bytes">Bytes of one alert's stamps, in the planes and the form that the summary names.</param>
/// <param name="PixelsPerImage">Number of pixels that one plane of one image stores.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="CompleteRuns">Runs, from 1, of which all cells are done.</param>
public sealed record LayoutSummary(LayoutId Id, double Bytes, int PixelsPerImage, double FieldOfViewArcsec, IReadOnlyList<int> CompleteRuns)
{
    /// <summary>True if the layout is a control experiment, which competes neither for the front nor for the best layout.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsControl { get; init; }

    /// <summary>File name of the model, trained elsewhere, that was scored; null if the study trained its classifiers.</summary>
    public string? ExternalModel { get; init; }

    /// <summary>The kind of classifier, such as <c>boosted-trees</c>, which exports no model; null for networks and for models that were
    /// trained elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Classifier { get; init; }

    /// <summary><see cref="ExternalModel"/> under its former name in summaries, which is read but never written.</summary>
    [JsonInclude]
    [JsonPropertyName("foreignModel")]
    internal string? FormerExternalModel
    {
        init => ExternalModel ??= value;
    }

    /// <summary>Scores with intervals; empty if no run is complete.</summary>
    public IReadOnlyList<ScoreEstimate> Estimates { get; init; } = [];

    /// <summary>Confusion counts summed over complete runs; rows are true classes, columns predicted classes, in the order of the study's
    /// classes.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; } = [];

    /// <summary>Reliability of the predicted class's probability, over complete runs.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>True if the layout is on the Pareto front: no other layout has at most its bytes and at least its macro-F1, one of the two
    /// strictly. Null without complete runs, and for controls.</summary>
    public bool? OnFront { get; init; }

    /// <summary>Fraction of resamples in which it is on the front; null without complete runs, and for controls.</summary>
    public double? FrontProbability { get; init; }

    /// <summary>For each budget that the layout fits, the probability that no other layout within the budget scores higher; empty without
    /// complete runs, and for controls.</summary>
    public IReadOnlyList<BudgetProbability> BestProbabilities { get; init; } = [];

    /// <summary>Finds one of the scores; null if it was not estimated.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="className">The class; null for figures over all classes.</param>
    public ScoreEstimate? EstimateOf(string metric, string? className = null) =>
        Estimates.FirstOrDefault(e => e.Metric == metric && e.Class == className);
}

/// <summary>A layout's score over all complete runs.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Value">Mean over runs, a fraction in [0, 1].</param>
/// <param name="Low">Lower end of its interval (two-level bootstrap, BCa).</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="RunStandardDeviation">Sample standard deviation over runs; null for one run.</param>
public sealed record ScoreEstimate(string Metric, string? Class, double Value, double Low, double High, double? RunStandardDeviation);

/// <summary>Number of alerts or labels of a set that were skipped for one reason; skipped.csv lists them.</summary>
/// <param name="Role">The set: <c>development</c> or <c>test</c>.</param>
/// <param name="Reason">Short name of the reason, as in <see cref="SkippedRow"/>.</param>
/// <param name="Count">The number.</param>
public sealed record SkippedCount(string Role, string Reason, int Count);
