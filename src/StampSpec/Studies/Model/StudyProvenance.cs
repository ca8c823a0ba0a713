using StampSpec.Learning;

namespace StampSpec.Studies.Model;

/// <summary>provenance.json: what made the results.</summary>
/// <param name="Version">Version of StampSpec.</param>
/// <param name="Commit">Commit of its source; null where the build did not know it.</param>
/// <param name="Command">The command that makes the results again.</param>
/// <param name="SpecSha256">Hash of study.lock.yaml.</param>
/// <param name="DataSha256">Hash of the objects, labels and pixels that were read.</param>
/// <param name="Seed">The study's seed; all others derive from it by name.</param>
/// <param name="Runtime">.NET runtime.</param>
/// <param name="InferenceRuntime">ONNX Runtime's version and execution provider.</param>
/// <param name="OperatingSystem">Operating system and architecture.</param>
/// <param name="Processor">Processor's name; null where unknown.</param>
/// <param name="ProcessorCount">Processors that the process may use.</param>
/// <param name="FinishedUtc">When it finished, ISO 8601.</param>
/// <param name="WallSeconds">Wall time of the last execution, seconds.</param>
/// <param name="Cells">Time of each cell, whichever execution made it.</param>
public sealed record StudyProvenance(
    string Version,
    string? Commit,
    string Command,
    string SpecSha256,
    string DataSha256,
    ulong Seed,
    string Runtime,
    string InferenceRuntime,
    string OperatingSystem,
    string? Processor,
    int ProcessorCount,
    string FinishedUtc,
    double WallSeconds,
    IReadOnlyList<CellTime> Cells
)
{
    /// <summary>Whether the source was that of the commit: <c>clean</c>, <c>dirty</c> or <c>unknown</c>.</summary>
    public string WorkingTree { get; init; } = "unknown";

    /// <summary>Version of each calculation that the numbers come from, and of the packages that it uses; null in folders of earlier
    /// versions.</summary>
    public IReadOnlyDictionary<string, string>? Calculations { get; init; }

    /// <summary>The seeds that cells trained with. Those of splits, data and resampling derive from <see cref="Seed"/> alone.</summary>
    public IReadOnlyList<RunSeed> Seeds { get; init; } = [];

    /// <summary>The networks that cells started from; null where they started from nothing.</summary>
    public IReadOnlyList<PretrainingRecord>? Pretraining { get; init; }
}

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

/// <summary>A network that the cells of one layout and run start from.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Objects">Alerts learned from, by origin.</param>
/// <param name="EvaluationObjects">Alerts of the same kind that evaluated it.</param>
/// <param name="Status">How the training ended, such as <c>converged</c>.</param>
/// <param name="LearningRate">Step size of Adam.</param>
/// <param name="ModelSha256">Hash of the network, an ONNX file.</param>
/// <param name="Seconds">Wall time of the training, seconds.</param>
/// <param name="History">Its evaluations.</param>
public sealed record PretrainingRecord(
    LayoutId Id,
    int Run,
    IReadOnlyDictionary<string, int> Objects,
    int EvaluationObjects,
    string Status,
    double LearningRate,
    string ModelSha256,
    double Seconds,
    IReadOnlyList<EvaluationPoint> History
);

/// <summary>A seed that cells of one run and fold used, whatever their layout.</summary>
/// <param name="Purpose"><c>training</c>, <c>tuning</c> or <c>pretraining</c>.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; null where all folds share it.</param>
/// <param name="Seed">The seed.</param>
public sealed record RunSeed(string Purpose, int Run, int? Fold, ulong Seed);
