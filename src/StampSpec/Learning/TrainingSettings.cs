namespace StampSpec.Learning;

/// <summary>
/// How a classifier is trained. The defaults suit data sets of some hundred to some thousand alerts. The published training uses batches of
/// 256, all views, an evaluation every 500 steps, a patience of 5 and the last weights.
/// </summary>
public sealed record TrainingSettings
{
    /// <summary>Alerts in each step, at least 2.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Maximum number of steps, at least 1.</summary>
    public int MaximumSteps { get; init; } = 600;

    /// <summary>Steps between evaluations on the validation set, at least 1.</summary>
    public int EvaluationInterval { get; init; } = 50;

    /// <summary>
    /// Training stops after this many successive evaluations without a higher validation macro-F1; null if it never stops early.
    /// </summary>
    public int? Patience { get; init; } = 6;

    /// <summary>The weights that are returned.</summary>
    public CheckpointPolicy CheckpointPolicy { get; init; } = CheckpointPolicy.Best;

    /// <summary>How the learning rate changes during the training.</summary>
    internal LearningRateSchedule Schedule { get; init; }

    /// <summary>
    /// Decay of a moving average of the weights, in (0, 1), such as 0.999. Evaluations and the finished model then have the averaged
    /// weights. Null for the weights of the step.
    /// </summary>
    internal double? WeightAveraging { get; init; }

    /// <summary>The views that a step uses.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.OneAtRandom;

    /// <summary>
    /// The views that an evaluation during training averages. One view suits trainings that are so short that evaluations would take much
    /// of the time.
    /// </summary>
    public TestTimeAugmentation ValidationAugmentation { get; init; } = TestTimeAugmentation.All;

    /// <summary>True if each class is drawn with equal probability; false if each alert is.</summary>
    public bool BalancesClasses { get; init; } = true;

    /// <summary>Probability moved from the true class to all classes evenly, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>
    /// Decoupled weight decay (Loshchilov and Hutter 2019), at least 0. Each step applies it multiplied by the learning rate.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Largest Euclidean norm of the whole gradient; a longer gradient is scaled down. Null for no limit.</summary>
    public double? GradientNormLimit { get; init; } = 5;

    /// <summary>Where to compute.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu;

    /// <summary>
    /// Threads inside one step, at least 1. ONNX Runtime divides sums among them, so weights trained with a different number of threads
    /// differ in their last digits. Therefore the number is a setting and does not depend on how many trainings run at the same time.
    /// Several trainings in parallel with one thread each use a machine best.
    /// </summary>
    public int Threads { get; init; } = 1;
}

/// <summary>Which of the eight views (four quarter turns, each plain and flipped) a training step sees.</summary>
public enum Augmentation
{
    /// <summary>One random view for each alert in each step, at an eighth of the cost.</summary>
    OneAtRandom,

    /// <summary>The alert as it is, without augmentation.</summary>
    AsIs,

    /// <summary>All eight views, with averaged features, as published.</summary>
    All,
}

/// <summary>Which weights a training returns.</summary>
public enum CheckpointPolicy
{
    /// <summary>The weights of the evaluation with the highest validation macro-F1; the first of several equal ones.</summary>
    Best,

    /// <summary>The weights of the last step, as published.</summary>
    Last,
}

/// <summary>How the learning rate changes during a training.</summary>
internal enum LearningRateSchedule
{
    /// <summary>It does not change.</summary>
    Constant,

    /// <summary>It falls to zero over the maximum number of steps, as half a period of a cosine.</summary>
    Cosine,
}

/// <summary>The formulae of <see cref="LearningRateSchedule"/>.</summary>
internal static class LearningRateSchedules
{
    /// <summary>
    /// Factor of the learning rate in a step: 1, or (1 + cos(pi (step - 1) / steps)) / 2 (Loshchilov and Hutter 2017, equation 5, without
    /// restarts).
    /// </summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="step">Number of the step, from 1.</param>
    /// <param name="steps">Maximum number of steps.</param>
    public static double FactorAt(this LearningRateSchedule schedule, int step, int steps) =>
        schedule == LearningRateSchedule.Cosine ? (1 + Math.Cos(Math.PI * (step - 1) / steps)) / 2 : 1;
}

/// <summary>Where ONNX Runtime computes.</summary>
public enum ExecutionDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU, if ONNX Runtime's CUDA provider library is installed.</summary>
    Cuda,
}
