namespace StampSpec.Learning.Tuning;

/// <summary>What a tuning found.</summary>
/// <param name="Chosen">The settings to train with; null if every candidate diverged.</param>
/// <param name="Trials">Every training, by rung, then candidate.</param>
public sealed record TuningOutcome(ClassifierSettings? Chosen, IReadOnlyList<TuningTrial> Trials);
