using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// Reads data of one schema without a container: as a tree of values (see <see cref="AvroRecord"/>), or as the bytes of each field. Not
/// thread-safe: use each reader on one thread.
/// </summary>
internal sealed class AvroDatumReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly AvroSchema _schema;
    private readonly AvroLimits _limits;
    private readonly AvroSkipPlans _skips = new();

    /// <summary>Creates a reader for data written with a schema.</summary>
    public AvroDatumReader(AvroSchema schema, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        _limits = limits ?? AvroLimits.Default;
    }

    /// <summary>Reads one datum that starts at the first byte.</summary>
    /// <param name="data">The datum, and any bytes after it.</param>
    /// <param name="length">Bytes of the datum.</param>
    /// <exception cref="InvalidInputException">The bytes are not a datum of the schema, or exceed a limit.</exception>
    public object? Read(ReadOnlySpan<byte> data, out int length)
    {
        var cursor = new AvroCursor(data, _limits);
        var value = Read(ref cursor);
        length = cursor.Position;
        return value;
    }

    /// <summary>Reads a datum that fills the bytes given.</summary>
    /// <exception cref="InvalidInputException">
    /// The bytes are not a datum of the schema, bytes are left over, or a limit is exceeded.
    /// </exception>
    public object? Read(ReadOnlySpan<byte> datum)
    {
        var value = Read(datum, out var length);
        return length == datum.Length
            ? value
            : throw FormatFault.At(length, "avro.trailing", FormattableString.Invariant($"{datum.Length - length} bytes follow the datum"));
    }

    /// <summary>Finds each field's bytes in a record that starts at the first byte, without reading values.</summary>
    /// <exception cref="InvalidOperationException">The schema is not a record.</exception>
    /// <exception cref="InvalidInputException">The bytes are not a datum of the schema, or exceed a limit.</exception>
    public IReadOnlyList<AvroFieldSpan> Measure(ReadOnlySpan<byte> record)
    {
        var cursor = new AvroCursor(record, _limits);
        return Measure(ref cursor);
    }

    /// <summary>Reads one datum at the cursor.</summary>
    internal object? Read(ref AvroCursor cursor)
    {
        var budget = _limits.MaxValues;
        return ReadValue(ref cursor, _schema, ref budget);
    }

    /// <summary>Finds each field's bytes in the record at the cursor; offsets count from the cursor.</summary>
    internal IReadOnlyList<AvroFieldSpan> Measure(ref AvroCursor cursor)
    {
        var schema = _schema as AvroRecordSchema ?? throw new InvalidOperationException($"the schema is {_schema.Name}, not a record");
        var spans = new List<AvroFieldSpan>(schema.Fields.Count);
        var origin = cursor.Position;
        foreach (var field in schema.Fields)
        {
            var start = cursor.Position;
            _skips.For(field.Schema).Run(ref cursor, []);
            spans.Add(new AvroFieldSpan(field, start - origin, cursor.Position - start));
        }

        return spans;
    }

    /// <summary>
    /// Moves past the datum at the cursor and gives the bytes of each field of a record, or of the whole datum if it is not a record.
    /// </summary>
    internal IReadOnlyList<(string Name, int Length)> MeasureParts(ref AvroCursor cursor)
    {
        if (_schema is AvroRecordSchema)
        {
            return [.. Measure(ref cursor).Select(span => (span.Field.Name, span.Length))];
        }

        var start = cursor.Position;
        _skips.For(_schema).Run(ref cursor, []);
        return [("data", cursor.Position - start)];
    }

    private static object? ReadValue(ref AvroCursor cursor, AvroSchema schema, ref int budget)
    {
        if (--budget < 0)
        {
            throw cursor.Fault(
                cursor.Position,
                "avro.value-limit",
                FormattableString.Invariant($"a datum contains more than {cursor.Limits.MaxValues} values")
            );
        }

        return schema switch
        {
            AvroRecordSchema record => ReadRecord(ref cursor, record, ref budget),
            AvroUnionSchema union => ReadValue(
                ref cursor,
                union.Branches[cursor.ReadIndex(union.Branches.Count, "union branch")],
                ref budget
            ),
            AvroArraySchema array => ReadArray(ref cursor, array, ref budget),
            AvroMapSchema map => ReadMap(ref cursor, map, ref budget),
            AvroEnumSchema symbols => new AvroEnumValue(symbols, cursor.ReadIndex(symbols.Symbols.Count, "enum symbol")),
            AvroFixedSchema @fixed => new AvroFixedValue(@fixed, cursor.Take(@fixed.SizeBytes, "a fixed value").ToArray()),
            _ => ReadPrimitive(ref cursor, schema.Type),
        };
    }

    private static object? ReadPrimitive(ref AvroCursor cursor, AvroType type) =>
        type switch
        {
            AvroType.Null => null,
            AvroType.Boolean => cursor.ReadBoolean(),
            AvroType.Int => cursor.ReadInt(),
            AvroType.Long => cursor.ReadLong(),
            AvroType.Float => cursor.ReadFloat(),
            AvroType.Double => cursor.ReadDouble(),
            AvroType.Bytes => cursor.ReadBytes().ToArray(),
            _ => ReadString(ref cursor),
        };

    private static string ReadString(ref AvroCursor cursor)
    {
        var start = cursor.Position;
        try
        {
            return StrictUtf8.GetString(cursor.ReadBytes());
        }
        catch (DecoderFallbackException)
        {
            throw cursor.Fault(start, "avro.utf8", "a string is not valid UTF-8");
        }
    }

    private static AvroRecord ReadRecord(ref AvroCursor cursor, AvroRecordSchema schema, ref int budget)
    {
        cursor.Enter();
        var record = new AvroRecord(schema);
        for (var i = 0; i < schema.Fields.Count; i++)
        {
            record[i] = ReadValue(ref cursor, schema.Fields[i].Schema, ref budget);
        }

        cursor.Leave();
        return record;
    }

    private static object?[] ReadArray(ref AvroCursor cursor, AvroArraySchema schema, ref int budget)
    {
        cursor.Enter();
        var items = new List<object?>();
        for (var count = cursor.ReadBlockCount(out _); count > 0; count = cursor.ReadBlockCount(out _))
        {
            for (; count > 0; count--)
            {
                items.Add(ReadValue(ref cursor, schema.Items, ref budget));
            }
        }

        cursor.Leave();
        return [.. items];
    }

    private static Dictionary<string, object?> ReadMap(ref AvroCursor cursor, AvroMapSchema schema, ref int budget)
    {
        cursor.Enter();
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var count = cursor.ReadBlockCount(out _); count > 0; count = cursor.ReadBlockCount(out _))
        {
            for (; count > 0; count--)
            {
                var key = ReadString(ref cursor);
                values[key] = ReadValue(ref cursor, schema.Values, ref budget);
            }
        }

        cursor.Leave();
        return values;
    }
}

/// <summary>The place of one field in the bytes of a record.</summary>
/// <param name="Field">The field.</param>
/// <param name="Offset">Offset of the first byte from the start of the record.</param>
/// <param name="Length">Bytes, including a union's index and a value's length prefix.</param>
internal sealed record AvroFieldSpan(AvroField Field, int Offset, int Length);
