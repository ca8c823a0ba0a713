using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Pixels;

namespace StampSpec.Budgets;

/// <summary>Planes, PSF and features one after the other, without headers: what the layout counts.</summary>
public sealed record RawSerialisation() : Serialisation("raw", "planes, PSF and features without headers")
{
    /// <inheritdoc/>
    public override bool Supports(StampLayout layout, PixelEncoding encoding) => true;

    private protected override long? ExactBytes(StampLayout layout, PixelEncoding encoding) =>
        layout.RawPsfBytes + StoredScales.Sum(layout, (image, plane) => PlaneBytes(layout, image, plane, encoding));

    private protected override byte[] WriteImage(SampledStamps stamps, int image, PixelEncoding encoding)
    {
        var bytes = new List<byte>();
        foreach (var (plane, scales) in stamps.Layout.Planes.Zip(stamps.Images[image].Planes))
        {
            foreach (var scale in scales)
            {
                bytes.AddRange(Quantises(encoding, plane) ? ((QuantisedEncoding)encoding).Encode(scale) : StoredNumbers.Of(scale.Pixels, plane.Number));
            }
        }

        if (CarriesPsf(stamps.Layout, image))
        {
            bytes.AddRange(StoredNumbers.Of(stamps.Images[image].Psf, stamps.Layout.Psf!.Number));
        }

        return [.. bytes];
    }

    private protected override long FeatureBytes(StampLayout layout) => layout.RawFeatureBytes;

    private protected override byte[] WriteFeatures(SampledStamps stamps) =>
        [.. stamps.Layout.Features.Zip(stamps.Features, (feature, values) => StoredNumbers.Of(values, feature.Number)).SelectMany(bytes => bytes)];

    private static long? PlaneBytes(StampLayout layout, CutoutKind image, StampPlane plane, PixelEncoding encoding) =>
        StoredScales.Sum(layout, image, pixels => Quantises(encoding, plane) ? ((QuantisedEncoding)encoding).Bytes(pixels) : (long)pixels * plane.Number.SizeBytes());
}
