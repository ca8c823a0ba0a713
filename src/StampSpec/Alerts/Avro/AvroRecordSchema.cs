using System.Diagnostics.CodeAnalysis;

namespace StampSpec.Alerts.Avro;

/// <summary>A record: named fields in a fixed order.</summary>
public sealed class AvroRecordSchema : AvroSchema
{
    private readonly Dictionary<string, AvroField> _byName = new(StringComparer.Ordinal);
    private AvroField[] _fields = [];

    internal AvroRecordSchema(string fullName, AvroLogicalType? logicalType)
        : base(AvroType.Record, logicalType, height: 0)
    {
        Name = fullName;
    }

    /// <summary>Namespace and name.</summary>
    public override string Name { get; }

    /// <summary>The fields in the order in which a datum holds them.</summary>
    public IReadOnlyList<AvroField> Fields => _fields;

    /// <summary>The field of a name, if the record has it.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out AvroField? field) => _byName.TryGetValue(name, out field);

    /// <summary>Gives the record its fields, which may refer to the record itself. Names are distinct.</summary>
    internal void Complete(AvroField[] fields)
    {
        _fields = fields;
        foreach (var field in fields)
        {
            _byName.Add(field.Name, field);
        }

        Height = 1 + fields.Select(f => f.Schema.Height).DefaultIfEmpty(0).Max();
    }
}
