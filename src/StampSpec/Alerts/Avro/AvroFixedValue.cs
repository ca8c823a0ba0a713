namespace StampSpec.Alerts.Avro;

/// <summary>A value of a fixed type.</summary>
/// <param name="Schema">The type.</param>
/// <param name="Bytes">Exactly as many bytes as the type says.</param>
public sealed record AvroFixedValue(AvroFixedSchema Schema, ReadOnlyMemory<byte> Bytes);
