namespace StampSpec.Reports.Charts;

/// <summary>One evaluation during training.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Series">Run, and fold where there are several.</param>
/// <param name="Step">Training steps done.</param>
/// <param name="Loss">Mean training loss since the evaluation before.</param>
/// <param name="MacroF1">Validation macro-F1.</param>
public sealed record TrainingPoint(string Layout, string Series, int Step, double Loss, double MacroF1);
