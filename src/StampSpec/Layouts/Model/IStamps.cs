namespace StampSpec.Layouts.Model;

/// <summary>
/// The stamps of N alerts under one layout, whether they are in arrays, in a file, or a selection of other stamps. Every value is finite,
/// except that packet columns may be missing.
/// </summary>
internal interface IStamps
{
    /// <summary>N.</summary>
    public int Count { get; }

    /// <summary>One shape for each scale, finest first.</summary>
    public IReadOnlyList<StampTensorShape> Shapes { get; }

    /// <summary>One channel of an alert's stamp at one scale: shape (pixels, pixels), row-major.</summary>
    /// <param name="alert">Index of the alert, below <see cref="Count"/>.</param>
    /// <param name="scale">Index of the scale.</param>
    /// <param name="channel">Index of the channel: the images in the layout's order, then their masks.</param>
    public ReadOnlySpan<float> Channel(int alert, int scale, int channel);

    /// <summary>Unit vector (x, y, z) of an alert's right ascension and declination.</summary>
    /// <param name="alert">Index of the alert, below <see cref="Count"/>.</param>
    public ReadOnlySpan<float> SkyPosition(int alert);

    /// <summary>Numbers of an alert's features; 0 if the layout has none.</summary>
    public int FeatureLength { get; }

    /// <summary>The layout's features of an alert, the same for all its views.</summary>
    /// <param name="alert">Index of the alert, below <see cref="Count"/>.</param>
    public ReadOnlySpan<float> FeaturesOf(int alert);

    /// <summary>Number of an alert's packet columns; 0 if the layout has none.</summary>
    public int ColumnLength => 0;

    /// <summary>The packet columns of an alert as they are in its packet; not a number where a value is missing.</summary>
    /// <param name="alert">Index of the alert, below <see cref="Count"/>.</param>
    public ReadOnlySpan<double> ColumnsOf(int alert) => [];

    /// <summary>Copies all channels of consecutive alerts at one scale: shape (count, channels, pixels, pixels), row-major.</summary>
    /// <param name="start">Index of the first alert.</param>
    /// <param name="count">Number of alerts.</param>
    /// <param name="scale">Index of the scale.</param>
    /// <param name="destination">Receives the copy; it must be long enough.</param>
    public void CopyScale(int start, int count, int scale, Span<float> destination)
    {
        var shape = Shapes[scale];
        var pixels = shape.Pixels * shape.Pixels;
        for (var i = 0; i < count * shape.Channels; i++)
        {
            Channel(start + (i / shape.Channels), scale, i % shape.Channels).CopyTo(destination[(i * pixels)..]);
        }
    }
}

/// <summary>Channels and side of one scale's tensor.</summary>
/// <param name="Channels">Images, and masks if the normalisation adds them.</param>
/// <param name="Pixels">Pixels a side.</param>
internal sealed record StampTensorShape(int Channels, int Pixels)
{
    /// <summary>
    /// True if rows are rings and columns are sectors of a <see cref="LogPolarGrid"/>; these turn in a different way from square pixels.
    /// </summary>
    public bool IsPolar { get; init; }

    /// <summary>Floats of one alert.</summary>
    public int Length => Channels * Pixels * Pixels;
}
