using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>One header and data unit: a header, and an image with any number of planes, or the bytes of a table.</summary>
public sealed class FitsHdu
{
    internal FitsHdu(FitsHeader header, FitsStructure structure, ReadOnlyMemory<byte> data, long dataOffset)
    {
        Header = header;
        Structure = structure;
        Data = data;
        DataOffset = dataOffset;
    }

    /// <summary>The header's cards.</summary>
    public FitsHeader Header { get; }

    /// <summary>EXTNAME, or null if the header has none.</summary>
    public string? Name => Header.Text("EXTNAME");

    /// <summary>Bits per stored value, negative for floating point: 8, 16, 32, 64, -32 or -64.</summary>
    public int BitsPerPixel => Structure.BitsPerPixel;

    /// <summary>NAXIS1, NAXIS2, ...: the fastest axis first; empty if there is no data.</summary>
    public IReadOnlyList<int> Axes => Structure.Axes;

    /// <summary>The stored values as they are in the file: big-endian, without padding, and including the heap of a table.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Where <see cref="Data"/> starts in the file.</summary>
    public long DataOffset { get; }

    /// <summary>True if the unit is an image with at least one pixel.</summary>
    public bool HasImage => Structure.IsImage && Structure.Pixels > 0;

    /// <summary>Columns of the image; 0 without an image.</summary>
    public int Width => HasImage ? Axes[0] : 0;

    /// <summary>Rows of the image: NAXIS2, or 1 for a one-dimensional image; 0 without an image.</summary>
    public int Height =>
        !HasImage ? 0
        : Axes.Count > 1 ? Axes[1]
        : 1;

    /// <summary>Planes of the image: the product of the third and further axes; 0 without an image.</summary>
    public int Planes => HasImage ? (int)(Structure.Pixels / ((long)Width * Height)) : 0;

    internal FitsStructure Structure { get; }

    /// <summary>One plane in physical values (BZERO + BSCALE x stored; BLANK becomes NaN), single precision.</summary>
    /// <param name="plane">Plane from 0.</param>
    /// <exception cref="InvalidInputException">The unit contains no image, or its scaling cards are not numbers.</exception>
    public Image<float> ReadSingle(int plane = 0)
    {
        var pixels = new float[PlanePixels(plane)];
        ReadSingle(PlaneBytes(plane), BitsPerPixel, FitsScaling.Of(Header), pixels);
        return new Image<float>(Width, Height, pixels);
    }

    /// <summary>One plane in physical values (BZERO + BSCALE x stored; BLANK becomes NaN), double precision.</summary>
    /// <param name="plane">Plane from 0.</param>
    /// <exception cref="InvalidInputException">
    /// The unit contains no image, its scaling cards are not numbers, or a 64-bit integer has more digits than double precision.
    /// </exception>
    public Image<double> ReadDouble(int plane = 0)
    {
        var pixels = new double[PlanePixels(plane)];
        ReadDouble(PlaneBytes(plane), BitsPerPixel, FitsScaling.Of(Header), pixels);
        RequireExact(plane, pixels);
        return new Image<double>(Width, Height, pixels);
    }

    private int PlanePixels(int plane)
    {
        if (!HasImage)
        {
            throw FormatFault.At(
                Header.ByteOffset,
                "fits.no-image",
                "the header describes no image pixels; an image of one to three axes is expected"
            );
        }

        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plane, Planes);
        return Width * Height;
    }

    private ReadOnlySpan<byte> PlaneBytes(int plane)
    {
        var length = Width * Height * Structure.BytesPerValue;
        return Data.Span.Slice(plane * length, length);
    }

    private static void ReadSingle(ReadOnlySpan<byte> data, int bitsPerPixel, FitsScaling scaling, Span<float> pixels)
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

    private static void ReadDouble(ReadOnlySpan<byte> data, int bitsPerPixel, FitsScaling scaling, Span<double> pixels)
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

    // The other integers have fewer bits than the 53 of double precision.
    private void RequireExact(int plane, ReadOnlySpan<double> pixels)
    {
        var scaling = FitsScaling.Of(Header);
        if (BitsPerPixel != 64 || !(scaling.IsIdentity || scaling.IsUnsigned))
        {
            return;
        }

        var data = PlaneBytes(plane);
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = Integer(data, i, BitsPerPixel) + (scaling.IsUnsigned ? (Int128)1 << 63 : 0);
            if (double.IsFinite(pixels[i]) && (Int128)pixels[i] != value)
            {
                throw FormatFault.At(
                    DataOffset + ((long)plane * data.Length) + (i * sizeof(long)),
                    "fits.integer-digits",
                    FormattableString.Invariant($"the pixel {value} has more digits than double precision, in which images are read"),
                    "store the image as 64-bit floating point (BITPIX -64) if the last digits do not matter"
                );
            }
        }
    }

    private static double Physical(ReadOnlySpan<byte> data, int index, int bitsPerPixel, FitsScaling scaling)
    {
        double stored;
        if (bitsPerPixel < 0)
        {
            stored =
                bitsPerPixel == -32
                    ? BinaryPrimitives.ReadSingleBigEndian(data[(index * 4)..])
                    : BinaryPrimitives.ReadDoubleBigEndian(data[(index * 8)..]);
        }
        else
        {
            var integer = Integer(data, index, bitsPerPixel);
            if (bitsPerPixel == 64 && scaling.IsUnsigned && integer != scaling.Blank)
            {
                return (ulong)integer ^ 1UL << 63; // Zero + stored would be rounded twice.
            }

            stored = integer == scaling.Blank ? double.NaN : integer;
        }

        return scaling.IsIdentity ? stored : scaling.Zero + (scaling.Scale * stored);
    }

    private static long Integer(ReadOnlySpan<byte> data, int index, int bitsPerPixel) =>
        bitsPerPixel switch
        {
            8 => data[index],
            16 => BinaryPrimitives.ReadInt16BigEndian(data[(index * 2)..]),
            32 => BinaryPrimitives.ReadInt32BigEndian(data[(index * 4)..]),
            _ => BinaryPrimitives.ReadInt64BigEndian(data[(index * 8)..]),
        };
}

/// <summary>Stored to physical values: physical = Zero + Scale x stored; an integer equal to Blank is missing.</summary>
internal readonly record struct FitsScaling(double Zero, double Scale, long? Blank)
{
    /// <summary>True for the convention for unsigned 64-bit integers (FITS standard 4.0, table 19).</summary>
    public bool IsUnsigned => Zero == 9223372036854775808.0 && Scale == 1;

    public bool IsIdentity => Zero == 0 && Scale == 1;

    public static FitsScaling Of(FitsHeader header) => new(header.Real("BZERO") ?? 0, header.Real("BSCALE") ?? 1, header.Integer("BLANK"));
}
