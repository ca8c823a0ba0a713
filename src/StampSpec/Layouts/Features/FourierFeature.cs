using StampSpec.Alerts;
using StampSpec.Pixels;

namespace StampSpec.Layouts.Features;

/// <summary>
/// Amplitudes of the lowest spatial frequencies of a whole native cutout, after Carvajal et al. 2025 (A&amp;A 697, A119), who add the
/// Fourier transform of the large difference image to a small crop. The choices are ours: log(1 + |F(u, v)| / (sigma sqrt(n))) for |u|, |v|
/// up to K cycles a side, where F is the discrete transform of the n finite pixels less their median (others 0) and sigma is 1.4826 times
/// their median absolute deviation, so that white noise has |F| of about 1 in these units. A real image has |F(-u, -v)| = |F(u, v)|, so
/// only 2 K (K + 1) + 1 of the (2 K + 1)^2 amplitudes are sent. A turn or flip of the image permutes (u, v), (u, -v), (v, u) and (v, -u);
/// the receiver sorts each such orbit in falling order, which loses which direction had which amplitude and makes all eight views alike.
/// </summary>
/// <param name="Image">The image that is transformed.</param>
/// <param name="Frequencies">K, at least 1.</param>
/// <param name="Number">float32 or float16.</param>
public sealed record FourierFeature(CutoutKind Image, int Frequencies, PixelNumberType Number) : StampFeature
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
        new("image", Image.ToString().ToLowerInvariant()), new("frequencies", Frequencies), new("number", Number.ToString().ToLowerInvariant()),
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
