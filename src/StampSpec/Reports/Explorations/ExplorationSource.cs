using System.Globalization;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports.Explorations;

/// <summary>Where an exploration's data came from.</summary>
internal static class ExplorationSource
{
    /// <summary>Alerts by origin, such as <c>2,800 synthetic alerts</c>.</summary>
    public static string DataSource(this ExplorationResults results) => string.Join(" and ", results.Final.Summary.Counts.GroupBy(c => c.Origin)
        .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(c => c.Objects):N0} {g.Key} alerts")));
}
