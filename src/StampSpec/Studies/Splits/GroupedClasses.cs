namespace StampSpec.Studies.Splits;

/// <summary>What splitting needs to know of N objects: which class each is of, and which group must stay together.</summary>
/// <param name="ClassCount">K.</param>
/// <param name="Classes">Class index of each object, in 0 .. K - 1.</param>
/// <param name="Groups">Name of each object's group: the alerts of one object, or the glints of one readout.</param>
public sealed record GroupedClasses(int ClassCount, IReadOnlyList<int> Classes, IReadOnlyList<string> Groups)
{
    /// <summary>Number of objects, N.</summary>
    public int Count => Classes.Count;

    /// <summary>The objects at some indices, in their order.</summary>
    public GroupedClasses Subset(IReadOnlyList<int> indices) =>
        this with { Classes = [.. indices.Select(i => Classes[i])], Groups = [.. indices.Select(i => Groups[i])] };

    /// <summary>The groups by class: a group counts to the class that most of its objects have, the first among equals.</summary>
    public ILookup<int, ObjectGroup> GroupsByClass() => Enumerable.Range(0, Count)
        .GroupBy(i => Groups[i], StringComparer.Ordinal)
        .OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new ObjectGroup(g.Key, MostFrequentClass(g), [.. g]))
        .ToLookup(g => g.ClassIndex);

    private int MostFrequentClass(IEnumerable<int> members) => members
        .GroupBy(i => Classes[i])
        .OrderByDescending(g => g.Count())
        .ThenBy(g => g.Key)
        .First().Key;
}
