using System.Buffers;
using StampSpec.Alerts.Avro;
using StampSpec.Layouts;
using StampSpec.Layouts.Features;

namespace StampSpec.Budgets;

/// <summary>
/// Numbers as fields of an Avro record: an array of float or double where Avro has the number type, else bytes; a single number as a scalar
/// or boolean.
/// </summary>
internal static class AvroFields
{
    /// <summary>Bytes of a field.</summary>
    public static long Bytes(int count, PixelNumberType number)
    {
        var bytes = (long)count * number.SizeBytes();
        return IsArray(number) ? AvroVarint.Bytes(count) + bytes + 1 : AvroVarint.Bytes(bytes) + bytes;
    }

    /// <summary>Bytes of a feature's field.</summary>
    public static long Bytes(StampFeature feature) => feature.Length == 1 ? feature.RawBytes : Bytes(feature.Length, feature.Number);

    /// <summary>Writes a field.</summary>
    public static void Write(ArrayBufferWriter<byte> output, byte[] numbers, int count, PixelNumberType number)
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
    public static void Write(ArrayBufferWriter<byte> output, double[] values, StampFeature feature)
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
