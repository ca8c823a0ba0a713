using StampSpec.Common;

namespace StampSpec.Studies.Model;

/// <summary>
/// Divides objects into parts by group, separately for each class, as close to the wanted fractions as whole groups allow. Within a class
/// the groups are taken from large to small, equal ones in random order, and each goes to the part that is missing most objects. Every part
/// gets the groups that it needs at least, one unless stated otherwise, if there are enough groups for all parts.
/// </summary>
internal static class GroupedPartition
{
    /// <summary>The part of each object.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="fractions">Wanted fraction of each part, greater than 0; the fractions need not add up to 1.</param>
    /// <param name="seed">Determines the order of equal groups and of equal parts.</param>
    /// <param name="fewestGroups">Groups of each class that each part needs at least; null for one. A class with fewer groups than all
    /// parts need together gives each part one, as far as they last.</param>
    public static int[] Assign(GroupedClasses objects, IReadOnlyList<double> fractions, Seed seed, IReadOnlyList<int>? fewestGroups = null)
    {
        if (fractions.Count == 0 || fractions.Any(f => !(f > 0)))
        {
            throw new ArgumentException("a partition needs parts of a fraction above 0", nameof(fractions));
        }

        var fewest = fewestGroups ?? [.. fractions.Select(_ => 1)];
        var parts = new int[objects.Count];
        foreach (var groups in objects.GroupsByClass().OrderBy(g => g.Key))
        {
            AssignClass([.. groups], fractions, fewest, seed.Derive(groups.Key).CreateSource(), parts);
        }

        return parts;
    }

    /// <summary>Number of groups of each class.</summary>
    public static int[] GroupCounts(GroupedClasses objects)
    {
        var groups = objects.GroupsByClass();
        return [.. Enumerable.Range(0, objects.ClassCount).Select(k => groups[k].Count())];
    }

    private static void AssignClass(
        ObjectGroup[] groups,
        IReadOnlyList<double> fractions,
        IReadOnlyList<int> fewest,
        RandomSource random,
        int[] parts
    )
    {
        random.Shuffle<ObjectGroup>(groups);
        int[] order = [.. Enumerable.Range(0, fractions.Count)];
        random.Shuffle<int>(order);
        var total = groups.Sum(g => g.Members.Count);
        var lacking = fractions.Select(f => f / fractions.Sum() * total).ToArray();
        int[] owed = groups.Length >= fewest.Sum() ? [.. fewest] : [.. fewest.Select(_ => 1)];
        var remaining = groups.Length;
        foreach (var group in groups.OrderByDescending(g => g.Members.Count))
        {
            var mustFill = remaining <= owed.Sum();
            var part = order.Where(p => !mustFill || owed[p] > 0).MaxBy(p => lacking[p]);
            foreach (var member in group.Members)
            {
                parts[member] = part;
            }

            lacking[part] -= group.Members.Count;
            owed[part] = Math.Max(0, owed[part] - 1);
            remaining--;
        }
    }
}

/// <summary>The classes and groups of N objects, as splitting needs them; a group must stay together.</summary>
/// <param name="ClassCount">K.</param>
/// <param name="Classes">Class index of each object, in 0 .. K - 1.</param>
/// <param name="Groups">Name of each object's group: the alerts of one object, or the glints of one readout.</param>
internal sealed record GroupedClasses(int ClassCount, IReadOnlyList<int> Classes, IReadOnlyList<string> Groups)
{
    /// <summary>Number of objects, N.</summary>
    public int Count => Classes.Count;

    /// <summary>The objects at the given indices, in that order.</summary>
    public GroupedClasses Subset(IReadOnlyList<int> indices) =>
        this with
        {
            Classes = [.. indices.Select(i => Classes[i])],
            Groups = [.. indices.Select(i => Groups[i])],
        };

    /// <summary>The groups by class: a group belongs to the class of most of its objects, the first class if several are equal.</summary>
    public ILookup<int, ObjectGroup> GroupsByClass() =>
        Enumerable
            .Range(0, Count)
            .GroupBy(i => Groups[i], StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ObjectGroup(g.Key, MostFrequentClass(g), [.. g]))
            .ToLookup(g => g.ClassIndex);

    private int MostFrequentClass(IEnumerable<int> members) =>
        members.GroupBy(i => Classes[i]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
}

/// <summary>Objects that must stay on one side of every split.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="ClassIndex">The class of the group.</param>
/// <param name="Members">Indices of its objects, ascending.</param>
internal sealed record ObjectGroup(string Name, int ClassIndex, IReadOnlyList<int> Members);
