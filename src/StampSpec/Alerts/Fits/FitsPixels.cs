using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StampSpec.Alerts.Fits;

/// <summary>Turns a data unit's big-endian values into physical pixels. The formats that alerts use are one vectorised byte swap.</summary>
internal static class FitsPixels
{
    public static void ReadSingle(ReadOnlySpan<byte> data, int bitsPerPixel, FitsScaling scaling, Span<float> pixels)
    {
        if (bitsPerPixel == -32 && scaling.IsIdentity)
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(data), MemoryMarshal.Cast<float, int>(pixels));
            return;
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)Physical(data, i, bitsPerPixel, scaling);
        }
    }

    public static void ReadDouble(ReadOnlySpan<byte> data, int bitsPerPixel, FitsScaling scaling, Span<double> pixels)
    {
        if (bitsPerPixel == -64 && scaling.IsIdentity)
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(data), MemoryMarshal.Cast<double, long>(pixels));
            return;
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Physical(data, i, bitsPerPixel, scaling);
        }
    }

    private static double Physical(ReadOnlySpan<byte> data, int index, int bitsPerPixel, FitsScaling scaling)
    {
        double stored;
        if (bitsPerPixel < 0)
        {
            stored = bitsPerPixel == -32 ? BinaryPrimitives.ReadSingleBigEndian(data[(index * 4)..]) : BinaryPrimitives.ReadDoubleBigEndian(data[(index * 8)..]);
        }
        else
        {
            var integer = Integer(data, index, bitsPerPixel);
            stored = integer == scaling.Blank ? double.NaN : integer;
        }

        return scaling.IsIdentity ? stored : scaling.Zero + (scaling.Scale * stored);
    }

    private static long Integer(ReadOnlySpan<byte> data, int index, int bitsPerPixel) => bitsPerPixel switch
    {
        8 => data[index],
        16 => BinaryPrimitives.ReadInt16BigEndian(data[(index * 2)..]),
        32 => BinaryPrimitives.ReadInt32BigEndian(data[(index * 4)..]),
        _ => BinaryPrimitives.ReadInt64BigEndian(data[(index * 8)..]),
    };
}
