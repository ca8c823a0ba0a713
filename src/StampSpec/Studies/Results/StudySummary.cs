using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Results;

/// <summary>summary.json: what the study asked and what it found.</summary>
/// <param name="Name">Name of the study.</param>
/// <param name="Question">The question that it answers; null where the spec asks none.</param>
/// <param name="Classes">The classes, in the order of every table.</param>
/// <param name="Protocol">How objects were divided: <c>hold-out</c>, <c>cross-validation</c>, <c>separate-test</c>, or <c>validation</c> where the validation objects are scored.</param>
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
    double Level)
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
