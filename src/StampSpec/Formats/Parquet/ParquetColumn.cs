using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Parquet;
using Parquet.Schema;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// A column without inner columns. Its values come row by row, encoded as Avro. Definition and repetition levels are those of the Parquet
/// format ("Nested encoding").
/// </summary>
internal abstract class ParquetColumn(DataField field, AvroType type)
{
    private const int LevelBytes = 2 * sizeof(int);
    private const int ValueBytes = 16;
    private const long UnlikelyNumber = 0x5A5A_5A5A_5A5A_5A5A;

    private static readonly ReadOnlyMemory<char> NoText = new char[1];
    private static readonly ReadOnlyMemory<byte> NoBytes = new byte[1];

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
    public string TypeInWords => TypeInWordsOf(Field);

    /// <summary>The column for a field; null if alerts have no columns of its type.</summary>
    public static ParquetColumn? For(DataField field) =>
        field.IsArray ? null
        : field.ClrType == typeof(bool) ? new Column<bool>(field, AvroType.Boolean, WriteBoolean, true, false)
        : field.ClrType == typeof(sbyte) ? OfNumbers<sbyte>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(byte) ? OfNumbers<byte>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(short) ? OfNumbers<short>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(ushort) ? OfNumbers<ushort>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(int) ? OfNumbers<int>(field, AvroType.Int, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(uint) ? OfNumbers<uint>(field, AvroType.Long, (o, v) => AvroDatumWriter.WriteLong(o, v))
        : field.ClrType == typeof(long) ? OfNumbers<long>(field, AvroType.Long, AvroDatumWriter.WriteLong)
        : field.ClrType == typeof(float) ? OfNumbers<float>(field, AvroType.Float, WriteSingle)
        : field.ClrType == typeof(double) ? OfNumbers<double>(field, AvroType.Double, WriteDouble)
        : field.ClrType == typeof(DateTime) ? new Column<DateTime>(field, AvroType.Long, WriteTime, DateTime.MaxValue, DateTime.MinValue)
        : field.ClrType == typeof(ReadOnlyMemory<char>)
            ? new Column<ReadOnlyMemory<char>>(field, AvroType.String, WriteText, NoText, default)
        : field.ClrType == typeof(ReadOnlyMemory<byte>)
            ? new Column<ReadOnlyMemory<byte>>(field, AvroType.Bytes, WriteBytes, NoBytes, default)
        : null;

    /// <summary>The type of a column in Parquet's words, such as BYTE_ARRAY (UTF8).</summary>
    public static string TypeInWordsOf(DataField field) =>
        field.SchemaElement is not { } element ? field.ClrType.Name
        : element.ConvertedType is { } meaning ? $"{element.Type} ({meaning})"
        : $"{element.Type}";

    /// <summary>The memory that a row group's values and levels need beside the bytes of their pages.</summary>
    public static long BytesBeside(long values) => values * (LevelBytes + ValueBytes);

    /// <summary>The memory that the places of a column's rows need.</summary>
    public static long BytesOfRows(long rows) => (rows + 1) * LevelBytes;

    /// <summary>Reads the values of a row group, which replace those of the one before.</summary>
    /// <param name="group">The row group, whose pages were checked.</param>
    /// <param name="entries">The number of values and nulls that the row group states for the column.</param>
    /// <exception cref="InvalidInputException">The levels contradict the number of rows or of values.</exception>
    public void Load(ParquetRowGroupReader group, int entries)
    {
        _definitions = Field.MaxDefinitionLevel > 0 ? new int[entries] : [];
        _repetitions = Field.MaxRepetitionLevel > 0 ? new int[entries] : [];
        Decode(group, entries);
        var rows = (int)group.RowCount;
        if (!TryFindRows(entries, rows, out var values))
        {
            throw ParquetFault.Column(Path, FormattableString.Invariant($"its levels do not describe {rows} rows"));
        }

        if (values > 0 && !IsDecoded(group, values - 1))
        {
            throw ParquetFault.Column(
                Path,
                FormattableString.Invariant($"its pages do not have the {values} values that their levels state")
            );
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

    /// <summary>Decodes the values of a row group.</summary>
    protected abstract void Decode(ParquetRowGroupReader group, int entries);

    /// <summary>True if the pages had a value for an index.</summary>
    protected abstract bool IsDecoded(ParquetRowGroupReader group, int index);

    /// <summary>Writes a value.</summary>
    protected abstract void WriteValue(IBufferWriter<byte> output, int index);

    private bool TryFindRows(int entries, int rows, out int values)
    {
        (_rowEntries, _rowValues) = (new int[rows + 1], new int[rows + 1]);
        values = 0;
        var row = 0;
        for (var i = 0; i < entries; i++)
        {
            if (_repetitions.Length == 0 || _repetitions[i] == 0)
            {
                if (row >= rows)
                {
                    return false;
                }

                (_rowEntries[row], _rowValues[row]) = (i, values);
                row++;
            }

            values += _definitions.Length == 0 || _definitions[i] == Field.MaxDefinitionLevel ? 1 : 0;
        }

        _rowEntries[rows] = entries;
        return row == rows && (entries == 0 || _repetitions.Length == 0 || _repetitions[0] == 0);
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

    private static Column<T> OfNumbers<T>(DataField field, AvroType type, Action<IBufferWriter<byte>, T> write)
        where T : struct, INumber<T> => new(field, type, write, T.CreateTruncating(UnlikelyNumber), T.Zero);

    /// <param name="field">The column in the library's words.</param>
    /// <param name="type">The Avro type that its values have.</param>
    /// <param name="write">Writes a value.</param>
    /// <param name="unlikely">A value that columns seldom have, which stands where the library has written none.</param>
    /// <param name="other">Another value.</param>
    private sealed class Column<T>(DataField field, AvroType type, Action<IBufferWriter<byte>, T> write, T unlikely, T other)
        : ParquetColumn(field, type)
        where T : struct
    {
        private T[] _values = [];

        protected override void Decode(ParquetRowGroupReader group, int entries) => _values = Decoded(group, entries, unlikely);

        // The library does not say how many values it wrote. A value that was not written is the one that was there before.
        protected override bool IsDecoded(ParquetRowGroupReader group, int index) =>
            !AreEqual(_values[index], unlikely) || AreEqual(Decoded(group, _values.Length, other)[index], unlikely);

        protected override void WriteValue(IBufferWriter<byte> output, int index) => write(output, _values[index]);

        private static bool AreEqual(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

        private static Memory<int>? LevelsOrNone(int[] levels) => levels.Length > 0 ? levels.AsMemory() : default(Memory<int>?);

        private T[] Decoded(ParquetRowGroupReader group, int entries, T before)
        {
            var values = new T[entries];
            Array.Fill(values, before);
            group.ReadRawAsync<T>(Field, values, LevelsOrNone(_definitions), LevelsOrNone(_repetitions)).AsTask().GetAwaiter().GetResult();
            return values;
        }
    }
}
