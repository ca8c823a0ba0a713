using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// A schema compiled for reading a few of its fields: the rest is skipped as fast as the encoding allows, and nothing is allocated for a
/// datum. Compiled once, it serves any number of threads.
/// </summary>
internal sealed class AvroProjection
{
    private readonly AvroSkipPlans _skips = new();
    private readonly AvroPlan _plan;

    /// <summary>
    /// Compiles a schema for paths such as <c>candidate.jd</c>; a union on the way is looked through, a path that the schema lacks stays
    /// null.
    /// </summary>
    public AvroProjection(AvroSchema schema, IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(schema);
        SlotCount = paths.Count;
        _plan = Compile(schema, [.. paths.Select((path, slot) => new Wanted(path.Split('.'), slot))], depth: 0);
    }

    /// <summary>Slots that a datum fills: one a path, in the order of the paths.</summary>
    public int SlotCount { get; }

    /// <summary>Reads the datum at the cursor into slots.</summary>
    /// <exception cref="InvalidInputException">The bytes are no datum of the schema, or exceed a limit.</exception>
    public void Read(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        slots.Clear();
        _plan.Run(ref cursor, slots);
    }

    private AvroPlan Compile(AvroSchema schema, Wanted[] wanted, int depth)
    {
        if (wanted.Length == 0)
        {
            return _skips.For(schema);
        }

        var whole = wanted.FirstOrDefault(w => w.Steps.Length == depth);
        return schema switch
        {
            AvroUnionSchema union => new AvroUnionPlan([.. union.Branches.Select(branch => Compile(branch, wanted, depth))]),
            _ when whole is not null => Capture(schema, whole.Slot),
            AvroRecordSchema record => CompileRecord(record, wanted, depth),
            _ => _skips.For(schema),
        };
    }

    private AvroRecordPlan CompileRecord(AvroRecordSchema record, Wanted[] wanted, int depth)
    {
        var plan = new AvroRecordPlan();
        plan.Complete(
            record.Fields.Select(field => Compile(field.Schema, [.. wanted.Where(w => w.Steps[depth] == field.Name)], depth + 1))
        );
        return plan;
    }

    private AvroPlan Capture(AvroSchema schema, int slot) =>
        schema.Type switch
        {
            AvroType.String or AvroType.Bytes => new AvroCaptureBytes(schema.Type, slot),
            AvroType.Record or AvroType.Array or AvroType.Map or AvroType.Fixed => new AvroCaptureWhole(
                schema.Type,
                _skips.For(schema),
                slot
            ),
            _ => new AvroCaptureNumber(schema, slot),
        };

    private sealed record Wanted(string[] Steps, int Slot);
}

/// <summary>Puts the place of a string or bytes into a slot, without the length prefix.</summary>
internal sealed class AvroCaptureBytes(AvroType type, int slot) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var length = cursor.ReadBytes().Length;
        slots[slot] = new AvroSlot(type, 0, cursor.Position - length, length);
    }
}

/// <summary>Puts a number, boolean, enum or null into a slot.</summary>
internal sealed class AvroCaptureNumber(AvroSchema schema, int slot) : AvroPlan
{
    private readonly AvroType _type = schema.Type;
    private readonly int _symbols = schema is AvroEnumSchema symbols ? symbols.Symbols.Count : 0;

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var bits = _type switch
        {
            AvroType.Null => 0,
            AvroType.Boolean => cursor.ReadBoolean() ? 1 : 0,
            AvroType.Int => cursor.ReadInt(),
            AvroType.Long => cursor.ReadLong(),
            AvroType.Float => BitConverter.DoubleToInt64Bits(cursor.ReadFloat()),
            AvroType.Double => BitConverter.DoubleToInt64Bits(cursor.ReadDouble()),
            _ => cursor.ReadIndex(_symbols, "enum symbol"),
        };
        slots[slot] = new AvroSlot(_type, bits, 0, 0);
    }
}

/// <summary>Skips a value and puts the place of all its bytes into a slot.</summary>
internal sealed class AvroCaptureWhole(AvroType type, AvroPlan skip, int slot) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var start = cursor.Position;
        skip.Run(ref cursor, []);
        slots[slot] = new AvroSlot(type, 0, start, cursor.Position - start);
    }
}

/// <summary>
/// What a projection found for one path: a number as it is, anything longer as the place of its bytes in the datum's data. The default
/// value, of type Null, stands for null and for a path that the schema does not have.
/// </summary>
/// <param name="Type">The value's type; for a union, that of the branch.</param>
/// <param name="Bits">An integer, a boolean or an enum's index; a float's value widened to double as bits.</param>
/// <param name="Offset">
/// Of bytes, strings, fixed values, records, arrays and maps: the first byte of the value, length prefixes excluded.
/// </param>
/// <param name="Length">Of the same: bytes.</param>
internal readonly record struct AvroSlot(AvroType Type, long Bits, int Offset, int Length)
{
    /// <summary>The number; null if the value is no number.</summary>
    public double? Number =>
        Type switch
        {
            AvroType.Float or AvroType.Double => BitConverter.Int64BitsToDouble(Bits),
            AvroType.Int or AvroType.Long => Bits,
            _ => null,
        };

    /// <summary>The whole number; null if the value is none.</summary>
    public long? WholeNumber => Type is AvroType.Int or AvroType.Long ? Bits : null;

    /// <summary>The bytes of the value; empty if it has none.</summary>
    public ReadOnlySpan<byte> BytesIn(ReadOnlySpan<byte> data) => data.Slice(Offset, Length);

    /// <summary>The string; null if the value is none.</summary>
    public string? TextIn(ReadOnlySpan<byte> data) => Type == AvroType.String ? Encoding.UTF8.GetString(BytesIn(data)) : null;
}
