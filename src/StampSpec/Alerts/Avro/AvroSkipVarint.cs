namespace StampSpec.Alerts.Avro;

/// <summary>Skips an int, a long or an enum.</summary>
internal sealed class AvroSkipVarint : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots) => cursor.ReadLong();
}
