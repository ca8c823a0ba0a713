namespace StampSpec.Alerts.Avro;

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its place in the record, from 0.</param>
/// <param name="Schema">The schema of its values.</param>
/// <param name="Documentation">The schema's doc; null if it has none.</param>
public sealed record AvroField(string Name, int Position, AvroSchema Schema, string? Documentation);
