using StampSpec.Learning;

namespace StampSpec.Studies.Results;

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
    IReadOnlyList<EvaluationPoint> History);
