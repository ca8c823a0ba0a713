using StampSpec.Layouts.Model;

namespace StampSpec.Learning.Models;

/// <summary>The outcome of a training.</summary>
/// <param name="OnnxModel">The inference model, an ONNX file: stamps and sky position in, class probabilities out.</param>
/// <param name="Status">How the training ended.</param>
/// <param name="History">The evaluations, in order.</param>
internal sealed record TrainedClassifier(byte[] OnnxModel, TrainingStatus Status, IReadOnlyList<EvaluationPoint> History)
{
    /// <summary>The same classifier with a model that also describes its stamps, as <c>stampspec classify</c> needs it.</summary>
    /// <param name="layout">The layout of the stamps on which it was trained.</param>
    /// <param name="normalisation">Their normalisation.</param>
    /// <param name="origin">How pixels were processed before; null if they were not.</param>
    public TrainedClassifier For(StampLayout layout, NormalisationOrder normalisation, StampOrigin? origin = null) =>
        this with
        {
            OnnxModel = ModelProperties.AddStamps(OnnxModel, layout, normalisation, origin ?? StampOrigin.Plain),
        };
}
