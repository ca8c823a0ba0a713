using System.Buffers;
using StampSpec.Alerts;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// One Avro record for each image, with a field for each scale of each plane and one for the PSF. A field is an array of float or double if
/// Avro has the number type, and bytes otherwise.
/// </summary>
internal sealed record AvroSerialisation() : Serialisation("avro", "Avro arrays, no FITS")
{
    /// <inheritdoc/>
    public override bool Supports(StampLayout layout, PixelEncoding encoding) => true;

    private protected override long? ExactBytes(StampLayout layout, PixelEncoding encoding)
    {
        var psf = layout.Psf is null ? 0 : Bytes(layout.Psf.ValueCount, layout.Psf.Number);
        return (PsfCount(layout) * psf) + StoredNumbers.Sum(layout, (image, plane) => PlaneBytes(layout, image, plane, encoding));
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
            Write(output, StoredNumbers.Of(sampled.Psf, psf.Number), psf.ValueCount, psf.Number);
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
            Write(output, StoredNumbers.Of(scale.Pixels, plane.Number), scale.Pixels.Length, plane.Number);
        }
    }

    private static long? PlaneBytes(StampLayout layout, CutoutKind image, StampPlane plane, PixelEncoding encoding) =>
        StoredNumbers.Sum(layout, image, pixels => !Quantises(encoding, plane) ? Bytes(pixels, plane.Number)
            : ((QuantisedEncoding)encoding).Bytes(pixels) is { } bytes ? AvroVarint.Bytes(bytes) + bytes
            : null);

    /// <summary>Bytes of a field.</summary>
    internal static long Bytes(int count, PixelNumberType number)
    {
        var bytes = (long)count * number.SizeBytes();
        return IsArray(number) ? AvroVarint.Bytes(count) + bytes + 1 : AvroVarint.Bytes(bytes) + bytes;
    }

    /// <summary>Bytes of a feature's field.</summary>
    internal static long Bytes(StampFeature feature) => feature.Length == 1 ? feature.RawBytes : Bytes(feature.Length, feature.Number);

    /// <summary>Writes a field.</summary>
    internal static void Write(ArrayBufferWriter<byte> output, byte[] numbers, int count, PixelNumberType number)
    {
        if (!IsArray(number))
        {
            AvroDatumWriter.WriteBytes(output, numbers);
            return;
        }

        AvroDatumWriter.WriteLong(output, count);
        output.Write(numbers);
        AvroDatumWriter.WriteLong(output, 0);
    }

    /// <summary>Writes a feature's field.</summary>
    internal static void Write(ArrayBufferWriter<byte> output, double[] values, StampFeature feature)
    {
        var numbers = StoredNumbers.Of(values, feature.Number);
        if (feature.Length == 1)
        {
            output.Write(numbers);
        }
        else
        {
            Write(output, numbers, feature.Length, feature.Number);
        }
    }

    private static bool IsArray(PixelNumberType number) => number is PixelNumberType.Float32 or PixelNumberType.Float64;
}
