using StampSpec.Alerts;
using StampSpec.Diagnostics;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// What real packets take, measured: the bytes of their parts, and of their stamps in every variant, serialisation and encoding.
/// </summary>
/// <param name="Surveys">Each survey's measurements.</param>
/// <param name="Paths">The packets, folders and archives that were measured.</param>
/// <param name="AtMost">The most alerts of a survey that were measured; null for all.</param>
public sealed record MeasuredBudget(IReadOnlyList<MeasuredSurvey> Surveys, IReadOnlyList<string> Paths, int? AtMost)
{
    /// <summary>Mean bytes of the parts of packets as shipped.</summary>
    public IReadOnlyList<PacketPartSize> Parts => [.. Surveys.SelectMany(s => s.Parts)];

    /// <summary>The alerts' own stamps in every variant, serialisation and encoding.</summary>
    public IReadOnlyList<VariantBytes> Stamps => [.. Surveys.SelectMany(s => s.Stamps)];

    /// <summary>Whole messages, with the stamps as shipped and with others in their place.</summary>
    public IReadOnlyList<VariantBytes> Messages => [.. Surveys.SelectMany(s => s.Messages)];

    /// <summary>
    /// Packets beside each other by part, as a figure of stacked bars shows them: as shipped, the same pixels carried otherwise, and a
    /// multi-scale layout in the same packet.
    /// </summary>
    public IReadOnlyList<PacketPartSize> Comparison => PacketComparison.Of(Parts, Stamps);

    /// <summary>Reads and measures packets.</summary>
    /// <param name="paths">Packets, folders and archives, as <see cref="AlertFiles.Read"/> takes them.</param>
    /// <param name="atMost">Most alerts of a survey, evenly spaced in their order; null for all.</param>
    /// <param name="report">Is told of packets that cannot be read.</param>
    /// <exception cref="InvalidInputException">A path does not exist, or no packet could be read.</exception>
    public static MeasuredBudget Of(IReadOnlyList<string> paths, int? atMost, Action<Diagnostic> report) =>
        new(PacketMeasurement.Of(paths, atMost, report), paths, atMost);

    /// <summary>The tables and the page that describe the measurement, each with the name of its file.</summary>
    public IEnumerable<(string FileName, string Text)> Documents()
    {
        yield return ("parts.csv", MeasuredTables.OfParts(Parts));
        yield return ("stamps.csv", MeasuredTables.OfVariants(Stamps));
        yield return ("messages.csv", MeasuredTables.OfVariants(Messages));
        yield return ("README.md", MeasuredPage.Of(this));
    }
}
