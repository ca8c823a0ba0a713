using System.Diagnostics.CodeAnalysis;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// A schema of the Avro specification 1.11. A named type is the same object wherever the text refers to it.
/// </summary>
internal abstract class AvroSchema
{
    private protected AvroSchema(AvroType type, AvroLogicalType? logicalType, int height)
    {
        Type = type;
        LogicalType = logicalType;
        Height = height;
    }

    /// <summary>The underlying type.</summary>
    public AvroType Type { get; }

    /// <summary>The meaning of the type; null if the schema does not state it.</summary>
    public AvroLogicalType? LogicalType { get; }

    /// <summary>
    /// The name that distinguishes the branches of a union: the full name of a named type, or the name of the type itself.
    /// </summary>
    public virtual string Name => AvroSchemaParser.NameOf(Type);

    /// <summary>Levels of nested types, including this one. A reference back to a type that is still being read counts 0.</summary>
    internal int Height { get; private protected set; }

    /// <summary>Reads a schema from its JSON text.</summary>
    /// <param name="json">A schema as the specification defines it; unknown attributes are ignored.</param>
    /// <param name="limits">Limits on size and depth; <see cref="AvroLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The text is not a valid schema, or a limit is exceeded.
    /// </exception>
    public static AvroSchema Parse(string json, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), limits);
    }

    /// <summary>Reads a schema from its JSON text in UTF-8.</summary>
    /// <exception cref="InvalidInputException">
    /// The text is not a valid schema, or a limit is exceeded.
    /// </exception>
    public static AvroSchema Parse(ReadOnlyMemory<byte> utf8Json, AvroLimits? limits = null) =>
        AvroSchemaParser.Parse(utf8Json, limits ?? AvroLimits.Default);
}

/// <summary>A list of items of one schema.</summary>
internal sealed class AvroArraySchema : AvroSchema
{
    internal AvroArraySchema(AvroSchema items)
        : base(AvroType.Array, logicalType: null, items.Height + 1)
    {
        Items = items;
    }

    /// <summary>The schema of the items.</summary>
    public AvroSchema Items { get; }
}

/// <summary>An enumeration; a value is one of its symbols.</summary>
internal sealed class AvroEnumSchema : AvroSchema
{
    internal AvroEnumSchema(string fullName, IReadOnlyList<string> symbols)
        : base(AvroType.Enum, logicalType: null, height: 1)
    {
        Name = fullName;
        Symbols = symbols;
    }

    /// <summary>Namespace and name.</summary>
    public override string Name { get; }

    /// <summary>The symbols; a datum contains an index into them.</summary>
    public IReadOnlyList<string> Symbols { get; }
}

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its place in the record, from 0.</param>
/// <param name="Schema">The schema of its values.</param>
/// <param name="Documentation">The schema's doc; null if it has none.</param>
internal sealed record AvroField(string Name, int Position, AvroSchema Schema, string? Documentation);

/// <summary>A fixed number of bytes.</summary>
internal sealed class AvroFixedSchema : AvroSchema
{
    internal AvroFixedSchema(string fullName, int sizeBytes, AvroLogicalType? logicalType)
        : base(AvroType.Fixed, logicalType, height: 1)
    {
        Name = fullName;
        SizeBytes = sizeBytes;
    }

    /// <summary>Namespace and name.</summary>
    public override string Name { get; }

    /// <summary>Bytes of every value.</summary>
    public int SizeBytes { get; }
}

/// <summary>
/// The meaning that a schema gives to an underlying type, such as <c>timestamp-micros</c>. Values remain those of the underlying type.
/// </summary>
/// <param name="Name">The schema's logicalType.</param>
/// <param name="Precision">Digits of a decimal; null for other types.</param>
/// <param name="Scale">Digits after the point of a decimal; null if the schema gives none.</param>
internal sealed record AvroLogicalType(string Name, int? Precision = null, int? Scale = null);

/// <summary>Values of one schema under string keys.</summary>
internal sealed class AvroMapSchema : AvroSchema
{
    internal AvroMapSchema(AvroSchema values)
        : base(AvroType.Map, logicalType: null, values.Height + 1)
    {
        Values = values;
    }

    /// <summary>The schema of the values.</summary>
    public AvroSchema Values { get; }
}

/// <summary>null, boolean, int, long, float, double, bytes or string.</summary>
internal sealed class AvroPrimitiveSchema : AvroSchema
{
    internal AvroPrimitiveSchema(AvroType type, AvroLogicalType? logicalType)
        : base(type, logicalType, height: 1) { }
}

/// <summary>A record: named fields in a fixed order.</summary>
internal sealed class AvroRecordSchema : AvroSchema
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

    /// <summary>The fields in the order in which a datum contains them.</summary>
    public IReadOnlyList<AvroField> Fields => _fields;

    /// <summary>The field of a name, if the record has it.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out AvroField? field) => _byName.TryGetValue(name, out field);

    /// <summary>Gives the record its fields, which may refer to the record itself. Their names are distinct.</summary>
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

/// <summary>The types of the Avro specification 1.11, "Schema Declaration".</summary>
internal enum AvroType
{
    /// <summary>No value, 0 bytes.</summary>
    Null,

    /// <summary>1 byte.</summary>
    Boolean,

    /// <summary>32-bit signed, zig-zag variable length.</summary>
    Int,

    /// <summary>64-bit signed, zig-zag variable length.</summary>
    Long,

    /// <summary>4 bytes, little-endian.</summary>
    Float,

    /// <summary>8 bytes, little-endian.</summary>
    Double,

    /// <summary>A length and that many bytes.</summary>
    Bytes,

    /// <summary>A length and that many bytes of UTF-8.</summary>
    String,

    /// <summary>Fields in the order of the schema, without separators.</summary>
    Record,

    /// <summary>The index of a symbol.</summary>
    Enum,

    /// <summary>Blocks of items.</summary>
    Array,

    /// <summary>Blocks of string keys and values.</summary>
    Map,

    /// <summary>The index of a branch and its value.</summary>
    Union,

    /// <summary>The number of bytes that the schema states.</summary>
    Fixed,
}

/// <summary>A value of one of several schemas.</summary>
internal sealed class AvroUnionSchema : AvroSchema
{
    internal AvroUnionSchema(IReadOnlyList<AvroSchema> branches)
        : base(AvroType.Union, logicalType: null, 1 + branches.Max(b => b.Height))
    {
        Branches = branches;
    }

    /// <summary>The schemas; a datum contains an index into them before the value.</summary>
    public IReadOnlyList<AvroSchema> Branches { get; }
}
