using System.Globalization;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The names of layouts in a report: a layout's name, with its encoding if the layout appears in several encodings.</summary>
internal sealed class ReportNames
{
    private readonly HashSet<string> _severalEncodings;

    public ReportNames(StudySummary summary)
    {
        _severalEncodings = [.. summary.Layouts.GroupBy(l => l.Id.Layout).Where(g => g.Count() > 1).Select(g => g.Key)];
        var encoded = summary.IsEncoded ? StudySummary.EncodedMeaning : "";
        BytesMeaning = summary.BytesMeaning;
        RawBytesMeaning = ByteBasis.Usual.InWords + encoded;
        ShortBytesMeaning = $"{summary.Basis.Planes.Name} planes, {(summary.IsEncoded ? "encoded, " : "")}{summary.Basis.Form.Name}";
        Ordered =
        [
            .. summary
                .Layouts.OrderBy(l => l.Bytes)
                .ThenBy(l => l.Id.Layout, StringComparer.Ordinal)
                .ThenBy(l => l.Id.Encoding, StringComparer.Ordinal),
        ];
    }

    /// <summary>Layouts by increasing bytes, the order of every figure and table.</summary>
    public IReadOnlyList<LayoutSummary> Ordered { get; }

    /// <summary>What the bytes of layouts count: planes and serialisation.</summary>
    public string BytesMeaning { get; }

    /// <summary>The same in few words, for narrow axes.</summary>
    public string ShortBytesMeaning { get; }

    /// <summary>What the bytes of a layout's parts count.</summary>
    public string RawBytesMeaning { get; }

    public string Of(LayoutId id) => _severalEncodings.Contains(id.Layout) ? $"{id.Layout}, {id.Encoding}" : id.Layout;

    public string Of(LayoutSummary layout) => Of(layout.Id);
}

/// <summary>What every table and figure of a study must say before its scores are quoted.</summary>
internal static class Cautions
{
    /// <summary>All cautions, in sentences; null if there are none.</summary>
    public static string? Of(StudySummary summary) =>
        string.Join(" ", new[] { QuickCheck.Of(summary), WithoutObjects(summary) }.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string? WithoutObjects(StudySummary summary)
    {
        var scored = summary.Layouts.SelectMany(l => l.Estimates).Select(e => e.Class).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string[] absent = [.. summary.Classes.Where(c => !scored.Contains(c))];
        return scored.Count == 0 || absent.Length == 0
            ? null
            : $"No test alert is of class {string.Join(" or ", absent)}: macro figures are means over "
                + $"{string.Join(", ", summary.Classes.Where(scored.Contains))}.";
    }
}

/// <summary>The caution on the results of a quick check.</summary>
internal static class QuickCheck
{
    /// <summary>One sentence with the numbers of alerts and runs; null if the study was not run with <c>--quick</c>.</summary>
    public static string? Of(StudySummary summary)
    {
        if (!summary.IsQuick)
        {
            return null;
        }

        var alerts = summary.Counts.Where(c => c.Role != DataRole.Pretraining).Sum(c => c.Objects);
        var runs = summary.ComparedRuns.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Quick check: {alerts:N0} alerts, {runs} {(runs == 1 ? "run" : "runs")}; do not quote."
        );
    }
}

/// <summary>Bytes of stamps as a survey would send them, from bytes.csv: FITS with headers, in gzip or in the study's encoding.</summary>
internal sealed class TransmittedBytes(StudyResults results)
{
    private const string Gzip = "gzip";

    private readonly ILookup<string, ByteRow> _totals = results
        .Bytes.Where(r => r is { Part: StudyBytes.Total, Planes: ByteRow.OwnPlanes })
        .ToLookup(r => r.Id.Layout, StringComparer.Ordinal);

    /// <summary>What the bytes of all layouts include; null if they are not in the table.</summary>
    public string? Meaning =>
        results.Summary.Layouts.Select(Find).OfType<(string Name, double Bytes)>().Select(f => f.Name).Distinct().ToArray() switch
        {
            [] => null,
            [var one] => $"{PlaneSet.Own.InWords}, as {one}, with headers",
            var several => $"{PlaneSet.Own.InWords}, as {string.Join(" or ", several)}, with headers",
        };

    /// <summary>Bytes of one alert's stamps; null if they are not in the table.</summary>
    public double? Of(LayoutSummary layout) => Find(layout)?.Bytes;

    private (string Name, double Bytes)? Find(LayoutSummary layout)
    {
        var isPlain = PixelEncoding.All.All(e => e.Name != layout.Id.Encoding);
        (string Encoding, string Serialisation, string Name)[] forms =
        [
            .. isPlain ? [(Gzip, ByteRow.Fits, "FITS in gzip")] : Array.Empty<(string, string, string)>(),
            (layout.Id.Encoding, ByteRow.Fits, isPlain ? "FITS" : "FITS in their encoding"),
            (layout.Id.Encoding, "avro", isPlain ? "Avro bytes" : "Avro bytes in their encoding"),
        ];
        return forms
            .Select(f =>
                (
                    f.Name,
                    Row: _totals[layout.Id.Layout].FirstOrDefault(r => r.Id.Encoding == f.Encoding && r.Serialisation == f.Serialisation)
                )
            )
            .Where(f => f.Row is not null)
            .Select(f => ((string Name, double Bytes)?)(f.Name, f.Row!.Bytes))
            .FirstOrDefault();
    }
}
