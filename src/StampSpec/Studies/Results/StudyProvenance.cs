namespace StampSpec.Studies.Results;

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
    IReadOnlyList<CellTime> Cells)
{
    /// <summary>Whether the source was that of the commit: <c>clean</c>, <c>dirty</c> or <c>unknown</c>.</summary>
    public string WorkingTree { get; init; } = "unknown";

    /// <summary>Version of each calculation that the numbers come from, and of the packages that it uses; null in folders of earlier versions.</summary>
    public IReadOnlyDictionary<string, string>? Calculations { get; init; }

    /// <summary>The seeds that cells trained with. Those of splits, data and resampling derive from <see cref="Seed"/> alone.</summary>
    public IReadOnlyList<RunSeed> Seeds { get; init; } = [];

    /// <summary>The networks that cells started from; null where they started from nothing.</summary>
    public IReadOnlyList<PretrainingRecord>? Pretraining { get; init; }
}
