using System.Text;

namespace StampSpec.Alerts.Avro;

/// <summary>
/// What a projection found for one path: a number as it is, anything longer as the place of its bytes in the datum's data. The default
/// value, of type Null, stands for null and for a path that the schema does not have.
/// </summary>
/// <param name="Type">The value's type; for a union, that of the branch.</param>
/// <param name="Bits">An integer, a boolean or an enum's index; a float's value widened to double as bits.</param>
/// <param name="Offset">
/// Of bytes, strings, fixed values, records, arrays and maps: the first byte of the value, length prefixes excluded.
/// </param>
/// <param name="Length">Of the same: bytes.</param>
internal readonly record struct AvroSlot(AvroType Type, long Bits, int Offset, int Length)
{
    /// <summary>The number; null if the value is no number.</summary>
    public double? Number => Type switch
    {
        AvroType.Float or AvroType.Double => BitConverter.Int64BitsToDouble(Bits),
        AvroType.Int or AvroType.Long => Bits,
        _ => null,
    };

    /// <summary>The whole number; null if the value is none.</summary>
    public long? WholeNumber => Type is AvroType.Int or AvroType.Long ? Bits : null;

    /// <summary>The bytes of the value; empty if it has none.</summary>
    public ReadOnlySpan<byte> BytesIn(ReadOnlySpan<byte> data) => data.Slice(Offset, Length);

    /// <summary>The string; null if the value is none.</summary>
    public string? TextIn(ReadOnlySpan<byte> data) => Type == AvroType.String ? Encoding.UTF8.GetString(BytesIn(data)) : null;
}
