namespace StampSpec.Learning;

/// <summary>
/// The classifier's architecture and the hyper-parameters that are tuned with it. A convolutional network with shared weights sees eight
/// rotated and flipped views of the stamps; its averaged features pass dropout and then, together with the sky position and the layout's
/// own features, a dense layer (Carrasco-Davis et al. 2021; Reyes-Jainaga et al. 2023, doi 10.3847/2041-8213/ace77e).
/// </summary>
public sealed record ClassifierSettings
{
    /// <summary>
    /// The default for layouts whose hyper-parameters were not tuned: four convolutions of 32, 64, 32 and 32 filters, 32 dense units, half
    /// of the features dropped, learning rate 0.001. The values are of the order of the published ones, and cheap.
    /// </summary>
    public static ClassifierSettings Default { get; } = new();

    /// <summary>What kind of classifier it is; the other settings are those of networks.</summary>
    internal ClassifierKind Kind { get; init; }

    /// <summary>
    /// Number of networks, at least 1, which are trained from different seeds on the same alerts. The classifier gives the mean of their
    /// probabilities (Hansen and Salamon 1990).
    /// </summary>
    internal int Ensemble { get; init; } = 1;

    /// <summary>
    /// Classes whose probability a stack takes from the network of the stamps as it is; its trees divide the rest among the other classes.
    /// </summary>
    internal IReadOnlyList<string> ClassesFromStamps { get; init; } = [];

    /// <summary>Filters of each 3 x 3 convolution, first to last; at least one convolution.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 32, 32];

    /// <summary>Units of the dense layer, at least 1.</summary>
    public int Dense { get; init; } = 32;

    /// <summary>Fraction of features set to zero in training, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Step size of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// How several scales share convolutions; null for <see cref="ScaleStacks.Joined"/> if all scales have the same size, otherwise <see
    /// cref="ScaleStacks.Separate"/>.
    /// </summary>
    public ScaleStacks? Stacks { get; init; }

    /// <summary>Whether the batch-normalised unit vector of the sky position is added to the features.</summary>
    public bool UsesSkyPosition { get; init; } = true;

    /// <summary>
    /// Whether position and features are batch-normalised with the defaults of Keras, as published (Reyes-Jainaga et al. 2023, the authors'
    /// code): epsilon 1e-3, a momentum of 0.99 for the running statistics, and a running variance that divides by n. Otherwise epsilon is
    /// 1e-5, the momentum 0.9, so that the statistics of short trainings have settled, and the running variance divides by n - 1.
    /// </summary>
    public bool UsesKerasBatchNormalisation { get; init; }

    /// <summary>The views that the finished model averages.</summary>
    public TestTimeAugmentation TestTimeAugmentation { get; init; } = TestTimeAugmentation.All;

    /// <summary>
    /// Number of 2 x 2 poolings after the first convolutions: as many as possible while the side keeps at least 4 pixels (63 pixels: 3, 30:
    /// 2, 16: 2, 8: 1), and fewer than there are convolutions.
    /// </summary>
    /// <param name="pixels">Pixels a side of the stamp.</param>
    public int PoolingsFor(int pixels)
    {
        var poolings = 0;
        while (poolings < Widths.Count - 1 && pixels >= 8 << poolings)
        {
            poolings++;
        }

        return poolings;
    }
}

/// <summary>Kinds of classifiers that a study trains.</summary>
internal enum ClassifierKind
{
    /// <summary>A convolutional network of the stamps, with features and packet columns.</summary>
    Network,

    /// <summary>Boosted trees of packet columns, features and the sky position; no images.</summary>
    BoostedTrees,

    /// <summary>
    /// Boosted trees of packet columns, features and the probabilities that a network gives to the stamps: for training alerts, networks
    /// that were not trained on them.
    /// </summary>
    Stack,
}

/// <summary>How the scales of a layout pass through the convolutions.</summary>
public enum ScaleStacks
{
    /// <summary>
    /// All scales are joined as channels of one image, finest first, as published for multi-scale stamps. They must have the same size.
    /// </summary>
    Joined,

    /// <summary>Each scale passes through the same kernels. The scales must have the same channels.</summary>
    Shared,

    /// <summary>Each scale passes through its own kernels.</summary>
    Separate,
}

/// <summary>How many views of an alert are averaged to predict its class.</summary>
public enum TestTimeAugmentation
{
    /// <summary>Only the stamp as it is, at an eighth of the cost.</summary>
    One,

    /// <summary>All eight views.</summary>
    All,
}
