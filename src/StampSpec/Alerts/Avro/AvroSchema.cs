using System.Text;

namespace StampSpec.Alerts.Avro;

/// <summary>
/// A schema of the Avro specification 1.11. Named types that the text refers to by name are the same object wherever they occur.
/// </summary>
public abstract class AvroSchema
{
    private protected AvroSchema(AvroType type, AvroLogicalType? logicalType, int height)
    {
        Type = type;
        LogicalType = logicalType;
        Height = height;
    }

    /// <summary>The underlying type.</summary>
    public AvroType Type { get; }

    /// <summary>What the type stands for; null if the schema does not say.</summary>
    public AvroLogicalType? LogicalType { get; }

    /// <summary>The name by which a union tells its branches apart: a named type's full name, or the type's own.</summary>
    public virtual string Name => AvroTypeNames.NameOf(Type);

    /// <summary>Types within types below this one and itself; a type that is still being read, a reference back to it, counts 0.</summary>
    internal int Height { get; private protected set; }

    /// <summary>Reads a schema from its JSON text.</summary>
    /// <param name="json">A schema as the specification defines it; unknown attributes are ignored.</param>
    /// <param name="limits">Limits on size and depth; <see cref="AvroLimits.Default"/> if null.</param>
    /// <exception cref="Diagnostics.InvalidInputException">
    /// The text is no schema, contains itself without end, or exceeds a limit.
    /// </exception>
    public static AvroSchema Parse(string json, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), limits);
    }

    /// <summary>Reads a schema from its JSON text in UTF-8.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">
    /// The text is no schema, contains itself without end, or exceeds a limit.
    /// </exception>
    public static AvroSchema Parse(ReadOnlyMemory<byte> utf8Json, AvroLimits? limits = null) =>
        AvroSchemaParser.Parse(utf8Json, limits ?? AvroLimits.Default);
}
