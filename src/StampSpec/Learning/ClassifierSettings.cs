namespace StampSpec.Learning;

/// <summary>
/// The classifier's architecture and the hyper-parameters that are tuned with it: a convolutional network on the stamps, run on eight
/// rotated and flipped views with shared weights, whose averaged features pass dropout and, with the sky position and the layout's own
/// features, a dense layer (Carrasco-Davis et al. 2021; Reyes-Jainaga et al. 2023, doi 10.3847/2041-8213/ace77e).
/// </summary>
public sealed record ClassifierSettings
{
    /// <summary>
    /// The documented default for layouts whose hyper-parameters nobody tuned: four convolutions of 32, 64, 32 and 32 filters, 32 dense
    /// units, half of the features dropped, learning rate 0.001. Of the order of the published values, and cheap.
    /// </summary>
    public static ClassifierSettings Default { get; } = new();

    /// <summary>Filters of each 3 x 3 convolution, first to last; at least one.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [32, 64, 32, 32];

    /// <summary>Units of the dense layer, at least 1.</summary>
    public int Dense { get; init; } = 32;

    /// <summary>Fraction of features set to zero in training, in [0, 1).</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>Step size of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// How several scales share convolutions; null: <see cref="ScaleStacks.Joined"/> where all scales have one size, else
    /// <see cref="ScaleStacks.Separate"/>.
    /// </summary>
    public ScaleStacks? Stacks { get; init; }

    /// <summary>Whether the unit vector of the sky position, batch-normalised, joins the features.</summary>
    public bool UsesSkyPosition { get; init; } = true;

    /// <summary>Which views the finished model averages.</summary>
    public TestTimeAugmentation TestTimeAugmentation { get; init; } = TestTimeAugmentation.All;

    /// <summary>
    /// Number of 2 x 2 poolings after the first convolutions: as many as leave a side of at least 4 pixels (63 pixels: 3, 30: 2, 16: 2, 8:
    /// 1), and fewer than there are convolutions.
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

/// <summary>How the scales of a layout pass through the convolutions.</summary>
public enum ScaleStacks
{
    /// <summary>
    /// All scales joined as channels of one image, finest first, as published for multi-scale stamps; they must have one size.
    /// </summary>
    Joined,

    /// <summary>Each scale through the same kernels; the scales must have the same channels.</summary>
    Shared,

    /// <summary>Each scale through kernels of its own.</summary>
    Separate,
}

/// <summary>How many views of an alert are averaged where its class is asked for.</summary>
public enum TestTimeAugmentation
{
    /// <summary>The stamp as it is: an eighth of the cost.</summary>
    One,

    /// <summary>All eight.</summary>
    All,
}
