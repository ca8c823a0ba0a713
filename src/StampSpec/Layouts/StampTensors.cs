namespace StampSpec.Layouts;

/// <summary>Channels and side of one scale's tensor.</summary>
/// <param name="Channels">Images, and masks where the normalisation adds them.</param>
/// <param name="Pixels">Pixels a side.</param>
public sealed record StampTensorShape(int Channels, int Pixels)
{
    /// <summary>
    /// True if rows are rings and columns are sectors of a <see cref="LogPolarGrid"/>, which turn otherwise than square pixels do.
    /// </summary>
    public bool IsPolar { get; init; }

    /// <summary>Floats of one alert.</summary>
    public int Length => Channels * Pixels * Pixels;
}

/// <summary>The stamps of N alerts under one layout, ready for a classifier. Scales are finest first; every value is finite.</summary>
/// <param name="Count">N.</param>
/// <param name="Shapes">One shape a scale.</param>
/// <param name="Scales">One buffer a scale, of shape (N, channels, pixels, pixels), row-major.</param>
/// <param name="SkyPositions">Unit vectors (x, y, z) of right ascension and declination, shape (N, 3).</param>
public sealed record StampTensors(int Count, IReadOnlyList<StampTensorShape> Shapes, IReadOnlyList<float[]> Scales, float[] SkyPositions) : IStamps
{
    /// <summary>The layout's features, the same for every view of an alert, shape (N, <see cref="FeatureLength"/>).</summary>
    public float[] Features { get; init; } = [];

    /// <inheritdoc/>
    public int FeatureLength { get; init; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> FeaturesOf(int alert) => Features.AsSpan(FeatureLength * alert, FeatureLength);

    /// <inheritdoc/>
    public ReadOnlySpan<float> Channel(int alert, int scale, int channel)
    {
        var shape = Shapes[scale];
        var pixels = shape.Pixels * shape.Pixels;
        return Scales[scale].AsSpan(((alert * shape.Channels) + channel) * pixels, pixels);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> SkyPosition(int alert) => SkyPositions.AsSpan(3 * alert, 3);
}
