using System.Text.Json.Serialization;
using StampSpec.Learning;

namespace StampSpec.Studies.Model;

/// <summary>provenance.json: how the results were made.</summary>
/// <param name="Version">Version of StampSpec.</param>
/// <param name="Commit">Commit of its source; null if the build did not know it.</param>
/// <param name="Command">The command that reproduces the results.</param>
/// <param name="SpecSha256">Hash of study.lock.yaml.</param>
/// <param name="DataSha256">Hash of the objects, labels and pixels that were read.</param>
/// <param name="Seed">The study's seed; all other seeds derive from it by name.</param>
/// <param name="Runtime">.NET runtime.</param>
/// <param name="InferenceRuntime">ONNX Runtime's version and execution provider.</param>
/// <param name="OperatingSystem">Operating system and architecture.</param>
/// <param name="Processor">Processor's name; null if unknown.</param>
/// <param name="ProcessorCount">Processors that the process may use.</param>
/// <param name="FinishedUtc">Time when the study finished, ISO 8601.</param>
/// <param name="WallSeconds">Wall time of the last execution, seconds.</param>
/// <param name="Cells">Time of each cell, also of cells from earlier executions.</param>
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
    /// <summary>Whether the source was equal to the commit: <c>clean</c>, <c>dirty</c> or <c>unknown</c>.</summary>
    public string WorkingTree { get; init; } = "unknown";

    /// <summary>Version of each calculation, and of the packages that it uses; null in folders of earlier versions.</summary>
    public IReadOnlyDictionary<string, string>? Calculations { get; init; }

    /// <summary>The training seeds of the cells. Those of splits, data and resampling derive from <see cref="Seed"/> alone.</summary>
    public IReadOnlyList<RunSeed> Seeds { get; init; } = [];

    /// <summary>Packet columns of the layouts on which labels rest; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ColumnsBehindLabels { get; init; }

    /// <summary>
    /// The settings in which the study departs from the published protocol, a sentence each; null in folders of earlier versions.
    /// </summary>
    public IReadOnlyList<string>? PublishedProtocolDepartures { get; init; }

    /// <summary>The labelled alerts of files that only serve for training; null if there are none.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<LabelledTrainingRecord>? LabelledTraining { get; init; }

    /// <summary>The pretrained networks of the cells; null without pretraining.</summary>
    public IReadOnlyList<PretrainingRecord>? Pretraining { get; init; }
}

/// <summary>The time that a cell took; no other number of a study differs between executions.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="WallSeconds">Wall time, seconds.</param>
/// <param name="TrainingSeconds">Wall time of the training, seconds.</param>
public sealed record CellTime(CellId Cell, double WallSeconds, double TrainingSeconds)
{
    /// <summary>
    /// Processor time, seconds. Cells that run in parallel share the time of the process equally, so the sum over cells counts no time
    /// twice. Null in folders of earlier versions, which counted it once for each of these cells.
    /// </summary>
    public double? ProcessorSeconds { get; init; }
}

/// <summary>Labelled alerts of one origin that only serve for training; they are never validated or scored.</summary>
/// <param name="Role"><c>training</c> or <c>pretraining</c>.</param>
/// <param name="Origin">Their origin with the strength of their labels, such as <c>real (pseudo label)</c>.</param>
/// <param name="Objects">Number of alerts by class.</param>
/// <param name="RelatedToOwn">
/// How many share an object or group with the study's own alerts. They join only cells that train on all of these relatives; the card of
/// each model counts what its cell left out.
/// </param>
internal sealed record LabelledTrainingRecord(string Role, string Origin, IReadOnlyDictionary<string, int> Objects, int RelatedToOwn);

/// <summary>The pretrained network of one layout and run.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Objects">Number of training alerts by origin.</param>
/// <param name="EvaluationObjects">Number of validation alerts of the same kind.</param>
/// <param name="Status">How the training ended, such as <c>converged</c>.</param>
/// <param name="LearningRate">Learning rate of Adam.</param>
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

/// <summary>A seed of one run and fold, the same for all layouts.</summary>
/// <param name="Purpose"><c>training</c>, <c>tuning</c> or <c>pretraining</c>.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1; null if all folds share it.</param>
/// <param name="Seed">The seed.</param>
public sealed record RunSeed(string Purpose, int Run, int? Fold, ulong Seed);
