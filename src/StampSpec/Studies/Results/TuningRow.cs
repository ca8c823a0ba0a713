using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of tuning.csv: one training of one candidate.</summary>
/// <param name="Cell">
/// The cell on whose development objects it was tuned. If all runs score the same objects, that is the cell of run 1, for all of them.
/// </param>
/// <param name="Candidate">Which candidate, from 1; 1 is the settings that would hold without tuning.</param>
/// <param name="Rung">Which rung, from 1.</param>
/// <param name="Steps">Steps that it was given.</param>
/// <param name="LearningRate">Its learning rate.</param>
/// <param name="Dropout">Its dropout, in [0, 1).</param>
/// <param name="Widths">Filters of its convolutions, first to last, between spaces.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1]; null where it diverged.</param>
/// <param name="Status"><c>continued</c>, <c>dropped</c>, <c>diverged</c> or <c>chosen</c>.</param>
[CsvRecord]
public sealed partial record TuningRow(
    CellId Cell,
    int Candidate,
    int Rung,
    int Steps,
    double LearningRate,
    double Dropout,
    string Widths,
    double? ValidationMacroF1,
    string Status)
{
    /// <summary>Status of the trial whose settings were chosen.</summary>
    public const string Chosen = "chosen";
}
