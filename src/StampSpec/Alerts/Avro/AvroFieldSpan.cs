namespace StampSpec.Alerts.Avro;

/// <summary>Where one field of a record lies in the record's bytes.</summary>
/// <param name="Field">The field.</param>
/// <param name="Offset">First byte, from the record's first.</param>
/// <param name="Length">Bytes, a union's index and a value's length prefix included.</param>
public sealed record AvroFieldSpan(AvroField Field, int Offset, int Length);
