using System.Globalization;
using StampSpec.Files;

namespace StampSpec.Budgets.Measured;

/// <summary>Measured bytes as CSV tables.</summary>
internal static class MeasuredTables
{
    private static readonly string[] VariantColumns =
        ["survey", "variant", "serialisation", "encoding", "alerts", "mean_bytes", "quartile_1", "median", "quartile_3", "percentile_95"];

    /// <summary>A row for each part of a packet.</summary>
    public static string OfParts(IEnumerable<PacketPartSize> parts) =>
        TableOf(["packet", "part", "mean_bytes"], parts.Select(p => new[] { p.Packet, p.Part, Number(p.Bytes) }));

    /// <summary>A row for each variant, serialisation and encoding.</summary>
    public static string OfVariants(IEnumerable<VariantBytes> variants) => TableOf(VariantColumns, variants.Select(Cells));

    private static string[] Cells(VariantBytes row) =>
    [
        row.Survey, row.Variant, row.Serialisation, row.Encoding, Number(row.Bytes.Count), Number(row.Bytes.Mean), Number(row.Bytes.Quartile1),
        Number(row.Bytes.Median), Number(row.Bytes.Quartile3), Number(row.Bytes.Percentile95),
    ];

    private static string TableOf(string[] headings, IEnumerable<string[]> rows) => Csv.Text(csv =>
    {
        foreach (var row in rows.Prepend(headings))
        {
            csv.WriteRecord(row);
        }
    });

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
