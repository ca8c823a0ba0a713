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
    private readonly bool[] _isInSchema;

    /// <summary>
    /// Compiles a schema for paths such as <c>candidate.jd</c>. A path leads through the branches of a union; the slot of a path that is
    /// not in the schema stays null.
    /// </summary>
    public AvroProjection(AvroSchema schema, IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _isInSchema = new bool[paths.Count];
        _plan = Compile(schema, [.. paths.Select((path, slot) => (path.Split('.'), slot))], depth: 0);
    }

    /// <summary>Slots that a datum fills: one for each path, in the order of the paths.</summary>
    public int SlotCount => _isInSchema.Length;

    /// <summary>Whether the schema has the path of a slot.</summary>
    public bool Has(int slot) => _isInSchema[slot];

    /// <summary>Reads the datum at the cursor into slots.</summary>
    /// <exception cref="InvalidInputException">The bytes are not a datum of the schema, or exceed a limit.</exception>
    public void Read(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        slots.Clear();
        _plan.Run(ref cursor, slots);
    }

    private AvroPlan Compile(AvroSchema schema, (string[] Steps, int Slot)[] wanted, int depth)
    {
        if (wanted.Length == 0)
        {
            return _skips.For(schema);
        }

        var whole = Array.FindIndex(wanted, w => w.Steps.Length == depth);
        return schema switch
        {
            AvroUnionSchema union => AvroPlan.Union([.. union.Branches.Select(branch => Compile(branch, wanted, depth))]),
            _ when whole >= 0 => Capture(schema, wanted[whole].Slot),
            AvroRecordSchema record => CompileRecord(record, wanted, depth),
            _ => _skips.For(schema),
        };
    }

    private AvroPlan CompileRecord(AvroRecordSchema record, (string[] Steps, int Slot)[] wanted, int depth)
    {
        var plan = AvroPlan.Record();
        plan.Complete(
            record.Fields.Select(field => Compile(field.Schema, [.. wanted.Where(w => w.Steps[depth] == field.Name)], depth + 1))
        );
        return plan;
    }

    private AvroPlan Capture(AvroSchema schema, int slot)
    {
        _isInSchema[slot] = true;
        return schema.Type switch
        {
            AvroType.String or AvroType.Bytes => AvroPlan.CaptureBytes(schema.Type, slot),
            AvroType.Record or AvroType.Array or AvroType.Map or AvroType.Fixed => AvroPlan.CaptureWhole(
                schema.Type,
                _skips.For(schema),
                slot
            ),
            _ => AvroPlan.CaptureNumber(schema, slot),
        };
    }
}

/// <summary>
/// What a projection found for one path: a number as it is, anything longer as the place of its bytes in the datum's data. The default
/// value, of type Null, means null or a path that the schema does not have.
/// </summary>
/// <param name="Type">The value's type; for a union, that of the branch.</param>
/// <param name="Bits">An integer, a boolean or an enum's index; a float's value widened to double as bits.</param>
/// <param name="Offset">
/// Of bytes, strings, fixed values, records, arrays and maps: the first byte of the value, length prefixes excluded.
/// </param>
/// <param name="Length">The length of those bytes.</param>
internal readonly record struct AvroSlot(AvroType Type, long Bits, int Offset, int Length)
{
    /// <summary>The number; null if the value is not a number.</summary>
    public double? Number =>
        Type switch
        {
            AvroType.Float or AvroType.Double => BitConverter.Int64BitsToDouble(Bits),
            AvroType.Int or AvroType.Long => Bits,
            _ => null,
        };

    /// <summary>The whole number; null if the value is not one.</summary>
    public long? WholeNumber => Type is AvroType.Int or AvroType.Long ? Bits : null;

    /// <summary>The bytes of the value; empty if it has none.</summary>
    public ReadOnlySpan<byte> BytesIn(ReadOnlySpan<byte> data) => data.Slice(Offset, Length);

    /// <summary>The string; null if the value is not one.</summary>
    public string? TextIn(ReadOnlySpan<byte> data) => Type == AvroType.String ? Encoding.UTF8.GetString(BytesIn(data)) : null;
}
