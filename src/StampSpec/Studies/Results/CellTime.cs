namespace StampSpec.Studies.Results;

/// <summary>What a cell cost; the only figures of a study that differ from one execution to the next.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="WallSeconds">Wall time, seconds.</param>
/// <param name="TrainingSeconds">Wall time inside training, seconds.</param>
public sealed record CellTime(CellId Cell, double WallSeconds, double TrainingSeconds)
{
    /// <summary>
    /// Processor time, seconds. Cells that run side by side share that of the process equally, so that the sum over cells counts nothing
    /// twice. Null in folders of earlier versions, which counted it once for each of them.
    /// </summary>
    public double? ProcessorSeconds { get; init; }
}
