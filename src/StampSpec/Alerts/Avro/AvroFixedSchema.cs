namespace StampSpec.Alerts.Avro;

/// <summary>A fixed number of bytes.</summary>
public sealed class AvroFixedSchema : AvroSchema
{
    internal AvroFixedSchema(string fullName, int sizeBytes, AvroLogicalType? logicalType)
        : base(AvroType.Fixed, logicalType, height: 1)
    {
        Name = fullName;
        SizeBytes = sizeBytes;
    }

    /// <summary>Namespace and name.</summary>
    public override string Name { get; }

    /// <summary>Bytes of every value.</summary>
    public int SizeBytes { get; }
}
