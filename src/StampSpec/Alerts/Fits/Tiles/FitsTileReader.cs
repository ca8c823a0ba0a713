using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using StampSpec.Diagnostics;
using StampSpec.Pixels;

namespace StampSpec.Alerts.Fits.Tiles;

/// <summary>
/// Reads tile-compressed floating-point images (FITS standard 4.0, section 10): RICE_1, undithered or with SUBTRACTIVE_DITHER_1, and gzip
/// for tiles kept without loss.
/// </summary>
public static class FitsTileReader
{
    /// <summary>True if the unit is a table that holds a compressed image.</summary>
    public static bool IsCompressedImage(FitsHdu hdu)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return !hdu.HasImage && hdu.Header.Logical("ZIMAGE") == true;
    }

    /// <summary>The image.</summary>
    /// <param name="hdu">A unit for which <see cref="IsCompressedImage"/> holds.</param>
    /// <param name="limits">What the unit may claim; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">The unit is damaged, or compressed otherwise.</exception>
    public static Image<float> Read(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        limits ??= FitsLimits.Default;
        var header = hdu.Header;
        var (method, bits) = (header.Text("ZCMPTYPE"), header.Integer("ZBITPIX"));
        Require(header, method is "RICE_1" or "RICE_ONE", $"ZCMPTYPE is {method ?? "absent"}; RICE_1 is read");
        Require(header, bits is -32 or -64, $"ZBITPIX is {bits?.ToString(CultureInfo.InvariantCulture) ?? "absent"}; -32 and -64 are read");
        Require(header, header.Integer("ZNAXIS") == 2, "ZNAXIS is not 2; images of two axes are read");
        var (width, height) = (Axis(header, "ZNAXIS1", limits), Axis(header, "ZNAXIS2", limits));
        var tileWidth = header.Contains("ZTILE1") ? Axis(header, "ZTILE1", limits) : width;
        var tileHeight = header.Contains("ZTILE2") ? Axis(header, "ZTILE2", limits) : 1;
        Require(header, (long)width * height <= limits.MaximumPixels, $"the image is over {limits.MaximumPixels} pixels, the limit");
        var table = new FitsTileTable(hdu);
        var tilesAcross = ((width - 1) / tileWidth) + 1;
        var tiles = (long)tilesAcross * (((height - 1) / tileHeight) + 1);
        Require(header, tiles == table.Rows, $"the table has {table.Rows} rows for {tiles} tiles");
        var image = new Image<float>(width, height);
        for (var tile = 0; tile < table.Rows; tile++)
        {
            var (left, top) = (tile % tilesAcross * tileWidth, tile / tilesAcross * tileHeight);
            var (columns, rows) = (Math.Min(tileWidth, width - left), Math.Min(tileHeight, height - top));
            Place(ReadPlaced(hdu, table, tile, columns * rows), image, left, top, columns);
        }

        return image;
    }

    // Offsets inside compressed bytes are no offsets in the file.
    private static float[] ReadPlaced(FitsHdu hdu, FitsTileTable table, int tile, int count)
    {
        try
        {
            return ReadTile(hdu, table, tile, count);
        }
        catch (InvalidInputException damaged) when (damaged.Diagnostics[0] is { ByteOffset: { } inside } diagnostic
            && !diagnostic.Code.StartsWith("fits.tile", StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                diagnostic with { Message = $"{diagnostic.Message}, {inside} bytes into the tile", ByteOffset = table.OffsetOf(tile) }, damaged);
        }
    }

    private static float[] ReadTile(FitsHdu hdu, FitsTileTable table, int tile, int count)
    {
        var pixels = new float[count];
        var rice = table.Heap("COMPRESSED_DATA", tile);
        if (rice.IsEmpty)
        {
            ReadLossless(hdu, table.Heap("GZIP_COMPRESSED_DATA", tile), pixels);
            return pixels;
        }

        var quantised = new QuantisedTile(RiceCodec.Decode(rice, count), table.Real("ZSCALE", tile) ?? 1, table.Real("ZZERO", tile) ?? 0);
        var method = hdu.Header.Text("ZQUANTIZ");
        var isDithered = method == "SUBTRACTIVE_DITHER_1";
        Require(hdu.Header, isDithered || method is null or "NO_DITHER", $"ZQUANTIZ is {method}");
        var seed = hdu.Header.Integer("ZDITHER0") ?? 1;
        Require(hdu.Header, seed is >= 1 and <= DitherSequence.Length, $"ZDITHER0 is {seed}; 1 to {DitherSequence.Length} is expected");
        quantised.Restore(pixels, isDithered ? tile + seed - 1 : null, (int?)table.Real("ZBLANK", tile));
        return pixels;
    }

    private static void ReadLossless(FitsHdu hdu, ReadOnlySpan<byte> gzip, Span<float> pixels)
    {
        var isDouble = hdu.Header.Integer("ZBITPIX") == -64;
        var width = isDouble ? sizeof(double) : sizeof(float);
        var bytes = BoundedInflate.Gzip(gzip, pixels.Length * width);
        Require(hdu.Header, bytes.Length == pixels.Length * width, $"a tile of {pixels.Length} pixels expands to {bytes.Length} bytes");
        if (!isDouble)
        {
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes.AsSpan()), MemoryMarshal.Cast<float, int>(pixels));
            return;
        }

        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (float)BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(i * width));
        }
    }

    private static void Place(ReadOnlySpan<float> tile, Image<float> image, int left, int top, int columns)
    {
        for (var row = 0; row * columns < tile.Length; row++)
        {
            tile.Slice(row * columns, columns).CopyTo(image.Row(top + row)[left..]);
        }
    }

    private static int Axis(FitsHeader header, string keyword, FitsLimits limits)
    {
        var length = header.Integer(keyword);
        Require(header, length >= 1 && length <= limits.MaximumAxis, $"{keyword} is absent or outside 1 to {limits.MaximumAxis}");
        return (int)length!.Value;
    }

    private static void Require(FitsHeader header, bool isMet, string otherwise)
    {
        if (!isMet)
        {
            var fault = FitsFault.At(header.ByteOffset, "tile-image", "compressed image: " + otherwise);
            throw new InvalidInputException(fault.Diagnostics[0] with { Fix = "decompress the file, with funpack for instance" });
        }
    }
}
