using System.Globalization;
using System.Text;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Layouts.Specification;

namespace StampSpec.Budgets.Measured;

/// <summary>
/// The page that explains the measured tables: the command, the bytes of each part, the encodings, and whether PSFs and FITS cost more than
/// multi-scale stamps would.
/// </summary>
internal static class MeasuredPage
{
    private static readonly string[] VariantColumns =
    [
        "survey",
        "variant",
        "serialisation",
        "encoding",
        "alerts",
        "mean_bytes",
        "quartile_1",
        "median",
        "quartile_3",
        "percentile_95",
    ];

    /// <summary>The page's text in Markdown.</summary>
    public static string Of(MeasuredBudget budget, string command)
    {
        var (parts, stamps) = (budget.Parts, budget.Stamps);
        var text = new StringBuilder("# Bytes of real packets\n\n");
        text.Append("    ").Append(command).Append("\n\n");
        var counts = budget.Surveys.Select(s => FormattableString.Invariant($"{s.Alerts} {s.Survey.ToString().ToUpperInvariant()}"));
        Add(text, $"Real alerts: {string.Join(", ", counts)}. ");
        text.Append("The numbers are means over alerts. `parts.csv`, `stamps.csv` and `messages.csv` (records and stamps together) ");
        text.Append("list every combination with quartiles and 95th percentiles.\n\n");
        text.Append("![Bytes per alert by part](bytes.svg)\n\n## Where the bytes of shipped files go\n\n");
        AppendParts(text, parts);
        if (stamps.Any(s => s.Survey == "lsst"))
        {
            AppendFinding(text, parts, stamps);
        }

        AppendEncodings(text, stamps);
        return text.ToString();
    }

    private static void AppendParts(StringBuilder text, IReadOnlyList<PacketPartSize> parts)
    {
        text.Append("| packet | part | mean bytes | share |\n|---|---|---:|---:|\n");
        foreach (var packet in parts.GroupBy(p => p.Packet))
        {
            var total = packet.Sum(p => p.Bytes);
            foreach (var part in packet)
            {
                Add(text, $"| {part.Packet} | {part.Part} | {part.Bytes:N0} | {100 * part.Bytes / total:F1} % |\n");
            }
        }
    }

    private static void AppendFinding(StringBuilder text, IReadOnlyList<PacketPartSize> parts, IReadOnlyList<VariantBytes> stamps)
    {
        var shipped = parts.Where(p => p.Packet.StartsWith("LSST", StringComparison.Ordinal)).ToArray();
        double Part(string name) => shipped.Where(p => p.Part == name).Sum(p => p.Bytes);
        var layout = LayoutLibrary.Load("rubin-proposal");
        var multiScale = Serialisation.Parse("raw").Bytes(layout, PixelEncoding.Parse("none"))!.Value;
        var fits = Part(ShippedParts.FitsHeaders) + Part(ShippedParts.FitsPadding);
        var psf = Part(ShippedParts.Psf);
        var halved = PacketComparison.Raw(stamps, "float64 PSFs (as shipped)") - PacketComparison.Raw(stamps, "float32 PSFs");
        var costMore = psf + fits > multiScale * 2 && halved + fits > multiScale * 2;
        text.Append("\n## Do PSFs and FITS cost more than multi-scale stamps would?\n\n");
        Add(text, $"{(costMore ? "Yes" : "No")}. Mean bytes per alert:\n\n");
        Add(text, $"- The PSF values take {psf:N0} as shipped. Float32 instead of float64 saves {halved:N0}.\n");
        var (headers, padding) = (Part(ShippedParts.FitsHeaders), Part(ShippedParts.FitsPadding));
        Add(text, $"- FITS headers and padding take {headers:N0} + {padding:N0} = {fits:N0}.\n");
        text.Append("- Raw multi-scale stamps of three images, 4 x 16 x 16 px (0.2\" to 1.6\", 25.6\" across), take  ");
        Add(text, $"{multiScale:N0} for flux and {2 * multiScale:N0} with variance.\n");
        Add(text, $"- Float32 PSFs and planes without FITS therefore save {halved + fits:N0} bytes of the shipped packet;  ");
        Add(text, $"such stamps with variance, raw, would add {2 * multiScale:N0}.\n");
    }

    private static void AppendEncodings(StringBuilder text, IReadOnlyList<VariantBytes> stamps)
    {
        text.Append("\n## Stamps by encoding, mean bytes per alert\n");
        foreach (var variant in stamps.GroupBy(s => (s.Survey, s.Variant)))
        {
            string[] serialisations = [.. variant.Select(v => v.Serialisation).Distinct()];
            Add(text, $"\n{variant.Key.Survey}, {variant.Key.Variant}\n\n| encoding | {string.Join(" | ", serialisations)} |\n");
            Add(text, $"|---|{string.Concat(serialisations.Select(_ => "---:|"))}\n");
            foreach (var encoding in variant.GroupBy(v => v.Encoding))
            {
                var cells = serialisations.Select(s => encoding.FirstOrDefault(e => e.Serialisation == s)).Select(Mean);
                Add(text, $"| {encoding.Key} | {string.Join(" | ", cells)} |\n");
            }
        }
    }

    private static string Mean(VariantBytes? variant) => variant?.Bytes.Mean.ToString("N0", CultureInfo.InvariantCulture) ?? string.Empty;

    private static void Add(StringBuilder text, FormattableString part) => text.Append(FormattableString.Invariant(part));

    /// <summary>A row for each part of a packet.</summary>
    internal static string OfParts(IEnumerable<PacketPartSize> parts) =>
        TableOf(["packet", "part", "mean_bytes"], parts.Select(p => new[] { p.Packet, p.Part, Number(p.Bytes) }));

    /// <summary>A row for each variant, serialisation and encoding.</summary>
    internal static string OfVariants(IEnumerable<VariantBytes> variants) => TableOf(VariantColumns, variants.Select(Cells));

    private static string[] Cells(VariantBytes row) =>
        [
            row.Survey,
            row.Variant,
            row.Serialisation,
            row.Encoding,
            Number(row.Bytes.Count),
            Number(row.Bytes.Mean),
            Number(row.Bytes.Quartile1),
            Number(row.Bytes.Median),
            Number(row.Bytes.Quartile3),
            Number(row.Bytes.Percentile95),
        ];

    private static string TableOf(string[] headings, IEnumerable<string[]> rows) =>
        Csv.Text(csv =>
        {
            foreach (var row in rows.Prepend(headings))
            {
                csv.WriteRecord(row);
            }
        });

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
