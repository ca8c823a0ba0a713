using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace StampSpec.Formats.Avro;

/// <summary>
/// Writes data of one schema without a container. Takes the values that <see cref="AvroDatumReader"/> gives (see <see cref="AvroRecord"/>),
/// and also a string for an enum and byte[] for a fixed. In a union, the first branch that accepts the value is written.
/// </summary>
internal sealed class AvroDatumWriter
{
    private const int MaxVarintBytes = 10;

    private readonly AvroSchema _schema;

    /// <summary>Creates a writer for data of a schema.</summary>
    public AvroDatumWriter(AvroSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
    }

    /// <summary>The bytes of one datum.</summary>
    /// <exception cref="ArgumentException">The value does not fit the schema.</exception>
    public byte[] Encode(object? value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes one datum.</summary>
    /// <exception cref="ArgumentException">The value does not fit the schema.</exception>
    public void Write(IBufferWriter<byte> output, object? value)
    {
        ArgumentNullException.ThrowIfNull(output);
        WriteValue(output, _schema, value);
    }

    /// <summary>Writes a zig-zag variable-length number.</summary>
    internal static void WriteLong(IBufferWriter<byte> output, long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        var bytes = output.GetSpan(MaxVarintBytes);
        var length = 0;
        for (; left >= 0x80; left >>= 7)
        {
            bytes[length++] = (byte)(left | 0x80);
        }

        bytes[length++] = (byte)left;
        output.Advance(length);
    }

    /// <summary>Writes a length and that many bytes.</summary>
    internal static void WriteBytes(IBufferWriter<byte> output, ReadOnlySpan<byte> bytes)
    {
        WriteLong(output, bytes.Length);
        output.Write(bytes);
    }

    private static void WriteValue(IBufferWriter<byte> output, AvroSchema schema, object? value)
    {
        switch (schema, value)
        {
            case (AvroUnionSchema union, _):
                var branch = Of(union, value);
                WriteLong(output, branch);
                WriteValue(output, union.Branches[branch], value);
                break;
            case (AvroRecordSchema record, AvroRecord fields) when fields.Schema.Name == record.Name:
                WriteRecord(output, record, fields);
                break;
            case (AvroArraySchema array, object?[] items):
                WriteItems(output, items, (o, item) => WriteValue(o, array.Items, item));
                break;
            case (AvroMapSchema map, IReadOnlyDictionary<string, object?> entries):
                WriteItems(output, entries, (o, entry) => WriteEntry(o, map, entry));
                break;
            case (AvroEnumSchema symbols, AvroEnumValue or string):
                WriteLong(output, SymbolIndex(symbols, value) ?? throw Unsuited(schema, value));
                break;
            case (AvroFixedSchema { SizeBytes: var size }, AvroFixedValue @fixed) when @fixed.Bytes.Length == size:
                output.Write(@fixed.Bytes.Span);
                break;
            case (AvroFixedSchema { SizeBytes: var size }, byte[] raw) when raw.Length == size:
                output.Write(raw);
                break;
            default:
                WritePrimitive(output, schema, value);
                break;
        }
    }

    private static void WriteRecord(IBufferWriter<byte> output, AvroRecordSchema schema, AvroRecord record)
    {
        foreach (var field in schema.Fields)
        {
            WriteValue(output, field.Schema, record[field.Position]);
        }
    }

    private static void WriteItems<T>(IBufferWriter<byte> output, IReadOnlyCollection<T> items, Action<IBufferWriter<byte>, T> write)
    {
        if (items.Count > 0)
        {
            WriteLong(output, items.Count);
            foreach (var item in items)
            {
                write(output, item);
            }
        }

        WriteLong(output, 0);
    }

    private static void WriteEntry(IBufferWriter<byte> output, AvroMapSchema map, KeyValuePair<string, object?> entry)
    {
        WriteBytes(output, Encoding.UTF8.GetBytes(entry.Key));
        WriteValue(output, map.Values, entry.Value);
    }

    private static void WritePrimitive(IBufferWriter<byte> output, AvroSchema schema, object? value)
    {
        switch (schema.Type, value)
        {
            case (AvroType.Null, null):
                break;
            case (AvroType.Boolean, bool truth):
                output.Write([truth ? (byte)1 : (byte)0]);
                break;
            case (AvroType.Int or AvroType.Long, int number):
                WriteLong(output, number);
                break;
            case (AvroType.Long, long number):
                WriteLong(output, number);
                break;
            case (AvroType.Float, float number):
                BinaryPrimitives.WriteSingleLittleEndian(output.GetSpan(sizeof(float)), number);
                output.Advance(sizeof(float));
                break;
            case (AvroType.Double, double number):
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), number);
                output.Advance(sizeof(double));
                break;
            case (AvroType.Bytes, byte[] bytes):
                WriteBytes(output, bytes);
                break;
            case (AvroType.String, string text):
                WriteBytes(output, Encoding.UTF8.GetBytes(text));
                break;
            default:
                throw Unsuited(schema, value);
        }
    }

    private static ArgumentException Unsuited(AvroSchema schema, object? value) =>
        new($"a value of type {value?.GetType().Name ?? "null"} does not fit the schema {schema.Name}");

    /// <summary>The index of the branch.</summary>
    /// <exception cref="ArgumentException">No branch accepts the value.</exception>
    private static int Of(AvroUnionSchema union, object? value) =>
        IndexOf(union, branch => IsOwn(branch, value))
        ?? IndexOf(union, branch => Takes(branch, value))
        ?? throw new ArgumentException($"no branch of the union accepts a value of type {value?.GetType().Name ?? "null"}");

    /// <summary>The index of an enum's symbol for a value; null if it has none.</summary>
    private static int? SymbolIndex(AvroEnumSchema schema, object? value) =>
        value switch
        {
            AvroEnumValue symbol when symbol.Schema.Name == schema.Name => symbol.Index,
            string symbol => IndexOf(schema.Symbols, s => s == symbol),
            _ => null,
        };

    private static int? IndexOf(AvroUnionSchema union, Func<AvroSchema, bool> suits) => IndexOf(union.Branches, suits);

    private static int? IndexOf<T>(IReadOnlyList<T> items, Func<T, bool> suits)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (suits(items[i]))
            {
                return i;
            }
        }

        return null;
    }

    private static bool IsOwn(AvroSchema branch, object? value) =>
        (branch.Type, value) switch
        {
            (AvroType.Null, null) or (AvroType.Boolean, bool) or (AvroType.Int, int) or (AvroType.Long, long) => true,
            (AvroType.Float, float) or (AvroType.Double, double) or (AvroType.Bytes, byte[]) or (AvroType.String, string) => true,
            (AvroType.Array, object?[]) or (AvroType.Map, IReadOnlyDictionary<string, object?>) => true,
            (AvroType.Record, AvroRecord record) => record.Schema.Name == branch.Name,
            (AvroType.Enum, AvroEnumValue symbol) => symbol.Schema.Name == branch.Name,
            (AvroType.Fixed, AvroFixedValue @fixed) => @fixed.Schema.Name == branch.Name,
            _ => false,
        };

    private static bool Takes(AvroSchema branch, object? value) =>
        (branch, value) switch
        {
            ({ Type: AvroType.Long }, int) => true,
            (AvroEnumSchema symbols, string) => SymbolIndex(symbols, value) is not null,
            (AvroFixedSchema @fixed, byte[] bytes) => bytes.Length == @fixed.SizeBytes,
            _ => false,
        };
}

/// <summary>Sizes of Avro's zig-zag variable-length numbers.</summary>
internal static class AvroVarint
{
    /// <summary>Bytes of a number of 0 or more.</summary>
    public static int Bytes(long number)
    {
        var bytes = 1;
        for (var left = (ulong)number << 1; left >= 0x80; left >>= 7)
        {
            bytes++;
        }

        return bytes;
    }
}
