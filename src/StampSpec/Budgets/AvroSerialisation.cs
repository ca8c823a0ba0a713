using System.Buffers;
using StampSpec.Alerts.Avro;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Pixels;

namespace StampSpec.Budgets;

/// <summary>
/// One Avro record an image, with a field for each scale of each plane and one for the PSF: an array of float or double where Avro has the
/// number type, else bytes.
/// </summary>
public sealed record AvroSerialisation() : Serialisation("avro", "Avro arrays, no FITS")
{
    /// <inheritdoc/>
    public override bool Supports(StampLayout layout, PixelEncoding encoding) => true;

    private protected override long? ExactBytes(StampLayout layout, PixelEncoding encoding)
    {
        var psf = layout.Psf is null ? 0 : AvroFields.Bytes(layout.Psf.ValueCount, layout.Psf.Number);
        return (PsfCount(layout) * psf) + StoredScales.Sum(layout, (image, plane) => PlaneBytes(layout, image, plane, encoding));
    }

    private protected override byte[] WriteImage(SampledStamps stamps, int image, PixelEncoding encoding)
    {
        var output = new ArrayBufferWriter<byte>();
        var sampled = stamps.Images[image];
        foreach (var (plane, scales) in stamps.Layout.Planes.Zip(sampled.Planes))
        {
            foreach (var scale in scales)
            {
                WriteScale(output, scale, plane, encoding);
            }
        }

        if (CarriesPsf(stamps.Layout, image))
        {
            var psf = stamps.Layout.Psf!;
            AvroFields.Write(output, StoredNumbers.Of(sampled.Psf, psf.Number), psf.ValueCount, psf.Number);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteScale(ArrayBufferWriter<byte> output, Image<float> scale, StampPlane plane, PixelEncoding encoding)
    {
        if (Quantises(encoding, plane))
        {
            AvroDatumWriter.WriteBytes(output, ((QuantisedEncoding)encoding).Encode(scale));
        }
        else
        {
            AvroFields.Write(output, StoredNumbers.Of(scale.Pixels, plane.Number), scale.Pixels.Length, plane.Number);
        }
    }

    private static long? PlaneBytes(StampLayout layout, CutoutKind image, StampPlane plane, PixelEncoding encoding) => StoredScales.Sum(layout, image, pixels =>
        !Quantises(encoding, plane) ? AvroFields.Bytes(pixels, plane.Number)
        : ((QuantisedEncoding)encoding).Bytes(pixels) is { } bytes ? AvroVarint.Bytes(bytes) + bytes : null);
}
