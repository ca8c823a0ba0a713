namespace StampSpec.Alerts.Avro;

/// <summary>Skips a number of bytes that the schema alone determines.</summary>
internal sealed class AvroSkipFixed(long sizeBytes) : AvroPlan
{
    /// <summary>Bytes skipped.</summary>
    public long SizeBytes { get; } = sizeBytes;

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.Take(SizeBytes, "a value");
}
