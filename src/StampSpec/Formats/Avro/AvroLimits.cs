namespace StampSpec.Formats.Avro;

/// <summary>How much an Avro input may ask for. Beyond a limit it is refused with a diagnostic that names the limit.</summary>
public sealed record AvroLimits
{
    /// <summary>The limits that every reader uses where none are given.</summary>
    public static AvroLimits Default { get; } = new();

    /// <summary>Bytes of a schema's text.</summary>
    public int MaxSchemaBytes { get; init; } = 4 << 20;

    /// <summary>Types within types in a schema.</summary>
    public int MaxSchemaDepth { get; init; } = 64;

    /// <summary>Types in a schema altogether, one for each field at least.</summary>
    public int MaxSchemaFields { get; init; } = 20_000;

    /// <summary>Bytes of one block of a container, as stored and as expanded.</summary>
    public int MaxExpandedBytes { get; init; } = 64 << 20;

    /// <summary>Records, arrays and maps within each other in a value; reached only by schemas that refer to themselves.</summary>
    public int MaxValueDepth { get; init; } = 256;

    /// <summary>Values of one datum when it is read as a tree.</summary>
    public int MaxValues { get; init; } = 1_000_000;
}
