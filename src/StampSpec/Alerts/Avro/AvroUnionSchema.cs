namespace StampSpec.Alerts.Avro;

/// <summary>A value of one of several schemas.</summary>
public sealed class AvroUnionSchema : AvroSchema
{
    internal AvroUnionSchema(IReadOnlyList<AvroSchema> branches)
        : base(AvroType.Union, logicalType: null, 1 + branches.Max(b => b.Height))
    {
        Branches = branches;
    }

    /// <summary>The schemas; a datum holds an index into them before the value.</summary>
    public IReadOnlyList<AvroSchema> Branches { get; }
}
