namespace StampSpec.Studies.Results;

/// <summary>A layout's score minus the baseline's, over the runs that both completed.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Baseline">Name of the baseline.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Difference">d.</param>
/// <param name="Low">Lower end of d's paired percentile interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ProbabilityWithinMargin">P(d &gt; -margin) over resamples.</param>
/// <param name="NonInferiorityPValue">One-sided p-value of d &lt;= -margin, adjusted by Holm over the layouts; null for other scores than macro-F1.</param>
/// <param name="SignFlipPValue">Two-sided sign-flip p-value over runs, adjusted by Holm over the layouts; null below six runs and for other scores than macro-F1.</param>
/// <param name="SignFlipFloor">The least unadjusted sign-flip p-value that the number of runs allows; null where there is no test.</param>
/// <param name="CorrectedPValue">Nadeau and Bengio's corrected p-value over runs and folds; null without cross-validation and for other scores than macro-F1.</param>
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
    double? CorrectedPValue);
