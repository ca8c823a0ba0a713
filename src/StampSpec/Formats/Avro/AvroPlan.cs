namespace StampSpec.Formats.Avro;

/// <summary>One compiled step through a datum: skips a value, or puts what a projection wants of it into slots.</summary>
internal abstract class AvroPlan
{
    /// <summary>Moves the cursor past the value.</summary>
    public abstract void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots);
}

/// <summary>Goes through a record's fields; neighbours of fixed size are one step.</summary>
internal sealed class AvroRecordPlan : AvroPlan
{
    private AvroPlan[] _steps = [];

    /// <summary>Gives the record its steps, which may refer to the record itself.</summary>
    public void Complete(IEnumerable<AvroPlan> steps)
    {
        var merged = new List<AvroPlan>();
        foreach (var step in steps)
        {
            if (step is AvroSkipFixed next && merged.Count > 0 && merged[^1] is AvroSkipFixed last)
            {
                merged[^1] = new AvroSkipFixed(AvroSkipPlans.SaturatingSum(last.SizeBytes, next.SizeBytes));
            }
            else
            {
                merged.Add(step);
            }
        }

        _steps = [.. merged];
    }

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        cursor.Enter();
        foreach (var step in _steps)
        {
            step.Run(ref cursor, slots);
        }

        cursor.Leave();
    }
}

/// <summary>Skips a string or bytes.</summary>
internal sealed class AvroSkipBytes : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.ReadBytes();
}

/// <summary>Skips a number of bytes that the schema alone determines.</summary>
internal sealed class AvroSkipFixed(long sizeBytes) : AvroPlan
{
    /// <summary>Bytes skipped.</summary>
    public long SizeBytes { get; } = sizeBytes;

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.Take(SizeBytes, "a value");
}

/// <summary>Skips an array or a map; a block whose size the file states is skipped whole.</summary>
internal sealed class AvroSkipItems(AvroPlan item) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        cursor.Enter();
        for (var count = cursor.ReadBlockCount(out var blockBytes); count > 0; count = cursor.ReadBlockCount(out blockBytes))
        {
            if (blockBytes is { } bytes)
            {
                cursor.Take(bytes, "a block");
            }
            else if (item is AvroSkipFixed equal)
            {
                SkipEqual(ref cursor, count, equal.SizeBytes);
            }
            else
            {
                SkipEach(ref cursor, count);
            }
        }

        cursor.Leave();
    }

    private static void SkipEqual(ref AvroCursor cursor, long count, long sizeBytes)
    {
        var tooMany = sizeBytes > 0 && count > cursor.Remaining / sizeBytes;
        cursor.Take(tooMany ? long.MaxValue : count * sizeBytes, "an array");
    }

    private void SkipEach(ref AvroCursor cursor, long count)
    {
        for (; count > 0; count--)
        {
            item.Run(ref cursor, []);
        }
    }
}

/// <summary>Compiles plans that skip whole values; each schema once, so that schemas which refer to themselves end.</summary>
internal sealed class AvroSkipPlans
{
    private static readonly AvroSkipVarint Varint = new();
    private static readonly AvroSkipBytes Bytes = new();

    private readonly Dictionary<AvroSchema, AvroPlan> _plans = [];

    /// <summary>The plan that skips a value of a schema.</summary>
    public AvroPlan For(AvroSchema schema)
    {
        if (_plans.TryGetValue(schema, out var known))
        {
            return known;
        }

        return _plans[schema] = schema switch
        {
            AvroRecordSchema record => Compile(record),
            AvroUnionSchema union => new AvroUnionPlan([.. union.Branches.Select(For)]),
            AvroArraySchema array => new AvroSkipItems(For(array.Items)),
            AvroMapSchema map => new AvroSkipItems(Entry(map)),
            AvroFixedSchema { SizeBytes: var size } => new AvroSkipFixed(size),
            _ => Primitive(schema.Type),
        };
    }

    /// <summary>A sum that stays at the largest number where it would pass it; no input is that long.</summary>
    public static long SaturatingSum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private static AvroPlan Primitive(AvroType type) =>
        type switch
        {
            AvroType.Null => new AvroSkipFixed(0),
            AvroType.Boolean => new AvroSkipFixed(1),
            AvroType.Float => new AvroSkipFixed(sizeof(float)),
            AvroType.Double => new AvroSkipFixed(sizeof(double)),
            AvroType.Int or AvroType.Long or AvroType.Enum => Varint,
            _ => Bytes,
        };

    private AvroRecordPlan Entry(AvroMapSchema map)
    {
        var entry = new AvroRecordPlan();
        entry.Complete([Bytes, For(map.Values)]);
        return entry;
    }

    private AvroPlan Compile(AvroRecordSchema record)
    {
        var plan = new AvroRecordPlan();
        _plans[record] = plan;
        var steps = record.Fields.Select(field => For(field.Schema)).ToArray();
        plan.Complete(steps);
        return steps.All(step => step is AvroSkipFixed)
            ? new AvroSkipFixed(steps.Cast<AvroSkipFixed>().Aggregate(0L, (sum, step) => SaturatingSum(sum, step.SizeBytes)))
            : plan;
    }
}

/// <summary>Skips an int, a long or an enum.</summary>
internal sealed class AvroSkipVarint : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.ReadLong();
}

/// <summary>Goes through the branch that the datum names.</summary>
internal sealed class AvroUnionPlan(AvroPlan[] branches) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) =>
        branches[cursor.ReadIndex(branches.Length, "union branch")].Run(ref cursor, slots);
}
