using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Formats.Fits;

/// <summary>
/// Reads tile-compressed floating-point images (FITS standard 4.0, section 10): RICE_1, without dithering or with SUBTRACTIVE_DITHER_1, and
/// gzip for tiles that are stored without loss.
/// </summary>
internal static class FitsTileReader
{
    /// <summary>True if the unit is a table that contains a compressed image.</summary>
    public static bool IsCompressedImage(FitsHdu hdu)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        return !hdu.HasImage && hdu.Header.Logical("ZIMAGE") == true;
    }

    /// <summary>The image.</summary>
    /// <param name="hdu">A unit for which <see cref="IsCompressedImage"/> is true.</param>
    /// <param name="limits">Limits on the unit; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">The unit is damaged, or compressed in another way.</exception>
    public static Image<float> Read(FitsHdu hdu, FitsLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(hdu);
        limits ??= FitsLimits.Default;
        var header = hdu.Header;
        RequireSupported(header);
        var (width, height) = (Axis(header, "ZNAXIS1", limits), Axis(header, "ZNAXIS2", limits));
        var tileWidth = header.Contains("ZTILE1") ? Axis(header, "ZTILE1", limits) : width;
        var tileHeight = header.Contains("ZTILE2") ? Axis(header, "ZTILE2", limits) : 1;
        Require(header, (long)width * height <= limits.MaximumPixels, $"the image has more than {limits.MaximumPixels} pixels, the limit");
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

    private static void RequireSupported(FitsHeader header)
    {
        var (method, bits) = (header.Text("ZCMPTYPE"), header.Integer("ZBITPIX"));
        Require(header, method is "RICE_1" or "RICE_ONE", $"ZCMPTYPE is {method ?? "missing"}; only RICE_1 is supported");
        Require(
            header,
            bits is -32 or -64,
            $"ZBITPIX is {bits?.ToString(CultureInfo.InvariantCulture) ?? "missing"}; only -32 and -64 are supported"
        );
        Require(header, header.Integer("ZNAXIS") == 2, "ZNAXIS is not 2; only images with two axes are supported");
    }

    // Offsets inside compressed bytes are not offsets in the file.
    private static float[] ReadPlaced(FitsHdu hdu, FitsTileTable table, int tile, int count)
    {
        try
        {
            return ReadTile(hdu, table, tile, count);
        }
        catch (InvalidInputException damaged)
            when (damaged.Diagnostics[0] is { ByteOffset: { } inside } diagnostic
                && !diagnostic.Code.StartsWith("fits.tile", StringComparison.Ordinal)
            )
        {
            var message = $"{diagnostic.Message}, {inside} bytes into the tile";
            throw new InvalidInputException(diagnostic with { Message = message, ByteOffset = table.OffsetOf(tile) }, damaged);
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
        Require(
            hdu.Header,
            isDithered || method is null or "NO_DITHER",
            $"ZQUANTIZ is {method}; only SUBTRACTIVE_DITHER_1 and NO_DITHER are supported"
        );
        var seed = hdu.Header.Integer("ZDITHER0") ?? 1;
        Require(hdu.Header, seed is >= 1 and <= DitherSequence.Length, $"ZDITHER0 is {seed}; 1 to {DitherSequence.Length} is expected");
        // Some writers leave out ZBLANK, but all keep this value free for missing pixels.
        quantised.Restore(pixels, isDithered ? tile + seed - 1 : null, (int?)table.Real("ZBLANK", tile) ?? QuantisedTile.Blank);
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
        Require(header, length >= 1 && length <= limits.MaximumAxis, $"{keyword} is missing or outside 1 to {limits.MaximumAxis}");
        return (int)length!.Value;
    }

    private static void Require(FitsHeader header, bool isMet, string otherwise)
    {
        if (!isMet)
        {
            var fault = FormatFault.At(header.ByteOffset, "fits.tile-image", "compressed image: " + otherwise);
            throw new InvalidInputException(fault.Diagnostics[0] with { Fix = "decompress the file, for instance with funpack" });
        }
    }
}

/// <summary>The columns of a tile-compressed image's table, found by name.</summary>
internal sealed class FitsTileTable
{
    private const int DescriptorBytes = 8;
    private readonly FitsHdu _hdu;
    private readonly Dictionary<string, (int Offset, char Form)> _columns = [];
    private readonly long _heapStart;

    public FitsTileTable(FitsHdu hdu)
    {
        _hdu = hdu;
        if (hdu.Axes.Count != 2)
        {
            throw FormatFault.At(
                hdu.Header.ByteOffset,
                "fits.tile-table",
                $"a compressed image must be a table with two axes, but it has {hdu.Axes.Count}"
            );
        }

        RowBytes = hdu.Axes[0];
        Rows = hdu.Axes[1];
        _heapStart = hdu.Header.Integer("THEAP") ?? (long)RowBytes * Rows;
        if (_heapStart < 0 || _heapStart > hdu.Data.Length)
        {
            throw FormatFault.At(
                hdu.Header.ByteOffset,
                "fits.tile-heap",
                $"THEAP is {_heapStart}, outside the {hdu.Data.Length} bytes of the unit"
            );
        }

        ReadColumns(hdu.Header);
    }

    public int Rows { get; }

    private int RowBytes { get; }

    /// <summary>Where a row starts in the file.</summary>
    public long OffsetOf(int row) => _hdu.DataOffset + ((long)row * RowBytes);

    /// <summary>A real column's or keyword's value; null if the table has neither.</summary>
    public double? Real(string name, int row) =>
        !_columns.TryGetValue(name, out var column)
            ? _hdu.Header.Real(name)
            : column.Form switch
            {
                'D' => BinaryPrimitives.ReadDoubleBigEndian(Cell(row, column.Offset, sizeof(double))),
                'E' => BinaryPrimitives.ReadSingleBigEndian(Cell(row, column.Offset, sizeof(float))),
                'J' => BinaryPrimitives.ReadInt32BigEndian(Cell(row, column.Offset, sizeof(int))),
                _ => throw FormatFault.At(
                    _hdu.Header.ByteOffset,
                    "fits.tile-column",
                    $"column {name} has form {column.Form}; D, E or J is expected"
                ),
            };

    /// <summary>The bytes that a column's descriptor points to; empty if the column is missing or the cell is empty.</summary>
    public ReadOnlySpan<byte> Heap(string name, int row)
    {
        if (!_columns.TryGetValue(name, out var column))
        {
            return default;
        }

        var cell = Cell(row, column.Offset, column.Form == 'Q' ? 2 * DescriptorBytes : DescriptorBytes);
        var (length, offset) = column.Form switch
        {
            'P' => (BinaryPrimitives.ReadInt32BigEndian(cell), BinaryPrimitives.ReadInt32BigEndian(cell[4..])),
            'Q' => (BinaryPrimitives.ReadInt64BigEndian(cell), BinaryPrimitives.ReadInt64BigEndian(cell[8..])),
            _ => throw FormatFault.At(
                _hdu.Header.ByteOffset,
                "fits.tile-column",
                $"column {name} has form {column.Form}; P or Q is expected"
            ),
        };
        var data = _hdu.Data.Span;
        if (length < 0 || offset < 0 || length > data.Length || offset > data.Length - length - _heapStart)
        {
            throw FormatFault.At(OffsetOf(row), "fits.tile-heap", $"{name} points to {length} bytes at {offset}, outside the heap");
        }

        return data.Slice((int)(_heapStart + offset), (int)length);
    }

    private ReadOnlySpan<byte> Cell(int row, int offset, int length)
    {
        if (row >= Rows || offset + length > RowBytes)
        {
            throw FormatFault.At(
                _hdu.Header.ByteOffset,
                "fits.tile-table",
                $"the table of {Rows} rows of {RowBytes} bytes is too small for its columns and tiles"
            );
        }

        return _hdu.Data.Span.Slice((row * RowBytes) + offset, length);
    }

    private void ReadColumns(FitsHeader header)
    {
        var count = header.Integer("TFIELDS") ?? 0;
        var offset = 0;
        for (var i = 1; i <= Math.Min(count, 999); i++)
        {
            var index = i.ToString(CultureInfo.InvariantCulture);
            var form = header.Text("TFORM" + index) ?? string.Empty;
            var letter = form.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
            var name = header.Text("TTYPE" + index);
            if (letter.Length == 0 || Width(letter[0]) is not { } width || form.Length - letter.Length > 6)
            {
                throw FormatFault.At(
                    header.ByteOffset,
                    "fits.tile-column",
                    $"TFORM{index} is '{form}'; a count and one of L, B, I, J, K, E, D, P, Q is expected"
                );
            }

            _columns.TryAdd(name ?? index, (offset, letter[0]));
            var repeat = form.Length == letter.Length ? 1 : int.Parse(form[..^letter.Length], CultureInfo.InvariantCulture);
            offset = (int)Math.Min(int.MaxValue / 2, offset + ((long)width * repeat));
        }
    }

    private static int? Width(char form) =>
        form switch
        {
            'L' or 'B' => 1,
            'I' => 2,
            'J' or 'E' => 4,
            'K' or 'D' or 'P' => 8,
            'Q' => 16,
            _ => null,
        };
}
