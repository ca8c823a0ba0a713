namespace StampSpec.Formats;

/// <summary>An option of the command line that raises a limit on reading. The diagnostic of an exceeded limit advises it.</summary>
/// <param name="Name">The option with its two dashes.</param>
internal sealed record LimitOption(string Name)
{
    /// <summary>Bytes of one packet in an archive, of one wire message, or of a pipe that is read completely.</summary>
    public static LimitOption AlertBytes { get; } = new("--max-alert-bytes");

    /// <summary>Bytes of one block of a container.</summary>
    public static LimitOption ExpandedBytes { get; } = new("--max-expanded-bytes");

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public static LimitOption CutoutBytes { get; } = new("--max-cutout-bytes");

    /// <summary>Pixels of one image of a cutout.</summary>
    public static LimitOption CutoutPixels { get; } = new("--max-cutout-pixels");

    /// <summary>Bytes of a schema's text.</summary>
    public static LimitOption SchemaBytes { get; } = new("--max-schema-bytes");

    /// <summary>Levels of nested types in a schema.</summary>
    public static LimitOption SchemaDepth { get; } = new("--max-schema-depth");

    /// <summary>Types, and therefore fields, of a schema.</summary>
    public static LimitOption SchemaFields { get; } = new("--max-schema-fields");

    /// <summary>Levels of nested records, arrays and maps in a value.</summary>
    public static LimitOption ValueDepth { get; } = new("--max-value-depth");

    /// <summary>Entries of one archive.</summary>
    public static LimitOption TarEntries { get; } = new("--max-tar-entries");

    /// <summary>Bytes that one archive may expand to.</summary>
    public static LimitOption ArchiveBytes { get; } = new("--max-archive-bytes");

    /// <summary>Bytes of memory that one row group of a Parquet table may need.</summary>
    public static LimitOption RowGroupBytes { get; } = new("--max-row-group-bytes");

    /// <summary>What to do if the limit is exceeded.</summary>
    public string Fix => $"if you trust the input, raise {Name}";
}
