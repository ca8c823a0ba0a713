namespace StampSpec.Formats;

/// <summary>An option of the command line that raises a limit on reading; a refusal by the limit advises it.</summary>
/// <param name="Name">The option with its two dashes.</param>
internal sealed record LimitOption(string Name)
{
    /// <summary>Bytes of one packet in an archive, of one wire message, or of a pipe that is read whole.</summary>
    public static LimitOption AlertBytes { get; } = new("--max-alert-bytes");

    /// <summary>Bytes of one block of a container.</summary>
    public static LimitOption ExpandedBytes { get; } = new("--max-expanded-bytes");

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public static LimitOption CutoutBytes { get; } = new("--max-cutout-bytes");

    /// <summary>Pixels of one image of a cutout.</summary>
    public static LimitOption CutoutPixels { get; } = new("--max-cutout-pixels");

    /// <summary>Bytes of a schema's text.</summary>
    public static LimitOption SchemaBytes { get; } = new("--max-schema-bytes");

    /// <summary>Types within types of a schema.</summary>
    public static LimitOption SchemaDepth { get; } = new("--max-schema-depth");

    /// <summary>Types, and so fields, of a schema.</summary>
    public static LimitOption SchemaFields { get; } = new("--max-schema-fields");

    /// <summary>Records, arrays and maps within each other in a value.</summary>
    public static LimitOption ValueDepth { get; } = new("--max-value-depth");

    /// <summary>Entries of one archive.</summary>
    public static LimitOption TarEntries { get; } = new("--max-tar-entries");

    /// <summary>Bytes that one archive may expand to.</summary>
    public static LimitOption ArchiveBytes { get; } = new("--max-archive-bytes");

    /// <summary>What to do about a refusal by the limit.</summary>
    public string Fix => $"if the input can be trusted, raise {Name}";
}
