using SkiaSharp;

namespace StampSpec.Imaging.Pictures;

/// <summary>Writes pictures with 8 bits for each sample as PNG. Pixels are not changed, and equal pictures give equal bytes.</summary>
internal static class PngPicture
{
    /// <summary>zlib's default level: higher levels take much longer and make files hardly smaller.</summary>
    private const int CompressionLevel = 6;

    /// <summary>The content of the file: RGB, or grey, with one sample for each pixel, if no pixel has a colour.</summary>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1; the first row is at the top.</param>
    /// <param name="rgb">Red, green and blue of each pixel, row by row.</param>
    /// <exception cref="ArgumentException">The number of samples does not fit the size of the picture.</exception>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (rgb.Length != 3L * width * height)
        {
            throw new ArgumentException($"{rgb.Length} samples do not fit {width} x {height} pixels of 3 samples", nameof(rgb));
        }

        return IsGrey(rgb) ? EncodeGrey(width, height, rgb) : EncodeColour(width, height, rgb);
    }

    private static bool IsGrey(ReadOnlySpan<byte> rgb)
    {
        for (var i = 0; i < rgb.Length; i += 3)
        {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2])
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] EncodeGrey(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = rgb[3 * i];
        }

        return Encode(bitmap);
    }

    private static byte[] EncodeColour(int width, int height, ReadOnlySpan<byte> rgb)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        var pixels = bitmap.GetPixelSpan();
        for (var i = 0; i < width * height; i++)
        {
            rgb.Slice(3 * i, 3).CopyTo(pixels[(4 * i)..]);
            pixels[(4 * i) + 3] = byte.MaxValue;
        }

        return Encode(bitmap);
    }

    // PNG's filters suit photographs. Stamps consist of noise or blocks, which the filters only make larger.
    private static byte[] Encode(SKBitmap bitmap)
    {
        using var pixels = bitmap.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.None, CompressionLevel));
        return png?.ToArray()
            ?? throw new InvalidOperationException($"Skia did not encode a picture of {bitmap.Width} x {bitmap.Height} pixels");
    }
}
