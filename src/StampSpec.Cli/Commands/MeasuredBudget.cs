using System.Globalization;
using CsvHelper;
using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Budgets.Measured;
using StampSpec.Diagnostics;
using StampSpec.Files;
using StampSpec.Layouts;
using StampSpec.Reports;
using StampSpec.Reports.Charts;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec budget --measure</c>: bytes of real packets by part, of their stamps by variant and encoding, as tables and a figure.</summary>
internal static class MeasuredBudget
{
    private static readonly string[] Columns =
        ["survey", "variant", "serialisation", "encoding", "alerts", "mean_bytes", "quartile_1", "median", "quartile_3", "percentile_95"];

    // Shipped LSST stamps are too narrow for the layouts of several scales; those that they can supply are their own pixels, and two scales within them.
    private static readonly StampLayout[] LsstLayouts =
    [
        LayoutLibrary.Load("as-shipped"),
        new("two-scales-of-14-pixels", [new StampScale(14, 0.2), new StampScale(14, 0.4)]),
    ];

    private static readonly StampLayout[] ZtfLayouts = [LayoutLibrary.Load("ztf-multiscale"), LayoutLibrary.Load("ztf-full")];

    private const string Shipped = "LSST as shipped";

    /// <summary>Measures and writes parts.csv, stamps.csv, messages.csv, bytes.svg, bytes.png and README.md.</summary>
    /// <param name="paths">Folders or files of packets.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="atMost">Most alerts of a survey, evenly spaced in their order; null for all.</param>
    /// <param name="error">Takes packets that cannot be read.</param>
    public static void Write(IReadOnlyList<string> paths, string folder, int? atMost, TextWriter error)
    {
        var files = paths.SelectMany(FilesOf).Order(StringComparer.Ordinal).ToArray();
        var readings = AlertFiles.Read(files).ToArray();
        foreach (var reading in readings.Where(r => r.Problem is not null))
        {
            error.WriteLine(reading.Problem);
        }

        var surveys = readings.Where(r => r.Alert is not null).GroupBy(r => r.Alert!.Survey).OrderBy(g => g.Key).Select(g => Spread([.. g], atMost)).ToArray();
        if (surveys.Length == 0)
        {
            throw new InvalidInputException(Diagnostic.Error("budget.no-alerts", "none of the packets could be read"));
        }

        Directory.CreateDirectory(folder);
        var parts = surveys.SelectMany(PartsOf).ToArray();
        var stamps = surveys.SelectMany(s => StampMeasurement.Of([.. s.Select(r => r.Alert!)])).ToArray();
        WriteFile(folder, "parts.csv", Csv(["packet", "part", "mean_bytes"], parts.Select(p => new[] { p.Packet, p.Part, Number(p.Bytes) })));
        WriteFile(folder, "stamps.csv", Csv(Columns, stamps.Select(Cells)));
        WriteFile(folder, "messages.csv", Csv(Columns, surveys.SelectMany(MessagesOf).Select(Cells)));
        var figureParts = BudgetFigureParts.Of(parts, stamps);
        ChartRenderer.Render([FigureOf(figureParts, surveys)], folder, RenderFormats.Svg | RenderFormats.Png);
        WriteFile(folder, "README.md", BudgetReadme.Of(parts, stamps, [.. surveys.Select(s => (s[0].Alert!.Survey.ToString(), s.Length))], paths, atMost));
    }

    private static IEnumerable<VariantBytes> MessagesOf(AlertReading[] survey)
    {
        var packets = survey.Select(r => (Alert: r.Alert!, File: File.ReadAllBytes(r.Source))).Where(p => !WireMessage.IsWire(p.File)).ToArray();
        var layouts = survey[0].Alert!.Survey == SurveyKind.Lsst ? LsstLayouts : ZtfLayouts;
        return MessageMeasurement.Of(packets, layouts);
    }

    private static IEnumerable<string> FilesOf(string path) => Directory.Exists(path) ? Directory.GetFiles(path, "*.avro") : [path];

    private static AlertReading[] Spread(AlertReading[] readings, int? atMost)
    {
        var count = Math.Min(readings.Length, atMost ?? readings.Length);
        return [.. Enumerable.Range(0, count).Select(i => readings[(int)((long)i * readings.Length / count)])];
    }

    private static IEnumerable<PartBytes> PartsOf(AlertReading[] survey)
    {
        var sums = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (part, bytes) in survey.Select(r => File.ReadAllBytes(r.Source)).Where(b => !WireMessage.IsWire(b)).SelectMany(ShippedParts.Of))
        {
            sums[part] = sums.GetValueOrDefault(part) + bytes;
        }

        var packet = survey[0].Alert!.Survey == SurveyKind.Lsst ? Shipped : "ZTF as shipped";
        return sums.Select(s => new PartBytes(packet, s.Key, (double)s.Value / survey.Length));
    }

    private static Figure FigureOf(IReadOnlyList<BytePart> parts, AlertReading[][] surveys)
    {
        var alerts = string.Join(", ", surveys.Select(s => FormattableString.Invariant($"{s.Length:N0} {s[0].Alert!.Survey.ToString().ToUpperInvariant()}")));
        var facts = new StudyFacts(surveys.Sum(s => s.Length), 1, string.Empty, "real packets", "stampspec budget --measure");
        var figure = ByteFigure.Build(parts, "records and stamps, without schema and wire header", facts);
        var footing = new Title([$"mean over real alerts: {alerts}; packets without schema and wire header"]) { Orient = "bottom", Anchor = "start", FontSize = 6, FontWeight = "normal", Offset = 8 };
        return figure with { View = ((ColumnView)figure.View) with { Title = footing }, Caption = $"Mean bytes per alert by part over real alerts ({alerts})." };
    }

    private static string[] Cells(VariantBytes row) =>
    [
        row.Survey, row.Variant, row.Serialisation, row.Encoding, Number(row.Bytes.Count), Number(row.Bytes.Mean), Number(row.Bytes.Quartile1), Number(row.Bytes.Median),
        Number(row.Bytes.Quartile3), Number(row.Bytes.Percentile95),
    ];

    private static string Csv(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = new CsvWriter(text, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var row in rows.Prepend(headings))
        {
            foreach (var cell in row)
            {
                csv.WriteField(cell);
            }

            csv.NextRecord();
        }

        csv.Flush();
        return text.ToString();
    }

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);

    private static void WriteFile(string folder, string name, string text) => AtomicFile.Write(Path.Combine(folder, name), text);
}
