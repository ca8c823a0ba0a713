namespace StampSpec.Learning;

/// <summary>How far a training is.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="MaximumSteps">Steps allowed.</param>
/// <param name="Loss">Loss of the last step.</param>
/// <param name="Evaluation">The last evaluation; null before the first.</param>
public sealed record TrainingProgress(int Step, int MaximumSteps, double Loss, EvaluationPoint? Evaluation);
