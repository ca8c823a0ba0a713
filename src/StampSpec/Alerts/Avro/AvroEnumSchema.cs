namespace StampSpec.Alerts.Avro;

/// <summary>An enumeration: one of its symbols.</summary>
public sealed class AvroEnumSchema : AvroSchema
{
    internal AvroEnumSchema(string fullName, IReadOnlyList<string> symbols)
        : base(AvroType.Enum, logicalType: null, height: 1)
    {
        Name = fullName;
        Symbols = symbols;
    }

    /// <summary>Namespace and name.</summary>
    public override string Name { get; }

    /// <summary>The symbols; a datum holds an index into them.</summary>
    public IReadOnlyList<string> Symbols { get; }
}
