namespace StampSpec.Alerts.Avro;

/// <summary>Skips a value and puts the place of all its bytes into a slot.</summary>
internal sealed class AvroCaptureWhole(AvroType type, AvroPlan skip, int slot) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var start = cursor.Position;
        skip.Run(ref cursor, []);
        slots[slot] = new AvroSlot(type, 0, start, cursor.Position - start);
    }
}
