namespace StampSpec.Alerts.Avro;

/// <summary>A list of items of one schema.</summary>
public sealed class AvroArraySchema : AvroSchema
{
    internal AvroArraySchema(AvroSchema items)
        : base(AvroType.Array, logicalType: null, items.Height + 1)
    {
        Items = items;
    }

    /// <summary>The schema of the items.</summary>
    public AvroSchema Items { get; }
}
