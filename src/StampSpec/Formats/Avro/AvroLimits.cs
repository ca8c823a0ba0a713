namespace StampSpec.Formats.Avro;

/// <summary>Limits on an Avro input. An input that exceeds a limit is refused with a diagnostic that names the limit.</summary>
public sealed record AvroLimits
{
    /// <summary>The limits that every reader uses if none are given.</summary>
    public static AvroLimits Default { get; } = new();

    /// <summary>Bytes of a schema's text.</summary>
    public int MaxSchemaBytes { get; init; } = 4 << 20;

    /// <summary>Levels of nested types in a schema.</summary>
    public int MaxSchemaDepth { get; init; } = 64;

    /// <summary>Total number of types in a schema; each field has at least one.</summary>
    public int MaxSchemaFields { get; init; } = 20_000;

    /// <summary>Bytes of one block of a container, as stored and as expanded.</summary>
    public int MaxExpandedBytes { get; init; } = 64 << 20;

    /// <summary>Levels of nested records, arrays and maps in a value. Only schemas that refer to themselves can reach this.</summary>
    public int MaxValueDepth { get; init; } = 256;

    /// <summary>Values of one datum when it is read as a tree.</summary>
    public int MaxValues { get; init; } = 1_000_000;
}
