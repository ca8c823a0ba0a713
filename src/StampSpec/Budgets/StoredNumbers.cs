using System.Buffers.Binary;
using StampSpec.Layouts;

namespace StampSpec.Budgets;

/// <summary>
/// Numbers as a layout's number types store them, little-endian; values beyond an integer type's range take its nearest end, NaN becomes 0.
/// </summary>
internal static class StoredNumbers
{
    public static byte[] Of(IReadOnlyList<double> values, PixelNumberType number)
    {
        var size = number.SizeBytes();
        var bytes = new byte[values.Count * size];
        for (var i = 0; i < values.Count; i++)
        {
            Write(bytes.AsSpan(i * size), values[i], number);
        }

        return bytes;
    }

    public static byte[] Of(ReadOnlySpan<float> values, PixelNumberType number)
    {
        var size = number.SizeBytes();
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
        {
            Write(bytes.AsSpan(i * size), values[i], number);
        }

        return bytes;
    }

    private static void Write(Span<byte> target, double value, PixelNumberType number)
    {
        switch (number)
        {
            case PixelNumberType.Float64:
                BinaryPrimitives.WriteDoubleLittleEndian(target, value);
                break;
            case PixelNumberType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(target, (float)value);
                break;
            case PixelNumberType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(target, (Half)value);
                break;
            case PixelNumberType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(target, int.CreateSaturating(value));
                break;
            case PixelNumberType.Int16:
                BinaryPrimitives.WriteInt16LittleEndian(target, short.CreateSaturating(value));
                break;
            case PixelNumberType.UInt16:
                BinaryPrimitives.WriteUInt16LittleEndian(target, ushort.CreateSaturating(value));
                break;
            case PixelNumberType.Int8:
                target[0] = unchecked((byte)sbyte.CreateSaturating(value));
                break;
            default:
                target[0] = byte.CreateSaturating(value);
                break;
        }
    }
}
