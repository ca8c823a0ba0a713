using StampSpec.Formats;

namespace StampSpec.Alerts;

/// <summary>
/// Every limit of <see cref="AlertReadingOptions"/> that a user may raise. The options of commands and the advice in diagnostics come from
/// here.
/// </summary>
public static class ReadingLimits
{
    // Deeper values would need more stack than a thread has.
    private const int DeepestValue = 1000;
    private const int DeepestSchema = 200;

    // Every whole number up to this one is exact in the arithmetic of quantities.
    private const long Most = 1L << 53;

    /// <summary>Bytes of one packet or table in an archive, of one wire message, or of a pipe that is read completely.</summary>
    public static ReadingLimit AlertBytes { get; } =
        new(
            LimitOption.AlertBytes,
            "Maximum bytes of one packet or table in an archive, of one wire message, or of a pipe that is read completely.",
            int.MaxValue / 2,
            o => o.MaxAlertBytes,
            (o, v) => o with { MaxAlertBytes = (int)v }
        );

    /// <summary>Bytes of one block of a container.</summary>
    public static ReadingLimit ExpandedBytes { get; } =
        new(
            LimitOption.ExpandedBytes,
            "Maximum bytes of one block of a container, as stored and as expanded.",
            int.MaxValue / 2,
            o => o.Avro.MaxExpandedBytes,
            (o, v) => o with { Avro = o.Avro with { MaxExpandedBytes = (int)v } }
        );

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public static ReadingLimit CutoutBytes { get; } =
        new(
            LimitOption.CutoutBytes,
            "Maximum bytes that one compressed cutout may expand to.",
            int.MaxValue / 2,
            o => o.MaxCutoutBytes,
            (o, v) => o with { MaxCutoutBytes = (int)v }
        );

    /// <summary>Pixels of one image of a cutout.</summary>
    public static ReadingLimit CutoutPixels { get; } =
        new(
            LimitOption.CutoutPixels,
            "Maximum pixels of one image of a cutout.",
            1 << 26,
            o => o.MaxCutoutPixels,
            (o, v) => o with { MaxCutoutPixels = (int)v }
        );

    /// <summary>Bytes of a schema's text.</summary>
    public static ReadingLimit SchemaBytes { get; } =
        new(
            LimitOption.SchemaBytes,
            "Maximum bytes of a schema's text.",
            int.MaxValue / 2,
            o => o.Avro.MaxSchemaBytes,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaBytes = (int)v } }
        );

    /// <summary>Levels of nested types in a schema.</summary>
    public static ReadingLimit SchemaDepth { get; } =
        new(
            LimitOption.SchemaDepth,
            "Maximum levels of nested types in a schema.",
            DeepestSchema,
            o => o.Avro.MaxSchemaDepth,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaDepth = (int)v } }
        );

    /// <summary>Types, and therefore fields, of a schema.</summary>
    public static ReadingLimit SchemaFields { get; } =
        new(
            LimitOption.SchemaFields,
            "Maximum total number of fields and types in a schema.",
            10_000_000,
            o => o.Avro.MaxSchemaFields,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaFields = (int)v } }
        );

    /// <summary>Levels of nested records, arrays and maps in a value.</summary>
    public static ReadingLimit ValueDepth { get; } =
        new(
            LimitOption.ValueDepth,
            "Maximum levels of nested records, arrays and maps in an alert.",
            DeepestValue,
            o => o.Avro.MaxValueDepth,
            (o, v) => o with { Avro = o.Avro with { MaxValueDepth = (int)v } }
        );

    /// <summary>Entries of one archive.</summary>
    public static ReadingLimit TarEntries { get; } =
        new(
            LimitOption.TarEntries,
            "Maximum number of entries of one archive.",
            Most,
            o => o.MaxTarEntries,
            (o, v) => o with { MaxTarEntries = v }
        );

    /// <summary>Bytes that one archive may expand to.</summary>
    public static ReadingLimit ArchiveBytes { get; } =
        new(
            LimitOption.ArchiveBytes,
            "Maximum bytes that all entries of one archive together may expand to.",
            Most,
            o => o.MaxArchiveBytes,
            (o, v) => o with { MaxArchiveBytes = v }
        );

    /// <summary>Bytes of memory for one row group of a Parquet table.</summary>
    public static ReadingLimit RowGroupBytes { get; } =
        new(
            LimitOption.RowGroupBytes,
            "Maximum bytes of memory for one row group of a Parquet table: the columns that are read, expanded.",
            Most,
            o => o.MaxRowGroupBytes,
            (o, v) => o with { MaxRowGroupBytes = v }
        );

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<ReadingLimit> All { get; } =
    [
        AlertBytes,
        ExpandedBytes,
        CutoutBytes,
        CutoutPixels,
        SchemaBytes,
        SchemaDepth,
        SchemaFields,
        ValueDepth,
        TarEntries,
        ArchiveBytes,
        RowGroupBytes,
    ];
}

/// <summary>A limit on reading that a user may raise.</summary>
public sealed class ReadingLimit
{
    private readonly Func<AlertReadingOptions, long> _of;
    private readonly Func<AlertReadingOptions, long, AlertReadingOptions> _with;

    internal ReadingLimit(
        LimitOption option,
        string meaning,
        long greatest,
        Func<AlertReadingOptions, long> of,
        Func<AlertReadingOptions, long, AlertReadingOptions> with
    )
    {
        (OptionName, Meaning, Greatest, _of, _with) = (option.Name, meaning, greatest, of, with);
    }

    /// <summary>The option that sets it.</summary>
    public string OptionName { get; }

    /// <summary>What it limits, in one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The largest allowed value; the smallest is 1.</summary>
    public long Greatest { get; }

    /// <summary>The default.</summary>
    public long Default => _of(AlertReadingOptions.Default);

    /// <summary>The limit in options.</summary>
    public long Of(AlertReadingOptions options) => _of(options);

    /// <summary>Options with another limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to <see cref="Greatest"/>.</exception>
    public AlertReadingOptions With(AlertReadingOptions options, long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Greatest);
        return _with(options, value);
    }
}
