using StampSpec.Common;
using StampSpec.Specs;

namespace StampSpec.Alerts;

/// <summary>
/// The catalogue of packet columns and of named sets of them, from <c>specs/columns</c>, which is embedded in the assembly.
/// </summary>
internal static class PacketColumns
{
    /// <summary>Degrees from the plane of the Galaxy.</summary>
    public const string GalacticLatitude = "galactic-latitude";

    /// <summary>Degrees from the ecliptic.</summary>
    public const string EclipticLatitude = "ecliptic-latitude";

    /// <summary>The set of columns that synthetic alerts of ZTF have.</summary>
    public const string DrawnOfZtf = "ztf-drawn";

    private static readonly Lazy<IReadOnlyList<ColumnFile>> Files = new(Load);

    private static readonly Lazy<IReadOnlyDictionary<string, PacketColumn>> Named = new(() =>
        All.ToDictionary(c => c.Name, StringComparer.Ordinal)
    );

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<PacketColumn>>> NamedSets = new(() =>
        Files
            .Value.SelectMany(f => f.Sets)
            .ToDictionary(s => s.Key, s => (IReadOnlyList<PacketColumn>)[.. s.Value.Select(name => ByName[name])], StringComparer.Ordinal)
    );

    /// <summary>Every column.</summary>
    public static IReadOnlyList<PacketColumn> All => [.. Files.Value.SelectMany(f => f.Columns)];

    /// <summary>Every column by its name.</summary>
    public static IReadOnlyDictionary<string, PacketColumn> ByName => Named.Value;

    /// <summary>Sets of columns by their names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<PacketColumn>> Sets => NamedSets.Value;

    /// <summary>The columns of a survey's packets, in the catalogue's order.</summary>
    public static IReadOnlyList<PacketColumn> Of(SurveyKind survey) => [.. All.Where(c => c.Survey == survey)];

    private static IReadOnlyList<ColumnFile> Load()
    {
        var embedded = new EmbeddedSpecs("columns");
        return [.. embedded.Names.Select(name => Read(embedded, name))];
    }

    private static ColumnFile Read(EmbeddedSpecs embedded, string name)
    {
        var reading = PacketColumnSpec.Document.Parse(embedded.TextOf(name)!, name + EmbeddedSpecs.Extension);
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }
}

/// <summary>The columns that one packet contains.</summary>
/// <param name="schema">The columns of the packet's survey and schema.</param>
/// <param name="values">Their values, in the schema's order; not a number if missing.</param>
internal sealed class PacketValues(PacketColumnSchema schema, double[] values)
{
    /// <summary>The survey.</summary>
    public SurveyKind Survey => schema.Survey;

    /// <summary>Whether the packet's schema has a column.</summary>
    public bool Has(PacketColumn column) => schema.Has(column);

    /// <summary>The value of a column; not a number if it is missing.</summary>
    public double ValueOf(PacketColumn column) => schema.IndexOf(column) is { } index ? values[index] : double.NaN;
}
