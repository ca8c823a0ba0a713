using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StampSpec.Budgets;
using StampSpec.Budgets.Dmtn102;
using StampSpec.Cli.Output;
using StampSpec.Common;

namespace StampSpec.Cli.Commands;

/// <summary>Writes budgets as tables for reading, or as JSON or CSV for other programs.</summary>
internal sealed class BudgetOutput(TextWriter output, string format)
{
    /// <summary>The format for reading.</summary>
    public const string Table = "table";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly string[] Costs =
    [
        "px/image",
        "images",
        "stamps B",
        "packet B",
        "relative",
        "Gbps mean",
        "Gbps burst",
        "GB/night",
        "PB/decade",
    ];

    /// <summary>The supported formats.</summary>
    public static string[] Formats { get; } = [Table, "json", "csv"];

    /// <summary>Costs of layouts: in a table, a block for each packet that could carry them.</summary>
    public void Write(IReadOnlyList<BudgetRow> rows, IReadOnlyList<AlertPacket> packets, AlertFlow flow)
    {
        if (format != Table)
        {
            Write(rows, [], _ => [], null);
            return;
        }

        foreach (var packet in packets)
        {
            WriteBlock([.. rows.Where(r => r.Packet == packet.Name)], packet, flow);
        }

        output.WriteLine(
            "relative: bytes of the packet divided by its bytes with its own stamps, which are in the first row of each table; only for"
        );
        output.WriteLine(
            "stamps of the same planes, serialisation and encoding. Compare layouts only at equal planes: --planes sets them."
        );
        output.WriteLine("Stamps as Avro contain its length fields; --serialisation raw leaves them out.");
        output.WriteLine($"{Text(flow)} Gb = 10^9 bit, GB = 10^9 B, PB = 10^15 B.");
    }

    /// <summary>Layouts that fit a budget.</summary>
    public void Write(IReadOnlyList<FittingLayout> rows) =>
        Write(
            rows,
            ["field, arcsec", "pixel, arcsec", "pixels", "scales", "images", "planes", "psf", "serialisation", "stamps B"],
            r =>
                [
                    Number(r.FieldOfViewArcsec, "0.0##"),
                    Number(r.PixelScaleArcsec, "0.0##"),
                    Whole(r.Pixels),
                    Whole(r.Scales),
                    Whole(r.Images),
                    r.Planes,
                    r.Psf,
                    r.Serialisation,
                    Whole(r.BytesStamps),
                ],
            null
        );

    /// <summary>The numbers of a document next to ours.</summary>
    public void Write(IReadOnlyList<KeyNumber> rows)
    {
        if (format == "json")
        {
            output.WriteLine(JsonSerializer.Serialize(rows, Json));
            return;
        }

        var lines = rows.SelectMany(LinesOf).ToArray();
        string[] headings = ["row", "quantity", "document", "ours", "unit", "derivation", "assuming", "verdict", "why"];
        WriteCells(headings, lines, null);
    }

    private static IEnumerable<string[]> LinesOf(KeyNumber row)
    {
        var verdict = JsonNamingPolicy.KebabCaseLower.ConvertName(row.Verdict.ToString());
        if (row.Ours.Count == 0)
        {
            yield return [Whole(row.Number), row.Quantity, row.Says, "", "", "", "", verdict, row.Why ?? ""];
        }

        foreach (var (i, ours) in row.Ours.Index())
        {
            string[] first = i == 0 ? [Whole(row.Number), row.Quantity, row.Says] : [string.Empty, string.Empty, string.Empty];
            var values = string.Join("; ", ours.Values.Select(v => Number(v, "#,0.###")));
            string[] last =
                i == 0 ? [verdict, row.Why ?? string.Empty] : [ours.Reproduces ? "reproduces this way" : string.Empty, string.Empty];
            yield return [.. first, values, ours.Unit, string.Join("; ", ours.Expressions), ours.Assuming ?? string.Empty, .. last];
        }
    }

    private static string Text(AlertFlow flow) =>
        FormattableString.Invariant($"{flow.AlertsPerVisit} alerts per visit, a visit every {flow.CadenceSeconds} s, ")
        + FormattableString.Invariant(
            $"bursts of {flow.BurstSeconds} s, {flow.Streams} stream(s), {flow.VisitsPerNight} visits per night, "
        )
        + FormattableString.Invariant($"{flow.NightsPerYear} nights per year, {flow.Years} years.");

    private void WriteBlock(IReadOnlyList<BudgetRow> rows, AlertPacket packet, AlertFlow flow)
    {
        var areAlike = rows.Where(r => r.IsSingle).DistinctBy(r => (r.Serialisation, r.Encoding)).Count() == 1;
        var how = areAlike ? $", stamps as {rows[0].Serialisation} with encoding {rows[0].Encoding}" : "";
        output.WriteLine($"If the packet {packet.Name} carried it{how}:");
        string[] kinds = areAlike ? [] : ["serialisation", "encoding"];
        TextTable.Write(
            output,
            ["layout", "planes", .. kinds, .. Costs],
            [
                ["(its own stamps)", "", .. kinds.Select(_ => ""), "", "", "", .. CostsOf(packet.TotalBytes, 1, flow)],
                .. rows.Where(r => r.IsSingle).Select(r => CellsOf(r, areAlike, flow)),
            ]
        );
        output.WriteLine($"{packet.Name}: {packet.Source}");
        output.WriteLine();
        WriteStatistics([.. rows.Where(r => !r.IsSingle)], packet, areAlike);
    }

    private void WriteStatistics(BudgetRow[] rows, AlertPacket packet, bool areAlike)
    {
        if (rows.Length == 0)
        {
            return;
        }

        string[] kinds = areAlike ? [] : ["serialisation", "encoding"];
        output.WriteLine(
            $"Over the packets of {packet.Name}, whose cutouts, PSFs and records differ in size (own-cutouts: stamps as large as"
        );
        output.WriteLine("the cutouts; Gbps and PB: if every packet had that size):");
        TextTable.Write(
            output,
            ["layout", "planes", .. kinds, "quantity", "mean", "25 %", "median", "75 %", "95 %"],
            [
                .. rows.GroupBy(r => (r.Layout, r.Planes, r.Serialisation, r.Encoding))
                    .SelectMany(same => QuantitiesOf([.. same]).Select(cells => StatisticOf(same.First(), areAlike, cells))),
            ]
        );
        output.WriteLine();
    }

    private static IReadOnlyList<string> StatisticOf(BudgetRow row, bool areAlike, string[] cells) =>
        [row.Layout, row.Contents, .. areAlike ? Array.Empty<string>() : [row.Serialisation, row.Encoding], .. cells];

    private static IEnumerable<string[]> QuantitiesOf(BudgetRow[] statistics) =>
        [
            ["stamps B", .. statistics.Select(r => Whole(r.BytesStamps))],
            ["packet B", .. statistics.Select(r => Whole(r.BytesPacket))],
            ["Gbps mean", .. statistics.Select(r => Number(r.GbpsMean, "0.000"))],
            ["Gbps burst", .. statistics.Select(r => Number(r.GbpsBurst, "0.00"))],
            ["PB/decade", .. statistics.Select(r => Number(r.PbPerDecade, "0.00"))],
        ];

    private static IReadOnlyList<string> CellsOf(BudgetRow row, bool areAlike, AlertFlow flow) =>
        [
            row.Layout,
            row.Contents,
            .. areAlike ? Array.Empty<string>() : [row.Serialisation, row.Encoding],
            Whole(row.PixelsPerImage),
            Whole(row.Images),
            Whole(row.BytesStamps),
            .. CostsOf(row.BytesPacket, row.OfOwnStamps, flow),
        ];

    private static string[] CostsOf(double packetBytes, double? relative, AlertFlow flow) =>
        [
            Whole(packetBytes),
            relative is { } divided ? Number(divided, "0.000") : "",
            Number(flow.MeanGbps(packetBytes), "0.000"),
            Number(flow.BurstGbps(packetBytes), "0.00"),
            Number(flow.GigabytesPerNight(packetBytes), "#,0"),
            Number(flow.Petabytes(packetBytes), "0.00"),
        ];

    private static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Number(double number, string form) => number.ToString(form, CultureInfo.InvariantCulture);

    private void Write<T>(
        IReadOnlyList<T> rows,
        IReadOnlyList<string> headings,
        Func<T, IReadOnlyList<string>> cells,
        Func<string>? footing
    )
    {
        switch (format)
        {
            case "json":
                output.WriteLine(JsonSerializer.Serialize(rows, Json));
                break;
            case "csv":
                WriteCsv(rows);
                break;
            default:
                WriteCells(headings, [.. rows.Select(cells)], footing);
                break;
        }
    }

    private void WriteCells(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, Func<string>? footing)
    {
        if (format == "csv")
        {
            WriteCsv(headings, rows);
            return;
        }

        TextTable.Write(output, headings, rows);
        if (footing is not null)
        {
            output.WriteLine();
            output.WriteLine(footing());
        }
    }

    // The JSON names must not change. CSV has the same names, so both come from the same serialisation.
    private void WriteCsv<T>(IReadOnlyList<T> rows)
    {
        var documents = rows.Select(r => JsonSerializer.SerializeToElement(r, Json)).ToArray();
        var values = documents.SelectMany(d => d.EnumerateObject()).Where(p => p.Value.ValueKind != JsonValueKind.Object);
        string[] names = [.. values.Select(p => p.Name).Distinct()];
        string[] Cells(JsonElement document) => [.. names.Select(n => document.TryGetProperty(n, out var value) ? value.ToString() : "")];
        WriteCsv(names, [.. documents.Select(Cells)]);
    }

    private void WriteCsv(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var csv = Csv.Writer(output);
        foreach (var row in rows.Prepend(names))
        {
            csv.WriteRecord([.. row]);
        }
    }
}
