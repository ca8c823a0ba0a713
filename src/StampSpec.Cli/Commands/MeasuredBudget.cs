using System.Globalization;
using StampSpec.Budgets.Measured;
using StampSpec.Files;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec budget --measure</c>: bytes of real packets by part, of their stamps by variant and encoding, as tables and a figure.</summary>
internal static class MeasuredBudget
{
    private static readonly string[] Columns =
        ["survey", "variant", "serialisation", "encoding", "alerts", "mean_bytes", "quartile_1", "median", "quartile_3", "percentile_95"];

    /// <summary>Measures and writes parts.csv, stamps.csv, messages.csv, bytes.svg, bytes.png and README.md.</summary>
    /// <param name="paths">Packets, folders and archives.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="atMost">Most alerts of a survey, evenly spaced in their order; null for all.</param>
    /// <param name="error">Takes packets that cannot be read.</param>
    public static void Write(IReadOnlyList<string> paths, string folder, int? atMost, TextWriter error)
    {
        var surveys = PacketMeasurement.Of(paths, atMost, error.WriteLine);
        DiagnosticText.WriteUnplaced(error, surveys.Sum(s => s.Unplaced));
        Directory.CreateDirectory(folder);
        var parts = surveys.SelectMany(s => s.Parts).ToArray();
        var stamps = surveys.SelectMany(s => s.Stamps).ToArray();
        var partRows = parts.Select(p => new[] { p.Packet, p.Part, Number(p.Bytes) });
        WriteFile(folder, "parts.csv", TableOf(["packet", "part", "mean_bytes"], partRows));
        WriteFile(folder, "stamps.csv", TableOf(Columns, stamps.Select(Cells)));
        WriteFile(folder, "messages.csv", TableOf(Columns, surveys.SelectMany(s => s.Messages).Select(Cells)));
        var figureParts = BudgetFigureParts.Of(parts, stamps);
        FigureFiles.Write([FigureOf(figureParts, surveys)], folder, FigureFormats.Svg | FigureFormats.Png);
        (string Survey, int Alerts)[] counts = [.. surveys.Select(s => (s.Survey.ToString(), s.Alerts))];
        WriteFile(folder, "README.md", BudgetReadme.Of(parts, stamps, counts, paths, atMost));
    }

    private static Figure FigureOf(IReadOnlyList<StackedBarSegment> parts, IReadOnlyList<MeasuredSurvey> surveys)
    {
        var counts = surveys.Select(s => FormattableString.Invariant($"{s.Alerts:N0} {s.Survey.ToString().ToUpperInvariant()}"));
        var alerts = string.Join(", ", counts);
        return ByteFigure.Build(
            parts,
            $"Mean bytes per alert by part over real alerts ({alerts}).",
            $"mean over real alerts: {alerts}; packets without schema and wire header");
    }

    private static string[] Cells(VariantBytes row) =>
    [
        row.Survey, row.Variant, row.Serialisation, row.Encoding, Number(row.Bytes.Count), Number(row.Bytes.Mean), Number(row.Bytes.Quartile1), Number(row.Bytes.Median),
        Number(row.Bytes.Quartile3), Number(row.Bytes.Percentile95),
    ];

    private static string TableOf(string[] headings, IEnumerable<string[]> rows) => Csv.Text(csv =>
    {
        foreach (var row in rows.Prepend(headings))
        {
            csv.WriteRecord(row);
        }
    });

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static void WriteFile(string folder, string name, string text) => AtomicFile.Write(Path.Combine(folder, name), text);
}
