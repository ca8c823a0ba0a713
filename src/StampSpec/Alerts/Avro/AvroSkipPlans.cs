namespace StampSpec.Alerts.Avro;

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

    private static AvroPlan Primitive(AvroType type) => type switch
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
