namespace StampSpec.Alerts.Avro;

/// <summary>A value of an enumeration.</summary>
/// <param name="Schema">The enumeration.</param>
/// <param name="Index">Index of the symbol, from 0.</param>
public sealed record AvroEnumValue(AvroEnumSchema Schema, int Index)
{
    /// <summary>The symbol.</summary>
    public string Symbol => Schema.Symbols[Index];
}
