namespace StampSpec.Learning.Tuning;

/// <summary>One training of one candidate.</summary>
/// <param name="Candidate">Which candidate, from 0; 0 is the settings that would hold without tuning.</param>
/// <param name="Rung">Which rung, from 0.</param>
/// <param name="Steps">Steps that it was given.</param>
/// <param name="Network">Its settings.</param>
/// <param name="ValidationMacroF1">
/// Macro-F1 on the validation set of the weights that training keeps, in [0, 1]; null if it diverged.
/// </param>
/// <param name="Status">What came of it.</param>
public sealed record TuningTrial(int Candidate, int Rung, int Steps, ClassifierSettings Network, double? ValidationMacroF1, TrialStatus Status);
