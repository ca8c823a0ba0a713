namespace StampSpec.Layouts.Model;

/// <summary>Stamps without their packet columns, without a copy.</summary>
/// <param name="all">The stamps with everything else.</param>
internal sealed class ColumnlessStamps(IStamps all) : IStamps
{
    /// <inheritdoc/>
    public int Count => all.Count;

    /// <inheritdoc/>
    public IReadOnlyList<StampTensorShape> Shapes => all.Shapes;

    /// <inheritdoc/>
    public int FeatureLength => all.FeatureLength;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Channel(int alert, int scale, int channel) => all.Channel(alert, scale, channel);

    /// <inheritdoc/>
    public ReadOnlySpan<float> SkyPosition(int alert) => all.SkyPosition(alert);

    /// <inheritdoc/>
    public ReadOnlySpan<float> FeaturesOf(int alert) => all.FeaturesOf(alert);
}
