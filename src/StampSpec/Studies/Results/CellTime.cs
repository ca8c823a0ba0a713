namespace StampSpec.Studies.Results;

/// <summary>What a cell cost; the only figures of a study that differ from one execution to the next.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1.</param>
/// <param name="WallSeconds">Wall time, seconds.</param>
/// <param name="TrainingSeconds">Wall time inside training, seconds.</param>
/// <param name="CpuSeconds">Processor time of the whole process meanwhile, seconds; cells that run at the same time share it.</param>
public sealed record CellTime(string Layout, string Encoding, int Run, int Fold, double WallSeconds, double TrainingSeconds, double CpuSeconds);
