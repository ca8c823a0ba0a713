namespace StampSpec.Alerts.Avro;

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
    /// <exception cref="Diagnostics.InvalidInputException">The bytes are no datum of the schema, or exceed a limit.</exception>
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
        plan.Complete(record.Fields.Select(field => Compile(field.Schema, [.. wanted.Where(w => w.Steps[depth] == field.Name)], depth + 1)));
        return plan;
    }

    private AvroPlan Capture(AvroSchema schema, int slot) => schema.Type switch
    {
        AvroType.String or AvroType.Bytes => new AvroCaptureBytes(schema.Type, slot),
        AvroType.Record or AvroType.Array or AvroType.Map or AvroType.Fixed => new AvroCaptureWhole(schema.Type, _skips.For(schema), slot),
        _ => new AvroCaptureNumber(schema, slot),
    };

    private sealed record Wanted(string[] Steps, int Slot);
}
