using StampSpec.Seeds;

namespace StampSpec.Studies.Splits;

/// <summary>
/// Divides objects into parts by group, each class apart, as near to the wanted fractions as whole groups allow. Within a class the groups come
/// from large to small, equal ones in random order, and each goes to the part that lacks most objects; no part stays empty while groups suffice.
/// </summary>
public static class GroupedPartition
{
    /// <summary>The part of each object.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="fractions">Wanted fraction of each part, all above 0; they need not add up to 1.</param>
    /// <param name="seed">Fixes the order among equal groups and among equal parts.</param>
    public static int[] Assign(GroupedClasses objects, IReadOnlyList<double> fractions, Seed seed)
    {
        if (fractions.Count == 0 || fractions.Any(f => !(f > 0)))
        {
            throw new ArgumentException("a partition needs parts of a fraction above 0", nameof(fractions));
        }

        var parts = new int[objects.Count];
        foreach (var groups in objects.GroupsByClass().OrderBy(g => g.Key))
        {
            AssignClass([.. groups], fractions, seed.Derive(groups.Key).CreateSource(), parts);
        }

        return parts;
    }

    /// <summary>Number of groups of each class.</summary>
    public static int[] GroupCounts(GroupedClasses objects)
    {
        var groups = objects.GroupsByClass();
        return [.. Enumerable.Range(0, objects.ClassCount).Select(k => groups[k].Count())];
    }

    private static void AssignClass(ObjectGroup[] groups, IReadOnlyList<double> fractions, RandomSource random, int[] parts)
    {
        random.Shuffle<ObjectGroup>(groups);
        int[] order = [.. Enumerable.Range(0, fractions.Count)];
        random.Shuffle<int>(order);
        var total = groups.Sum(g => g.Members.Count);
        var lacking = fractions.Select(f => f / fractions.Sum() * total).ToArray();
        var empty = new HashSet<int>(order);
        var remaining = groups.Length;
        foreach (var group in groups.OrderByDescending(g => g.Members.Count))
        {
            var mustFill = remaining <= empty.Count;
            var part = order.Where(p => !mustFill || empty.Contains(p)).MaxBy(p => lacking[p]);
            foreach (var member in group.Members)
            {
                parts[member] = part;
            }

            lacking[part] -= group.Members.Count;
            empty.Remove(part);
            remaining--;
        }
    }
}
