using System.Buffers.Binary;
using StampSpec.Alerts;
using StampSpec.Layouts.Model;

namespace StampSpec.Budgets;

/// <summary>
/// Writes numbers in a layout's number types, little-endian. A value outside the range of an integer type becomes the nearest value of the
/// range; NaN becomes 0.
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

    /// <summary>The sum of a size over the scales that contain an image; null if one of the sizes is unknown.</summary>
    internal static long? Sum(StampLayout layout, CutoutKind image, Func<int, long?> size) =>
        layout.ScalesOf(image).SumOrNull(scale => size(layout.StoredPixels(scale)));

    /// <summary>The sum of a size over the planes of all images; null if one of the sizes is unknown.</summary>
    internal static long? Sum(StampLayout layout, Func<CutoutKind, StampPlane, long?> size) =>
        layout.Images.SumOrNull(image => layout.Planes.SumOrNull(plane => size(image, plane)));

    /// <summary>The sum of a size over items; null if one of the sizes is unknown.</summary>
    private static long? SumOrNull<T>(this IEnumerable<T> items, Func<T, long?> size)
    {
        long? sum = 0;
        foreach (var item in items)
        {
            sum += size(item);
        }

        return sum;
    }
}
