namespace StampSpec.Learning;

/// <summary>One score of a model card.</summary>
/// <param name="Metric">Name, such as <c>macro-f1</c>.</param>
/// <param name="Class">The class it is for; null for an overall score.</param>
/// <param name="Value">The score.</param>
/// <param name="Low">Lower end of its interval; null where none is known.</param>
/// <param name="High">Upper end of its interval; null where none is known.</param>
public sealed record ModelCardMetric(string Metric, string? Class, double Value, double? Low, double? High);
