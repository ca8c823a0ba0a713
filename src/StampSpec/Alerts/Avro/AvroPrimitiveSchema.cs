namespace StampSpec.Alerts.Avro;

/// <summary>null, boolean, int, long, float, double, bytes or string.</summary>
public sealed class AvroPrimitiveSchema : AvroSchema
{
    internal AvroPrimitiveSchema(AvroType type, AvroLogicalType? logicalType)
        : base(type, logicalType, height: 1)
    {
    }
}
