namespace StampSpec.Learning;

/// <summary>One evaluation during training.</summary>
/// <param name="Step">Steps taken so far.</param>
/// <param name="TrainingLoss">Mean loss of the steps since the evaluation before.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation set, in [0, 1].</param>
public sealed record EvaluationPoint(int Step, double TrainingLoss, double ValidationMacroF1);
