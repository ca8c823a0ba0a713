using StampSpec.Formats;

namespace StampSpec.Alerts;

/// <summary>
/// Every bound of <see cref="AlertReadingOptions"/> that a user may raise: the commands' options and the advice of refusals come from here.
/// </summary>
public static class ReadingLimits
{
    // Deeper values would need more stack than a thread may have.
    private const int DeepestValue = 1000;
    private const int DeepestSchema = 200;

    /// <summary>Bytes of one packet in an archive, as a wire message, or through a pipe that is read whole.</summary>
    public static ReadingLimit AlertBytes { get; } =
        new(
            LimitOption.AlertBytes,
            "Bytes of one packet in an archive, of one wire message, or of a pipe that is read completely.",
            int.MaxValue / 2,
            o => o.MaxAlertBytes,
            (o, v) => o with { MaxAlertBytes = (int)v }
        );

    /// <summary>Bytes of one block of a container.</summary>
    public static ReadingLimit ExpandedBytes { get; } =
        new(
            LimitOption.ExpandedBytes,
            "Bytes of one block of a container, as stored and as expanded.",
            int.MaxValue / 2,
            o => o.Avro.MaxExpandedBytes,
            (o, v) => o with { Avro = o.Avro with { MaxExpandedBytes = (int)v } }
        );

    /// <summary>Bytes that one compressed cutout may expand to.</summary>
    public static ReadingLimit CutoutBytes { get; } =
        new(
            LimitOption.CutoutBytes,
            "Bytes that one compressed cutout may expand to.",
            int.MaxValue / 2,
            o => o.MaxCutoutBytes,
            (o, v) => o with { MaxCutoutBytes = (int)v }
        );

    /// <summary>Pixels of one image of a cutout.</summary>
    public static ReadingLimit CutoutPixels { get; } =
        new(
            LimitOption.CutoutPixels,
            "Pixels of one image of a cutout.",
            1 << 26,
            o => o.MaxCutoutPixels,
            (o, v) => o with { MaxCutoutPixels = (int)v }
        );

    /// <summary>Bytes of a schema's text.</summary>
    public static ReadingLimit SchemaBytes { get; } =
        new(
            LimitOption.SchemaBytes,
            "Bytes of a schema's text.",
            int.MaxValue / 2,
            o => o.Avro.MaxSchemaBytes,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaBytes = (int)v } }
        );

    /// <summary>Levels of nested types in a schema.</summary>
    public static ReadingLimit SchemaDepth { get; } =
        new(
            LimitOption.SchemaDepth,
            "Levels of nested types in a schema.",
            DeepestSchema,
            o => o.Avro.MaxSchemaDepth,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaDepth = (int)v } }
        );

    /// <summary>Types, and therefore fields, of a schema.</summary>
    public static ReadingLimit SchemaFields { get; } =
        new(
            LimitOption.SchemaFields,
            "Fields and types in a schema altogether.",
            10_000_000,
            o => o.Avro.MaxSchemaFields,
            (o, v) => o with { Avro = o.Avro with { MaxSchemaFields = (int)v } }
        );

    /// <summary>Levels of nested records, arrays and maps in a value.</summary>
    public static ReadingLimit ValueDepth { get; } =
        new(
            LimitOption.ValueDepth,
            "Records, arrays and maps within each other in an alert.",
            DeepestValue,
            o => o.Avro.MaxValueDepth,
            (o, v) => o with { Avro = o.Avro with { MaxValueDepth = (int)v } }
        );

    /// <summary>Entries of one archive.</summary>
    public static ReadingLimit TarEntries { get; } =
        new(LimitOption.TarEntries, "Entries of one archive.", long.MaxValue, o => o.MaxTarEntries, (o, v) => o with { MaxTarEntries = v });

    /// <summary>Bytes that one archive may expand to.</summary>
    public static ReadingLimit ArchiveBytes { get; } =
        new(
            LimitOption.ArchiveBytes,
            "Bytes that one archive may expand to, all entries together.",
            long.MaxValue,
            o => o.MaxArchiveBytes,
            (o, v) => o with { MaxArchiveBytes = v }
        );

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<ReadingLimit> All { get; } =
    [AlertBytes, ExpandedBytes, CutoutBytes, CutoutPixels, SchemaBytes, SchemaDepth, SchemaFields, ValueDepth, TarEntries, ArchiveBytes];
}

/// <summary>One bound on what reading may spend, which a user may raise.</summary>
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

    /// <summary>What it bounds, one sentence.</summary>
    public string Meaning { get; }

    /// <summary>The greatest value; the least is 1.</summary>
    public long Greatest { get; }

    /// <summary>What holds where nothing is said.</summary>
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
