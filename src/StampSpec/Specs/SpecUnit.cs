namespace StampSpec.Specs;

/// <summary>The unit in which a number is given. Numbers may be written bare or with this unit; any other unit is an error that says what to write.</summary>
/// <param name="Name">As written after the number: <c>arcsec</c>.</param>
/// <param name="Others">Other units of the same quantity, with the number of <paramref name="Name"/> in one of them.</param>
public sealed record SpecUnit(string Name, IReadOnlyDictionary<string, double> Others)
{
    /// <summary>Arcseconds.</summary>
    public static SpecUnit Arcsec { get; } = new("arcsec", Map(("\"", 1), ("mas", 1e-3), ("arcmin", 60), ("'", 60), ("deg", 3600)));

    /// <summary>Pixels.</summary>
    public static SpecUnit Pixels { get; } = new("px", Map());

    /// <summary>Bytes.</summary>
    public static SpecUnit Bytes { get; } = new("B", Map(("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024 * 1024 * 1024), ("bit", 0.125)));

    /// <summary>Seconds.</summary>
    public static SpecUnit Seconds { get; } = new("s", Map(("ms", 1e-3), ("min", 60), ("h", 3600), ("d", 86400)));

    /// <summary>Magnitudes.</summary>
    public static SpecUnit Magnitudes { get; } = new("mag", Map(("mmag", 1e-3)));

    private static Dictionary<string, double> Map(params IEnumerable<(string Unit, double Factor)> others)
        => others.ToDictionary(o => o.Unit, o => o.Factor);
}
