namespace StampSpec.Alerts.Avro;

/// <summary>Skips a string or bytes.</summary>
internal sealed class AvroSkipBytes : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.ReadBytes();
}
