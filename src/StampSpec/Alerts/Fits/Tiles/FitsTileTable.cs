using System.Buffers.Binary;
using System.Globalization;

namespace StampSpec.Alerts.Fits.Tiles;

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
            throw FitsFault.At(hdu.Header.ByteOffset, "tile-table", $"a compressed image is a table of two axes, not {hdu.Axes.Count}");
        }

        RowBytes = hdu.Axes[0];
        Rows = hdu.Axes[1];
        _heapStart = hdu.Header.Integer("THEAP") ?? (long)RowBytes * Rows;
        if (_heapStart < 0 || _heapStart > hdu.Data.Length)
        {
            throw FitsFault.At(hdu.Header.ByteOffset, "tile-heap", $"THEAP is {_heapStart}, outside the {hdu.Data.Length} bytes of the unit");
        }

        ReadColumns(hdu.Header);
    }

    public int Rows { get; }

    private int RowBytes { get; }

    /// <summary>Where a row starts in the file.</summary>
    public long OffsetOf(int row) => _hdu.DataOffset + ((long)row * RowBytes);

    /// <summary>A real column's or keyword's value; null if the table has neither.</summary>
    public double? Real(string name, int row) => !_columns.TryGetValue(name, out var column)
        ? _hdu.Header.Real(name)
        : column.Form switch
        {
            'D' => BinaryPrimitives.ReadDoubleBigEndian(Cell(row, column.Offset, sizeof(double))),
            'E' => BinaryPrimitives.ReadSingleBigEndian(Cell(row, column.Offset, sizeof(float))),
            'J' => BinaryPrimitives.ReadInt32BigEndian(Cell(row, column.Offset, sizeof(int))),
            _ => throw FitsFault.At(_hdu.Header.ByteOffset, "tile-column", $"column {name} has form {column.Form}; D, E or J is expected"),
        };

    /// <summary>The bytes that a column's descriptor points at; empty if the column is absent or the cell empty.</summary>
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
            _ => throw FitsFault.At(_hdu.Header.ByteOffset, "tile-column", $"column {name} has form {column.Form}; P or Q is expected"),
        };
        var data = _hdu.Data.Span;
        if (length < 0 || offset < 0 || length > data.Length || offset > data.Length - length - _heapStart)
        {
            throw FitsFault.At(OffsetOf(row), "tile-heap", $"{name} points at {length} bytes at {offset}, outside the heap");
        }

        return data.Slice((int)(_heapStart + offset), (int)length);
    }

    private ReadOnlySpan<byte> Cell(int row, int offset, int length)
    {
        if (row >= Rows || offset + length > RowBytes)
        {
            throw FitsFault.At(_hdu.Header.ByteOffset, "tile-table", $"the table of {Rows} rows of {RowBytes} bytes is too small for its columns and tiles");
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
                throw FitsFault.At(header.ByteOffset, "tile-column", $"TFORM{index} is '{form}'; a count and one of L, B, I, J, K, E, D, P, Q is expected");
            }

            _columns.TryAdd(name ?? index, (offset, letter[0]));
            var repeat = form.Length == letter.Length ? 1 : int.Parse(form[..^letter.Length], CultureInfo.InvariantCulture);
            offset = (int)Math.Min(int.MaxValue / 2, offset + ((long)width * repeat));
        }
    }

    private static int? Width(char form) => form switch
    {
        'L' or 'B' => 1,
        'I' => 2,
        'J' or 'E' => 4,
        'K' or 'D' or 'P' => 8,
        'Q' => 16,
        _ => null,
    };
}
