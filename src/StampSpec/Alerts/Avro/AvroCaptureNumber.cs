namespace StampSpec.Alerts.Avro;

/// <summary>Puts a number, boolean, enum or null into a slot.</summary>
internal sealed class AvroCaptureNumber(AvroSchema schema, int slot) : AvroPlan
{
    private readonly AvroType _type = schema.Type;
    private readonly int _symbols = schema is AvroEnumSchema symbols ? symbols.Symbols.Count : 0;

    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        var bits = _type switch
        {
            AvroType.Null => 0,
            AvroType.Boolean => cursor.ReadBoolean() ? 1 : 0,
            AvroType.Int => cursor.ReadInt(),
            AvroType.Long => cursor.ReadLong(),
            AvroType.Float => BitConverter.DoubleToInt64Bits(cursor.ReadFloat()),
            AvroType.Double => BitConverter.DoubleToInt64Bits(cursor.ReadDouble()),
            _ => cursor.ReadIndex(_symbols, "enum symbol"),
        };
        slots[slot] = new AvroSlot(_type, bits, 0, 0);
    }
}
