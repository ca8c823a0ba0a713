namespace StampSpec.Learning.Training;

/// <summary>Checks what a training is asked to do before it starts.</summary>
internal static class TrainingArguments
{
    /// <exception cref="ArgumentException">Something is out of range or does not fit.</exception>
    public static void Check(
        ClassifierSettings network, TrainingSettings training, LabelledStamps train, LabelledStamps validation, IReadOnlyList<string> classes)
    {
        Require(network.Widths.Count > 0 && network.Widths.All(w => w > 0), "widths must name at least one convolution, each of at least 1 filter");
        Require(network.Dense > 0, "dense must be at least 1");
        Require(network.Dropout is >= 0 and < 1, "dropout must be in [0, 1)");
        Require(network.LearningRate > 0, "the learning rate must be above 0");
        Require(training.BatchSize >= 2, "the batch size must be at least 2");
        Require(training.MaximumSteps >= 1 && training.EvaluationInterval >= 1, "steps and the evaluation interval must be at least 1");
        Require(training.LabelSmoothing is >= 0 and < 1, "label smoothing must be in [0, 1)");
        Require(training.WeightDecay >= 0, "weight decay must be at least 0");
        Require(training.GradientNormLimit is null or > 0, "the limit of the gradient's norm must be above 0");
        Require(training.Threads >= 1, "threads must be at least 1");
        Require(classes.Count >= 2, "a classifier needs at least 2 classes");
        CheckStamps(train, classes.Count, "training");
        CheckStamps(validation, classes.Count, "validation");
        Require(train.Stamps.Shapes.SequenceEqual(validation.Stamps.Shapes), "training and validation stamps have different shapes");
        Require(train.Stamps.FeatureLength == validation.Stamps.FeatureLength, "training and validation stamps have different numbers of features");
    }

    private static void CheckStamps(LabelledStamps data, int classes, string name)
    {
        Require(data.Stamps.Count > 0, $"there are no {name} stamps");
        Require(data.Labels.Length == data.Stamps.Count, $"{data.Stamps.Count} {name} stamps have {data.Labels.Length} labels");
        Require(data.Labels.All(label => label >= 0 && label < classes), $"a {name} label is not one of the {classes} classes");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
