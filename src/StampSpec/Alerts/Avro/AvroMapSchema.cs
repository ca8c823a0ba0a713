namespace StampSpec.Alerts.Avro;

/// <summary>Values of one schema under string keys.</summary>
public sealed class AvroMapSchema : AvroSchema
{
    internal AvroMapSchema(AvroSchema values)
        : base(AvroType.Map, logicalType: null, values.Height + 1)
    {
        Values = values;
    }

    /// <summary>The schema of the values.</summary>
    public AvroSchema Values { get; }
}
