using StampSpec.Studies.Results;

namespace StampSpec.Studies.Analysis;

/// <summary>Counts of what a study used and left out.</summary>
internal static class StudyCounts
{
    /// <summary>Objects and groups by set, class and origin, zeros included.</summary>
    public static IReadOnlyList<ClassCount> ByClass(IReadOnlyList<string> classes, IReadOnlyList<ObjectRow> objects)
    {
        var roles = objects.Select(o => o.Role).Distinct(StringComparer.Ordinal).ToArray();
        return
        [
            .. from role in roles
               from name in classes
               from origin in objects.Where(o => o.Role == role).Select(o => o.Origin).Distinct(StringComparer.Ordinal)
               let members = objects.Where(o => o.Role == role && o.Class == name && o.Origin == origin).ToArray()
               select new ClassCount(role, name, origin, members.Length, members.Select(m => m.Group).Distinct(StringComparer.Ordinal).Count()),
        ];
    }

    /// <summary>What was left out, by set and reason, in the order of first occurrence.</summary>
    public static IReadOnlyList<SkippedCount> ByReason(IReadOnlyList<SkippedRow> skipped) =>
        [.. skipped.GroupBy(s => (s.Role, s.Reason)).Select(g => new SkippedCount(g.Key.Role, g.Key.Reason, g.Count()))];
}
