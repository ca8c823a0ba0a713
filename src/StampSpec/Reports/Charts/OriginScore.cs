namespace StampSpec.Reports.Charts;

/// <summary>A layout's score on the objects of one origin.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Origin">real, synthetic or injected.</param>
/// <param name="Class">Class; null for macro-F1.</param>
/// <param name="Score">F1, mean over runs, with the lowest and highest run as ends.</param>
public sealed record OriginScore(string Layout, string Origin, string? Class, Estimate Score);
