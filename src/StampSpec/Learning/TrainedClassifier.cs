namespace StampSpec.Learning;

/// <summary>The outcome of a training.</summary>
/// <param name="OnnxModel">The inference model, an ONNX file: stamps and sky position in, class probabilities out.</param>
/// <param name="Status">How the training ended.</param>
/// <param name="History">The evaluations, in order.</param>
public sealed record TrainedClassifier(byte[] OnnxModel, TrainingStatus Status, IReadOnlyList<EvaluationPoint> History);
