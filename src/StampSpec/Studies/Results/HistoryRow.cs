using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of history.csv: an evaluation during training.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; 1 without cross-validation.</param>
/// <param name="Step">Training steps done.</param>
/// <param name="TrainingLoss">Mean loss since the evaluation before.</param>
/// <param name="ValidationMacroF1">Macro-F1 on the validation objects, in [0, 1].</param>
[CsvRecord]
public sealed partial record HistoryRow(
    string Layout, string Encoding, int Run, int Fold, int Step, double TrainingLoss, double ValidationMacroF1);
