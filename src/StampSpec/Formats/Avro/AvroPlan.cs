namespace StampSpec.Formats.Avro;

/// <summary>Skips a value at the cursor, or puts what a projection wants of it into slots.</summary>
internal delegate void AvroStep(ref AvroCursor cursor, scoped Span<AvroSlot> slots);

/// <summary>A compiled step through a datum: it skips a value, or puts what a projection wants of it into slots.</summary>
internal sealed class AvroPlan
{
    /// <summary>Skips an int, a long or an enum.</summary>
    public static AvroPlan SkipVarint { get; } = new((ref cursor, scoped _) => cursor.ReadLong());

    /// <summary>Skips a string or bytes.</summary>
    public static AvroPlan SkipBytes { get; } = new((ref cursor, scoped _) => cursor.ReadBytes());

    private AvroStep _run;

    private AvroPlan(AvroStep run)
    {
        _run = run;
    }

    /// <summary>The number of bytes that the plan skips, if the schema alone determines it; otherwise null.</summary>
    public long? FixedBytes { get; private init; }

    /// <summary>Moves the cursor past the value.</summary>
    public void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => _run(ref cursor, slots);

    /// <summary>Skips a number of bytes that the schema alone determines.</summary>
    public static AvroPlan SkipFixed(long sizeBytes) =>
        new((ref cursor, scoped _) => cursor.Take(sizeBytes, "a value")) { FixedBytes = sizeBytes };

    /// <summary>Runs the plan of the branch that the datum names.</summary>
    public static AvroPlan Union(AvroPlan[] branches) =>
        new((ref cursor, scoped slots) => branches[cursor.ReadIndex(branches.Length, "union branch")].Run(ref cursor, slots));

    /// <summary>Skips an array or a map. A block whose size is in the file is skipped as a whole.</summary>
    public static AvroPlan SkipItems(AvroPlan item) => new((ref cursor, scoped _) => SkipBlocks(ref cursor, item));

    /// <summary>A record without steps, to be completed.</summary>
    public static AvroPlan Record() => new((ref _, scoped _) => throw new InvalidOperationException("the record has no steps yet"));

    /// <summary>Puts the place of a string or bytes into a slot, without the length prefix.</summary>
    public static AvroPlan CaptureBytes(AvroType type, int slot) =>
        new(
            (ref cursor, scoped slots) =>
            {
                var length = cursor.ReadBytes().Length;
                slots[slot] = new AvroSlot(type, 0, cursor.Position - length, length);
            }
        );

    /// <summary>Puts a number, boolean, enum or null into a slot.</summary>
    public static AvroPlan CaptureNumber(AvroSchema schema, int slot)
    {
        var type = schema.Type;
        var symbols = schema is AvroEnumSchema { Symbols.Count: var count } ? count : 0;
        return new((ref cursor, scoped slots) => slots[slot] = new AvroSlot(type, ReadBits(ref cursor, type, symbols), 0, 0));
    }

    /// <summary>Skips a value and puts the place of all its bytes into a slot.</summary>
    public static AvroPlan CaptureWhole(AvroType type, AvroPlan skip, int slot) =>
        new(
            (ref cursor, scoped slots) =>
            {
                var start = cursor.Position;
                skip.Run(ref cursor, []);
                slots[slot] = new AvroSlot(type, 0, start, cursor.Position - start);
            }
        );

    /// <summary>Gives a record its steps, which may refer to the record itself. Neighbours of fixed size become one step.</summary>
    public void Complete(IEnumerable<AvroPlan> steps)
    {
        var merged = new List<AvroPlan>();
        foreach (var step in steps)
        {
            if (step.FixedBytes is { } next && merged.Count > 0 && merged[^1].FixedBytes is { } last)
            {
                merged[^1] = SkipFixed(SaturatingSum(last, next));
            }
            else
            {
                merged.Add(step);
            }
        }

        AvroPlan[] all = [.. merged];
        _run = (ref cursor, scoped slots) => RunAll(all, ref cursor, slots);
    }

    /// <summary>A sum, or the largest number if the sum would exceed it; no input is that long.</summary>
    public static long SaturatingSum(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private static void RunAll(AvroPlan[] steps, ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        cursor.Enter();
        foreach (var step in steps)
        {
            step._run(ref cursor, slots);
        }

        cursor.Leave();
    }

    private static long ReadBits(ref AvroCursor cursor, AvroType type, int symbols) =>
        type switch
        {
            AvroType.Null => 0,
            AvroType.Boolean => cursor.ReadBoolean() ? 1 : 0,
            AvroType.Int => cursor.ReadInt(),
            AvroType.Long => cursor.ReadLong(),
            AvroType.Float => BitConverter.DoubleToInt64Bits(cursor.ReadFloat()),
            AvroType.Double => BitConverter.DoubleToInt64Bits(cursor.ReadDouble()),
            _ => cursor.ReadIndex(symbols, "enum symbol"),
        };

    private static void SkipBlocks(ref AvroCursor cursor, AvroPlan item)
    {
        cursor.Enter();
        for (var count = cursor.ReadBlockCount(out var blockBytes); count > 0; count = cursor.ReadBlockCount(out blockBytes))
        {
            if (blockBytes is { } bytes)
            {
                cursor.Take(bytes, "a block");
            }
            else if (item.FixedBytes is { } size)
            {
                SkipEqual(ref cursor, count, size);
            }
            else
            {
                SkipEach(ref cursor, count, item);
            }
        }

        cursor.Leave();
    }

    private static void SkipEqual(ref AvroCursor cursor, long count, long sizeBytes)
    {
        var tooMany = sizeBytes > 0 && count > cursor.Remaining / sizeBytes;
        cursor.Take(tooMany ? long.MaxValue : count * sizeBytes, "an array");
    }

    private static void SkipEach(ref AvroCursor cursor, long count, AvroPlan item)
    {
        for (; count > 0; count--)
        {
            item.Run(ref cursor, []);
        }
    }
}

/// <summary>
/// Compiles plans that skip whole values, one for each schema, so that the plan of a schema that refers to itself is finite.
/// </summary>
internal sealed class AvroSkipPlans
{
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
            AvroUnionSchema union => AvroPlan.Union([.. union.Branches.Select(For)]),
            AvroArraySchema array => AvroPlan.SkipItems(For(array.Items)),
            AvroMapSchema map => AvroPlan.SkipItems(Entry(map)),
            AvroFixedSchema { SizeBytes: var size } => AvroPlan.SkipFixed(size),
            _ => Primitive(schema.Type),
        };
    }

    private static AvroPlan Primitive(AvroType type) =>
        type switch
        {
            AvroType.Null => AvroPlan.SkipFixed(0),
            AvroType.Boolean => AvroPlan.SkipFixed(1),
            AvroType.Float => AvroPlan.SkipFixed(sizeof(float)),
            AvroType.Double => AvroPlan.SkipFixed(sizeof(double)),
            AvroType.Int or AvroType.Long or AvroType.Enum => AvroPlan.SkipVarint,
            _ => AvroPlan.SkipBytes,
        };

    private AvroPlan Entry(AvroMapSchema map)
    {
        var entry = AvroPlan.Record();
        entry.Complete([AvroPlan.SkipBytes, For(map.Values)]);
        return entry;
    }

    private AvroPlan Compile(AvroRecordSchema record)
    {
        var plan = AvroPlan.Record();
        _plans[record] = plan;
        var steps = record.Fields.Select(field => For(field.Schema)).ToArray();
        plan.Complete(steps);
        return steps.All(step => step.FixedBytes is not null)
            ? AvroPlan.SkipFixed(steps.Aggregate(0L, (sum, step) => AvroPlan.SaturatingSum(sum, step.FixedBytes!.Value)))
            : plan;
    }
}
