using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Cutting;

/// <summary>
/// Collects the stamps of alerts under one layout as tensors. A scale's channels are its images in order, then their masks of missing
/// pixels in the same order: 6 for three images. <see cref="StampCutter"/> defines values and masks.
/// </summary>
internal sealed class StampTensorBuilder
{
    private readonly StampLayout _layout;
    private readonly StampCutter _cutter;
    private readonly StampTensorShape[] _shapes;
    private readonly float[][] _scales;
    private float[] _positions;
    private float[] _features;
    private double[] _columns;
    private int _count;

    /// <summary>Creates a builder.</summary>
    /// <param name="layout">What to cut.</param>
    /// <param name="order">When to normalise.</param>
    /// <param name="capacity">The expected number of alerts, so that buffers need not grow; any number works.</param>
    /// <param name="receive">
    /// Turns the raw scales that are sent into those that a receiver gets; null if they arrive unchanged. Not allowed with
    /// <see cref="NormalisationOrder.Before"/>.
    /// </param>
    public StampTensorBuilder(
        StampLayout layout,
        NormalisationOrder order,
        int capacity = 0,
        Func<IReadOnlyList<Image<float>>, IReadOnlyList<Image<float>>>? receive = null
    )
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _layout = layout;
        _cutter = new StampCutter(layout, order, receive);
        _shapes =
        [
            .. layout.Scales.Select(
                (s, i) => new StampTensorShape(2 * layout.ImagesAt(i).Count, s.Pixels) { IsPolar = layout.LogPolar is not null }
            ),
        ];
        _scales = [.. _shapes.Select(s => new float[s.Length * capacity])];
        _positions = new float[AlertVectors.PositionLength * capacity];
        _features = new float[layout.FeatureLength * capacity];
        _columns = new double[layout.Columns.Count * capacity];
    }

    /// <summary>Adds one alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="natives">Its normalised cutouts, if it is cut under several layouts.</param>
    /// <exception cref="InvalidInputException">The layout cannot be cut from the alert's cutouts; the builder is unchanged.</exception>
    public void Add(Alert alert, NormalisedCutouts? natives = null)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var side = FootprintStamp.SideOf(_layout, alert);
        var images = _layout.Images.ToDictionary(kind => kind, kind => _cutter.Cut(alert[kind], natives, side));
        for (var scale = 0; scale < _scales.Length; scale++)
        {
            Write([.. _layout.ImagesAt(scale).Select(kind => images[kind][scale])], Next(ref _scales[scale], _shapes[scale].Length));
        }

        AlertVectors.WriteFeatures(_layout, alert, Next(ref _features, _layout.FeatureLength));
        AlertVectors.WriteColumns(_layout, alert, Next(ref _columns, _layout.Columns.Count));
        AlertVectors.WritePosition(alert, Next(ref _positions, AlertVectors.PositionLength));
        _count++;
    }

    /// <summary>The stamps added so far.</summary>
    public StampTensors Build() =>
        new(
            _count,
            _shapes,
            [.. _scales.Zip(_shapes, (buffer, shape) => Filled(buffer, shape.Length))],
            Filled(_positions, AlertVectors.PositionLength)
        )
        {
            FeatureLength = _layout.FeatureLength,
            Features = Filled(_features, _layout.FeatureLength),
            ColumnLength = _layout.Columns.Count,
            Columns = Filled(_columns, _layout.Columns.Count),
        };

    private static void Write(IReadOnlyList<NormalisedImage> images, Span<float> stamp)
    {
        var pixels = stamp.Length / (2 * images.Count);
        for (var image = 0; image < images.Count; image++)
        {
            images[image].Values.Pixels.CopyTo(stamp[(image * pixels)..]);
            images[image].Missing.Pixels.CopyTo(stamp[((images.Count + image) * pixels)..]);
        }
    }

    private Span<T> Next<T>(ref T[] buffer, int length)
    {
        var start = _count * length;
        if (buffer.Length < start + length)
        {
            Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, Math.Max(2L * buffer.Length, start + (16L * length))));
        }

        return buffer.AsSpan(start, length);
    }

    private T[] Filled<T>(T[] buffer, int length) =>
        buffer.Length == _count * length ? buffer : buffer.AsSpan(0, _count * length).ToArray();
}

/// <summary>The stamps of N alerts under one layout, ready for a classifier. Scales are finest first; every value is finite.</summary>
/// <param name="Count">N.</param>
/// <param name="Shapes">One shape for each scale.</param>
/// <param name="Scales">One buffer for each scale, of shape (N, channels, pixels, pixels), row-major.</param>
/// <param name="SkyPositions">Unit vectors (x, y, z) of right ascension and declination, shape (N, 3).</param>
internal sealed record StampTensors(int Count, IReadOnlyList<StampTensorShape> Shapes, IReadOnlyList<float[]> Scales, float[] SkyPositions)
    : IStamps
{
    /// <summary>The layout's features, the same for every view of an alert; shape (N, <see cref="FeatureLength"/>).</summary>
    public float[] Features { get; init; } = [];

    /// <inheritdoc/>
    public int FeatureLength { get; init; }

    /// <inheritdoc/>
    public ReadOnlySpan<float> FeaturesOf(int alert) => Features.AsSpan(FeatureLength * alert, FeatureLength);

    /// <summary>The packet columns, not a number where missing; shape (N, <see cref="ColumnLength"/>).</summary>
    public double[] Columns { get; init; } = [];

    /// <inheritdoc/>
    public int ColumnLength { get; init; }

    /// <inheritdoc/>
    public ReadOnlySpan<double> ColumnsOf(int alert) => Columns.AsSpan(ColumnLength * alert, ColumnLength);

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
