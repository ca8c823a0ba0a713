namespace StampSpec.Alerts.Avro;

/// <summary>Puts the place of a string or bytes into a slot, without the length prefix.</summary>
internal sealed class AvroCaptureBytes(AvroType type, int slot) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var length = cursor.ReadBytes().Length;
        slots[slot] = new AvroSlot(type, 0, cursor.Position - length, length);
    }
}
