namespace StampSpec.Studies.Results;

/// <summary>How a model's settings were chosen, on training and validation objects alone.</summary>
/// <param name="Candidates">Candidates that were tried.</param>
/// <param name="Trials">Trainings that this took.</param>
/// <param name="LearningRate">The learning rate chosen.</param>
/// <param name="Dropout">The dropout chosen, in [0, 1).</param>
/// <param name="Widths">The filters chosen, first convolution to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 of the choice on the validation objects, in [0, 1].</param>
public sealed record ModelTuning(int Candidates, int Trials, double LearningRate, double Dropout, string Widths, double? ValidationMacroF1)
{
    /// <summary>What the rows of a tuning say; null where every candidate diverged.</summary>
    public static ModelTuning? Of(IReadOnlyList<TuningRow> rows) => rows.SingleOrDefault(r => r.Status == TuningRow.Chosen) is { } chosen
        ? new ModelTuning(rows.Max(r => r.Candidate), rows.Count, chosen.LearningRate, chosen.Dropout, chosen.Widths, chosen.ValidationMacroF1)
        : null;
}
