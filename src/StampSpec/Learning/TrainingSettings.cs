namespace StampSpec.Learning;

/// <summary>
/// How a classifier is trained. The defaults suit data sets of some hundred to some thousand alerts; the published training is batch 256,
/// all views, an evaluation every 500 steps, patience 5, last weights.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>Alerts a step, at least 2.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Most steps taken, at least 1.</summary>
    public int MaximumSteps { get; init; } = 600;

    /// <summary>Steps between evaluations on the validation set, at least 1.</summary>
    public int EvaluationInterval { get; init; } = 50;

    /// <summary>Evaluations in succession without a higher validation macro-F1 after which training stops; null: never.</summary>
    public int? Patience { get; init; } = 6;

    /// <summary>Which weights are returned.</summary>
    public CheckpointPolicy CheckpointPolicy { get; init; } = CheckpointPolicy.Best;

    /// <summary>Which views a step sees.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.OneAtRandom;

    /// <summary>Which views an evaluation during training averages: one is for trainings so short that evaluations would weigh.</summary>
    public TestTimeAugmentation ValidationAugmentation { get; init; } = TestTimeAugmentation.All;

    /// <summary>Whether each class is drawn with equal probability; otherwise each alert is.</summary>
    public bool BalancesClasses { get; init; } = true;

    /// <summary>Probability moved from the true class to all classes evenly, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Decoupled weight decay (Loshchilov and Hutter 2019), times the learning rate a step, at least 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean norm of the whole gradient, above which it is scaled down; null: no limit.</summary>
    public double? GradientNormLimit { get; init; } = 5;

    /// <summary>Where to compute.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu;

    /// <summary>
    /// Threads inside one step, at least 1. ONNX Runtime divides sums among them, so weights trained with other numbers of threads differ
    /// in their last digits; the number is therefore a setting of its own, never derived from how many trainings run at a time. Trainings
    /// beside each other on one thread each use a machine best.
    /// </summary>
    public int Threads { get; init; } = 1;
}

/// <summary>Which of the eight views (four quarter turns, each plain and flipped) a training step sees.</summary>
public enum Augmentation
{
    /// <summary>One view an alert and step, drawn at random: an eighth of the cost.</summary>
    OneAtRandom,

    /// <summary>The alert as it is: no augmentation.</summary>
    AsIs,

    /// <summary>All eight, their features averaged, as published.</summary>
    All,
}

/// <summary>Which weights a training returns.</summary>
public enum CheckpointPolicy
{
    /// <summary>Those of the evaluation with the highest validation macro-F1, the earliest of equals.</summary>
    Best,

    /// <summary>Those of the last step, as published.</summary>
    Last,
}

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, where ONNX Runtime's CUDA provider library is installed.</summary>
    Cuda,
}
