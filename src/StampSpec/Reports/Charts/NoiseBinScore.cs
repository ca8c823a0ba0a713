namespace StampSpec.Reports.Charts;

/// <summary>F1 of one class under one layout among objects of similar signal-to-noise ratio.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Class">Class.</param>
/// <param name="SignalToNoise">Median ratio of the bin.</param>
/// <param name="Score">Mean over runs, with the lowest and highest run as ends.</param>
/// <param name="Members">Scored objects of the class in the bin.</param>
public sealed record NoiseBinScore(string Layout, string Class, double SignalToNoise, Estimate Score, int Members);
