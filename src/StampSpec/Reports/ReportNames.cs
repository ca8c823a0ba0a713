using StampSpec.Budgets.Encodings;
using StampSpec.Studies;
using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>What layouts are called in a report: their name, with the encoding where one layout appears in several.</summary>
internal sealed class ReportNames
{
    private readonly HashSet<string> _severalEncodings;

    public ReportNames(StudySummary summary)
    {
        _severalEncodings = [.. summary.Layouts.GroupBy(l => l.Id.Layout).Where(g => g.Count() > 1).Select(g => g.Key)];
        BytesMeaning = summary.Layouts.Any(l => PixelEncoding.All.Any(e => e.Name == l.Id.Encoding))
            ? "stamps in their encoding (mean), without headers"
            : "stamps uncompressed, without headers";
        Ordered = [.. summary.Layouts.OrderBy(l => l.Bytes).ThenBy(l => l.Id.Layout, StringComparer.Ordinal).ThenBy(l => l.Id.Encoding, StringComparer.Ordinal)];
    }

    /// <summary>Layouts by rising bytes: the order of every figure and table.</summary>
    public IReadOnlyList<LayoutSummary> Ordered { get; }

    /// <summary>What the bytes of layouts count.</summary>
    public string BytesMeaning { get; }

    public string Of(LayoutId id) => _severalEncodings.Contains(id.Layout) ? $"{id.Layout}, {id.Encoding}" : id.Layout;

    public string Of(LayoutSummary layout) => Of(layout.Id);
}
