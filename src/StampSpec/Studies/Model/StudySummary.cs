using System.Text.Json.Serialization;
using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Model;

/// <summary>summary.json: what the study asked and what it found.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">The question that it answers; null where the spec asks none.</param>
/// <param name="Classes">The classes, in the order of every table.</param>
/// <param name="Protocol">How objects were divided: <c>hold-out</c>, <c>cross-validation</c>, <c>separate-test</c>, or <c>validation</c>
/// where the validation objects are scored.</param>
/// <param name="Folds">Folds of a run; 1 without cross-validation.</param>
/// <param name="Runs">Runs asked for.</param>
/// <param name="Seed">The study's seed.</param>
/// <param name="Baseline">Name of the layout that the others are compared with.</param>
/// <param name="Margin">delta: the loss of macro-F1 that would be accepted.</param>
/// <param name="Resamples">Bootstrap resamples.</param>
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
    /// <summary>Runs, from 1, that every layout with a complete run has completed: those that intervals and comparisons rest on.</summary>
    public IReadOnlyList<int> ComparedRuns { get; init; } = [];

    /// <summary>Objects scored in each run.</summary>
    public int ScoredObjects { get; init; }

    /// <summary>Groups that the scored objects fall into.</summary>
    public int ScoredGroups { get; init; }

    /// <summary>Objects by set, class and origin.</summary>
    public IReadOnlyList<ClassCount> Counts { get; init; } = [];

    /// <summary>What was left out, by set and reason.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; init; } = [];

    /// <summary>Budgets within which the best layout was sought.</summary>
    public IReadOnlyList<StudyBudget> Budgets { get; init; } = StudyBudget.Published;

    /// <summary>The layouts, in the order of the spec.</summary>
    public IReadOnlyList<LayoutSummary> Layouts { get; init; } = [];

    /// <summary>Each other layout against the baseline.</summary>
    public IReadOnlyList<LayoutComparison> Comparisons { get; init; } = [];

    /// <summary>Cells that came to no result.</summary>
    public IReadOnlyList<FailedCell> Failed { get; init; } = [];

    /// <summary>What a reader should know before trusting a figure, such as a class without a scored object.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>A layout's macro-F1 against the baseline's; null for the baseline and for layouts that were not compared.</summary>
    public LayoutComparison? ComparisonOf(LayoutId layout) =>
        Comparisons.FirstOrDefault(c => c.Id == layout && c is { Metric: MetricNames.MacroF1, Class: null });
}

/// <summary>How sure it is that a layout is the best within a budget.</summary>
/// <param name="Budget">Name of the budget.</param>
/// <param name="BudgetBytes">What it grants the stamps of one alert; null without a limit.</param>
/// <param name="Probability">Fraction of resamples in which no other layout within the budget has a higher macro-F1, the smaller layout
/// first among equals.</param>
public sealed record BudgetProbability(string Budget, double? BudgetBytes, double Probability)
{
    /// <summary>Name of the budget without a limit.</summary>
    public const string Unlimited = "any budget";
}

/// <summary>How many objects of a class a set holds.</summary>
/// <param name="Role">The set: <c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Class">The class.</param>
/// <param name="Origin">Where they came from: <c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and
/// how.</param>
/// <param name="Objects">Alerts.</param>
/// <param name="Groups">Groups that they fall into.</param>
public sealed record ClassCount(string Role, string Class, string Origin, int Objects, int Groups);

/// <summary>A cell that came to no result.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedCell(CellId Cell, string Reason);

/// <summary>A layout's score minus the baseline's, over the runs that both completed.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Baseline">Name of the baseline.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Difference">d.</param>
/// <param name="Low">Lower end of d's paired percentile interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ProbabilityWithinMargin">P(d &gt; -margin) over resamples.</param>
/// <param name="NonInferiorityPValue">One-sided p-value of d &lt;= -margin, adjusted by Holm over the layouts; null for other scores than
/// macro-F1.</param>
/// <param name="SignFlipPValue">Two-sided sign-flip p-value over runs, adjusted by Holm over the layouts; null below six runs and for other
/// scores than macro-F1.</param>
/// <param name="SignFlipFloor">The least unadjusted sign-flip p-value that the number of runs allows; null where there is no test.</param>
/// <param name="CorrectedPValue">Nadeau and Bengio's corrected p-value over runs and folds; null without cross-validation and for other
/// scores than macro-F1.</param>
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
);

/// <summary>What the study found about one layout.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Bytes">Bytes of one alert's stamps, uncompressed and without headers.</param>
/// <param name="PixelsPerImage">Pixels that one plane of one image stores.</param>
/// <param name="FieldOfViewArcsec">Side of the widest field, arcsec.</param>
/// <param name="CompleteRuns">Runs, from 1, whose every cell is done.</param>
public sealed record LayoutSummary(LayoutId Id, double Bytes, int PixelsPerImage, double FieldOfViewArcsec, IReadOnlyList<int> CompleteRuns)
{
    /// <summary>File name of the model, trained elsewhere, that it was scored with; null where its classifiers were trained here.</summary>
    public string? ExternalModel { get; init; }

    /// <summary><see cref="ExternalModel"/> under the name that summaries gave it before; it is read, never written.</summary>
    [JsonInclude]
    [JsonPropertyName("foreignModel")]
    internal string? FormerExternalModel
    {
        init => ExternalModel ??= value;
    }

    /// <summary>Scores with intervals; empty where no run is complete.</summary>
    public IReadOnlyList<ScoreEstimate> Estimates { get; init; } = [];

    /// <summary>Confusion counts summed over complete runs; row = true class, column = predicted class, in the order of the study's
    /// classes.</summary>
    public IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; } = [];

    /// <summary>Reliability of the predicted class's probability, over complete runs.</summary>
    public IReadOnlyList<ReliabilityBin> Reliability { get; init; } = [];

    /// <summary>True where no other layout has at most its bytes and at least its macro-F1, one of the two strictly; null without complete
    /// runs.</summary>
    public bool? OnFront { get; init; }

    /// <summary>Fraction of resamples in which it is on the front; null without complete runs.</summary>
    public double? FrontProbability { get; init; }

    /// <summary>For each budget that the layout fits, the probability that no other layout within it scores higher; empty without complete
    /// runs.</summary>
    public IReadOnlyList<BudgetProbability> BestProbabilities { get; init; } = [];

    /// <summary>One of the scores; null if it was not estimated.</summary>
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
/// <param name="RunStandardDeviation">Sample standard deviation over runs; null with one run.</param>
public sealed record ScoreEstimate(string Metric, string? Class, double Value, double Low, double High, double? RunStandardDeviation);

/// <summary>How many alerts or labels of a set could not be used for one reason; skipped.csv lists each.</summary>
/// <param name="Role">The set: <c>development</c> or <c>test</c>.</param>
/// <param name="Reason">Short name of the reason, as in <see cref="SkippedRow"/>.</param>
/// <param name="Count">How many.</param>
public sealed record SkippedCount(string Role, string Reason, int Count);
