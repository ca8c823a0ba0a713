using StampSpec.Learning;

namespace StampSpec.Studies.Running;

/// <summary>What training and scoring a cell gave.</summary>
/// <param name="Classifier">The trained classifier.</param>
/// <param name="Probabilities">Shape (scored objects, classes), in the order of the split's test objects.</param>
/// <param name="TrainingSeconds">Wall time inside training, seconds.</param>
internal sealed record CellResult(TrainedClassifier Classifier, float[] Probabilities, double TrainingSeconds)
{
    /// <summary>Whether every score is a number: finite weights can still overflow on an object whose pixels are far outside those trained on.</summary>
    public bool IsScored => Array.TrueForAll(Probabilities, float.IsFinite);
}
