using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Model;

namespace StampSpec.Layouts.Features;

/// <summary>
/// Amplitudes of the lowest spatial frequencies of a whole native cutout, after Carvajal et al. 2025 (A&amp;A 697, A119), who add the
/// Fourier transform of the large difference image to a small crop. The choices are ours: log(1 + |F(u, v)| / (sigma sqrt(n))) for |u|, |v|
/// up to K cycles a side. F is the discrete transform of the n finite pixels minus their median (other pixels are 0), and sigma is 1.4826
/// times their median absolute deviation, so white noise has |F| of about 1 in these units. A real image has |F(-u, -v)| = |F(u, v)|, so
/// only 2 K (K + 1) + 1 of the (2 K + 1)^2 amplitudes are sent. A turn or flip of the image permutes (u, v), (u, -v), (v, u) and (v, -u);
/// the receiver sorts each such orbit in descending order. All eight views are then equal, and the directions of the amplitudes are lost.
/// </summary>
/// <param name="Image">The image that is transformed.</param>
/// <param name="Frequencies">K, at least 1.</param>
/// <param name="Number">float32 or float16.</param>
internal sealed record FourierFeature(CutoutKind Image, int Frequencies, PixelNumberType Number) : StampFeature
{
    /// <summary>The key of specs.</summary>
    public const string Key = "fourier";

    private readonly HalfPlane _plane = new(Frequencies);

    /// <inheritdoc/>
    public override string Kind => Key;

    /// <inheritdoc/>
    public override int Length => _plane.Count;

    /// <inheritdoc/>
    public override PixelNumberType Number { get; } = Number;

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, object>> Settings =>
        [
            new("image", Image.ToString().ToLowerInvariant()),
            new("frequencies", Frequencies),
            new("number", Number.ToString().ToLowerInvariant()),
        ];

    /// <inheritdoc/>
    public override double[] Measure(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var image = alert[Image].Flux;
        var background = PixelBackground.Of(image.Pixels);
        var unit = background.Sigma * Math.Sqrt(background.Count);
        if (unit == 0)
        {
            return new double[Length];
        }

        var spectrum = new LowFrequencies(image, background.Median, Frequencies);
        return [.. _plane.Frequencies.Select(f => Math.Log(1 + (spectrum.Amplitude(f.U, f.V) / unit)))];
    }

    private protected override void Arrange(Span<float> values)
    {
        var orbit = new List<float>(4);
        foreach (var indices in _plane.Orbits)
        {
            orbit.Clear();
            foreach (var index in indices)
            {
                orbit.Add(values[index]);
            }

            orbit.Sort();
            for (var i = 0; i < indices.Count; i++)
            {
                values[indices[i]] = orbit[^(i + 1)];
            }
        }
    }
}

/// <summary>
/// The spatial frequencies (u along columns, v along rows) up to K whose amplitudes determine those of all others of a real image: v above
/// 0, or v = 0 and u at least 0. They are sorted by v, then by u.
/// </summary>
internal sealed class HalfPlane : IEquatable<HalfPlane>
{
    private readonly int _most;

    /// <param name="most">K, at least 1.</param>
    public HalfPlane(int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        _most = most;
        Frequencies =
        [
            .. from v in Enumerable.Range(0, most + 1)
            from u in Enumerable.Range(-most, (2 * most) + 1)
            where v > 0 || u >= 0
            select (u, v),
        ];
        Orbits =
        [
            .. Frequencies
                .Index()
                .GroupBy(f => (Math.Max(Math.Abs(f.Item.U), f.Item.V), Math.Min(Math.Abs(f.Item.U), f.Item.V)))
                .Select(orbit => orbit.Select(f => f.Index).ToArray()),
        ];
    }

    /// <summary>The frequencies, in cycles a side.</summary>
    public IReadOnlyList<(int U, int V)> Frequencies { get; }

    /// <summary>Groups of indices of the frequencies that turns and flips of the image exchange.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Orbits { get; }

    /// <summary>Their number, 2 K (K + 1) + 1.</summary>
    public int Count => Frequencies.Count;

    public bool Equals(HalfPlane? other) => other?._most == _most;

    public override bool Equals(object? obj) => Equals(obj as HalfPlane);

    public override int GetHashCode() => _most;
}

/// <summary>
/// The low frequencies of an image's discrete Fourier transform F(u, v) = sum of x(row, column) exp(-2 pi i (u column / width + v row /
/// height)).
/// </summary>
internal sealed class LowFrequencies
{
    private readonly Complex[][] _columns;
    private readonly int _most;

    /// <summary>Transforms an image minus an offset. Pixels that are not finite count as the offset.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">The value to subtract from every pixel.</param>
    /// <param name="most">Greatest number of cycles a side, in either direction.</param>
    public LowFrequencies(Image<float> image, double offset, int most)
    {
        _most = most;
        _columns = [.. Enumerable.Range(0, (2 * most) + 1).Select(_ => new Complex[image.Height])];
        var row = new Complex[image.Width];
        for (var y = 0; y < image.Height; y++)
        {
            var pixels = image.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                row[x] = float.IsFinite(pixels[x]) ? pixels[x] - offset : 0;
            }

            Fourier.Forward(row, FourierOptions.AsymmetricScaling);
            for (var u = -most; u <= most; u++)
            {
                _columns[u + most][y] = row[Wrapped(u, image.Width)];
            }
        }

        foreach (var column in _columns)
        {
            Fourier.Forward(column, FourierOptions.AsymmetricScaling);
        }
    }

    /// <summary>|F(u, v)|.</summary>
    /// <param name="u">Cycles along columns, from -most to most.</param>
    /// <param name="v">Cycles along rows.</param>
    public double Amplitude(int u, int v) => _columns[u + _most][Wrapped(v, _columns[0].Length)].Magnitude;

    private static int Wrapped(int frequency, int length) => ((frequency % length) + length) % length;
}
