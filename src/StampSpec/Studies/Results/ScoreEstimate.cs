namespace StampSpec.Studies.Results;

/// <summary>A layout's score over all complete runs.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="Value">Mean over runs, a fraction in [0, 1].</param>
/// <param name="Low">Lower end of its interval (two-level bootstrap, BCa).</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="RunStandardDeviation">Sample standard deviation over runs; null with one run.</param>
public sealed record ScoreEstimate(string Metric, string? Class, double Value, double Low, double High, double? RunStandardDeviation);
