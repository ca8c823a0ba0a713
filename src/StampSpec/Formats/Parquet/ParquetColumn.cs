using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Parquet.Data;
using Parquet.Schema;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// A column without inner columns. Its values come row by row, encoded as Avro. Definition and repetition levels are those of the Parquet
/// format ("Nested encoding").
/// </summary>
internal abstract class ParquetColumn(DataField field, AvroType type) : IDisposable
{
    private const int LevelBytes = 2 * sizeof(int);
    private const int ValueBytes = 16;

    private RawColumnData? _raw;
    private int[] _definitions = [];
    private int[] _repetitions = [];
    private int[] _rowEntries = [];
    private int[] _rowValues = [];
    private int _entry;
    private int _end;
    private int _value;

    /// <summary>The column in the library's words.</summary>
    public DataField Field { get; } = field;

    /// <summary>The name with the names of the columns around it, such as candidate.jd.</summary>
    public string Path { get; } = ParquetNode.PathOf(field);

    /// <summary>The Avro type that its values have.</summary>
    public AvroType Type { get; } = type;

    /// <summary>The type in Parquet's words, such as BYTE_ARRAY (UTF8).</summary>
    public string TypeInWords =>
        Field.SchemaElement is not { } element ? Field.ClrType.Name
        : element.ConvertedType is { } meaning ? $"{element.Type} ({meaning})"
        : $"{element.Type}";

    /// <summary>The length of the array whose beginning has the values that are not null.</summary>
    protected abstract int ValueCount { get; }

    /// <summary>The column for a field; null if alerts have no columns of its type.</summary>
    public static ParquetColumn? For(DataField field) =>
        field.IsArray ? null
        : field.ClrType == typeof(bool) ? new Column<bool>(field, AvroType.Boolean, WriteBoolean)
        : field.ClrType == typeof(sbyte) ? new Column<sbyte>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(byte) ? new Column<byte>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(short) ? new Column<short>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(ushort) ? new Column<ushort>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(int) ? new Column<int>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(uint) ? new Column<uint>(field, AvroType.Long, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(long) ? new Column<long>(field, AvroType.Long, AvroDatumWriter.WriteLong)
        : field.ClrType == typeof(float) ? new Column<float>(field, AvroType.Float, WriteSingle)
        : field.ClrType == typeof(double) ? new Column<double>(field, AvroType.Double, WriteDouble)
        : field.ClrType == typeof(DateTime) ? new Column<DateTime>(field, AvroType.Long, WriteTime)
        : field.ClrType == typeof(ReadOnlyMemory<char>) ? new Column<ReadOnlyMemory<char>>(field, AvroType.String, WriteText)
        : field.ClrType == typeof(ReadOnlyMemory<byte>) ? new Column<ReadOnlyMemory<byte>>(field, AvroType.Bytes, WriteBytes)
        : null;

    /// <summary>The memory that a row group's values and levels need beside the bytes of their pages.</summary>
    public static long BytesBeside(long values) => values * (LevelBytes + ValueBytes);

    /// <summary>The memory that the places of a column's rows need.</summary>
    public static long BytesOfRows(long rows) => (rows + 1) * LevelBytes;

    /// <summary>Gives back the values of the last row group.</summary>
    public void Dispose() => _raw?.Dispose();

    /// <summary>Takes the values of a row group, which replace those of the one before.</summary>
    /// <exception cref="InvalidInputException">The levels contradict the number of rows or of values.</exception>
    public void Load(RawColumnData raw, int rows)
    {
        _raw?.Dispose();
        _raw = raw;
        Take(raw);
        _definitions = Field.MaxDefinitionLevel > 0 ? raw.DefinitionLevels.ToArray() : [];
        _repetitions = Field.MaxRepetitionLevel > 0 ? raw.RepetitionLevels.ToArray() : [];
        var entries =
            _repetitions.Length > 0 ? _repetitions.Length
            : _definitions.Length > 0 ? _definitions.Length
            : ValueCount;
        if (!TryFindRows(entries, rows))
        {
            throw ParquetFault.Column(Path, FormattableString.Invariant($"its levels do not describe {rows} rows"));
        }
    }

    /// <summary>Goes to a row.</summary>
    public void Begin(int row) => (_entry, _end, _value) = (_rowEntries[row], _rowEntries[row + 1], _rowValues[row]);

    /// <summary>True if all of the row has been read.</summary>
    public bool IsAtEnd => _entry == _end;

    /// <summary>The definition level of the next entry of the row.</summary>
    /// <exception cref="InvalidInputException">The row has no other entry, so its columns contradict each other.</exception>
    public int Definition =>
        _entry == _end ? throw Contradiction()
        : _definitions.Length > 0 ? _definitions[_entry]
        : 0;

    /// <summary>The number of items of the list at the next entry, whose items repeat at a level.</summary>
    public int CountItems(int level)
    {
        var count = 1;
        for (var i = _entry + 1; i < _end && _repetitions[i] >= level; i++)
        {
            count += _repetitions[i] == level ? 1 : 0;
        }

        return count;
    }

    /// <summary>Moves past the next entry, whose value is null or is not wanted.</summary>
    public void Skip()
    {
        _value += Definition == Field.MaxDefinitionLevel ? 1 : 0;
        _entry++;
    }

    /// <summary>Writes the next entry: the index of the branch, if it may be null, and the value.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var isPresent = Definition == Field.MaxDefinitionLevel;
        if (Field.IsNullable)
        {
            AvroDatumWriter.WriteLong(output, isPresent ? 1 : 0);
        }

        if (isPresent)
        {
            WriteValue(output, _value);
        }
        else if (!Field.IsNullable)
        {
            throw Contradiction();
        }

        Skip();
    }

    /// <summary>Keeps the values of a row group.</summary>
    protected abstract void Take(RawColumnData raw);

    /// <summary>Writes a value.</summary>
    protected abstract void WriteValue(IBufferWriter<byte> output, int index);

    private bool TryFindRows(int entries, int rows)
    {
        (_rowEntries, _rowValues) = (new int[rows + 1], new int[rows + 1]);
        var (row, value) = (0, 0);
        for (var i = 0; i < entries; i++)
        {
            if (_repetitions.Length == 0 || _repetitions[i] == 0)
            {
                if (row >= rows)
                {
                    return false;
                }

                (_rowEntries[row], _rowValues[row]) = (i, value);
                row++;
            }

            value += _definitions.Length == 0 || _definitions[i] == Field.MaxDefinitionLevel ? 1 : 0;
        }

        _rowEntries[rows] = entries;
        var isFirstRow = entries == 0 || _repetitions.Length == 0 || _repetitions[0] == 0;
        return row == rows && value <= ValueCount && isFirstRow && (_definitions.Length == 0 || _definitions.Length == entries);
    }

    private InvalidInputException Contradiction() => ParquetFault.Column(Path, "its levels contradict those of the columns beside it");

    private static void WriteBoolean(IBufferWriter<byte> output, bool value) => output.Write([value ? (byte)1 : (byte)0]);

    private static void WriteSingle(IBufferWriter<byte> output, float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(sizeof(float)), value);
        output.Advance(sizeof(float));
    }

    private static void WriteDouble(IBufferWriter<byte> output, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    private static void WriteTime(IBufferWriter<byte> output, DateTime value) =>
        AvroDatumWriter.WriteLong(output, (value - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private static void WriteText(IBufferWriter<byte> output, ReadOnlyMemory<char> value)
    {
        AvroDatumWriter.WriteLong(output, Encoding.UTF8.GetByteCount(value.Span));
        Encoding.UTF8.GetBytes(value.Span, output);
    }

    private static void WriteBytes(IBufferWriter<byte> output, ReadOnlyMemory<byte> value) =>
        AvroDatumWriter.WriteBytes(output, value.Span);

    private sealed class Column<T>(DataField field, AvroType type, Action<IBufferWriter<byte>, T> write) : ParquetColumn(field, type)
        where T : struct
    {
        private T[] _values = [];

        protected override int ValueCount => _values.Length;

        protected override void Take(RawColumnData raw) =>
            _values = raw is RawColumnData<T> typed
                ? typed.Values.ToArray()
                : throw ParquetFault.Column(Path, "its values have another type than the table states");

        protected override void WriteValue(IBufferWriter<byte> output, int index) => write(output, _values[index]);
    }
}
