namespace StampSpec.Learning.Networks;

/// <summary>The numbers of a batch normalisation (Ioffe and Szegedy 2015).</summary>
/// <param name="Epsilon">Added to a variance before its root is taken, so that a constant component stays finite.</param>
/// <param name="StepShare">Weight of one step in the running statistics, 1 less the momentum.</param>
/// <param name="IsUnbiased">Whether the running variance divides by n - 1 instead of n.</param>
internal sealed record BatchNormalisation(float Epsilon, float StepShare, bool IsUnbiased)
{
    private static readonly BatchNormalisation Short = new(1e-5f, 0.1f, IsUnbiased: true);

    /// <summary>The defaults of Keras's layer, which the published code uses.</summary>
    private static readonly BatchNormalisation Keras = new(1e-3f, 0.01f, IsUnbiased: false);

    /// <summary>The numbers that a classifier uses.</summary>
    public static BatchNormalisation Of(ClassifierSettings settings) => settings.UsesKerasBatchNormalisation ? Keras : Short;
}
