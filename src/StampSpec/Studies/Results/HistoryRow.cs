using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of history.csv: an evaluation during training.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Step">Training steps done.</param>
/// <param name="TrainingLoss">Mean loss since the evaluation before.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1].</param>
[CsvRecord]
public sealed partial record HistoryRow(CellId Cell, int Step, double TrainingLoss, double ValidationMacroF1);
