using System.Buffers.Binary;
using System.Runtime.InteropServices;
using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>Pixels to be written to a file: number type, axes and big-endian bytes.</summary>
public sealed class FitsImage
{
    private FitsImage(int bitsPerPixel, int[] axes, byte[] data)
    {
        BitsPerPixel = bitsPerPixel;
        Axes = axes;
        Data = data;
    }

    /// <summary>BITPIX: 16, -32 or -64.</summary>
    public int BitsPerPixel { get; }

    /// <summary>NAXIS1, NAXIS2, ...: the fastest axis first; empty for a header without data.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>No pixels: a primary header before extensions.</summary>
    public static FitsImage None { get; } = new(8, [], []);

    internal ReadOnlyMemory<byte> Data { get; }

    /// <summary>Single-precision pixels.</summary>
    public static FitsImage From(Image<float> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Single([image.Width, image.Height], image.Pixels);
    }

    /// <summary>Double-precision pixels.</summary>
    public static FitsImage From(Image<double> image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var data = new byte[image.Pixels.Length * sizeof(double)];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<double, long>(image.Pixels), MemoryMarshal.Cast<byte, long>(data.AsSpan()));
        return new FitsImage(-64, [image.Width, image.Height], data);
    }

    /// <summary>Planes of one size as one three-dimensional image.</summary>
    /// <exception cref="ArgumentException">There is no plane, or the planes differ in size.</exception>
    public static FitsImage From(IReadOnlyList<Image<float>> planes)
    {
        ArgumentNullException.ThrowIfNull(planes);
        if (planes.Count == 0 || planes.Any(p => p.Width != planes[0].Width || p.Height != planes[0].Height))
        {
            throw new ArgumentException("a cube needs at least one plane, and all planes must have the same size", nameof(planes));
        }

        var pixels = new float[planes.Count * planes[0].Pixels.Length];
        for (var i = 0; i < planes.Count; i++)
        {
            planes[i].Pixels.CopyTo(pixels.AsSpan(i * planes[0].Pixels.Length));
        }

        return Single([planes[0].Width, planes[0].Height, planes.Count], pixels);
    }

    /// <summary>Stored 16-bit integers, row-major; the scaling must be given in BZERO, BSCALE and BLANK cards.</summary>
    /// <exception cref="ArgumentException">The buffer does not fill the axes.</exception>
    public static FitsImage FromInt16(int width, int height, ReadOnlySpan<short> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (pixels.Length != (long)width * height)
        {
            throw new ArgumentException($"{pixels.Length} pixels do not fill {width} x {height}", nameof(pixels));
        }

        var data = new byte[pixels.Length * sizeof(short)];
        BinaryPrimitives.ReverseEndianness(pixels, MemoryMarshal.Cast<byte, short>(data.AsSpan()));
        return new FitsImage(16, [width, height], data);
    }

    private static FitsImage Single(int[] axes, ReadOnlySpan<float> pixels)
    {
        var data = new byte[pixels.Length * sizeof(float)];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(pixels), MemoryMarshal.Cast<byte, int>(data.AsSpan()));
        return new FitsImage(-32, axes, data);
    }
}
