using System.Globalization;
using StampSpec.Studies.Data;
using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>Says in a caption where a study's alerts came from, and which of them were learned from only.</summary>
internal static class AlertSources
{
    /// <summary>Such as <c>699 real alerts, pretrained on 3,000 synthetic alerts</c>.</summary>
    public static string Describe(IReadOnlyList<ClassCount> counts)
    {
        var own = ByOrigin(counts.Where(c => c.Role is not (DataRole.Training or DataRole.Pretraining)));
        var beside = ByOrigin(counts.Where(c => c.Role == DataRole.Training));
        var before = ByOrigin(counts.Where(c => c.Role == DataRole.Pretraining));
        return own + (beside.Length > 0 ? $", trained on {beside} beside them" : "") + (before.Length > 0 ? $", pretrained on {before}" : "");
    }

    private static string ByOrigin(IEnumerable<ClassCount> counts) => string.Join(" and ", counts.GroupBy(c => c.Origin).Select(g =>
        string.Create(CultureInfo.InvariantCulture, $"{g.Sum(c => c.Objects):N0} {g.Key} alerts")));
}
