namespace StampSpec.Studies.Analysis;

/// <summary>One score of one layout in two studies.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="First">The score in the first study.</param>
/// <param name="Second">The score in the second.</param>
/// <param name="Difference">Second minus first.</param>
/// <param name="Low">Lower end of the difference's paired percentile interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ProbabilityWithinMargin">P(difference &gt; -margin of the first study) over resamples.</param>
/// <param name="SignFlipPValue">Two-sided sign-flip p-value over runs; null below six runs.</param>
public sealed record StudyDifference(
    string Layout,
    string Metric,
    string? Class,
    double First,
    double Second,
    double Difference,
    double Low,
    double High,
    double ProbabilityWithinMargin,
    double? SignFlipPValue);
