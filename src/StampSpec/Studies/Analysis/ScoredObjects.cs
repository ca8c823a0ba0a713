using StampSpec.Studies.Results;

namespace StampSpec.Studies.Analysis;

/// <summary>The objects that every complete run of every layout scored, in the order of objects.csv.</summary>
internal sealed class ScoredObjects
{
    private readonly Dictionary<long, int> _indices;
    private readonly Dictionary<string, int> _classes;

    public ScoredObjects(IReadOnlyList<string> classes, IReadOnlyList<ObjectRow> objects, IEnumerable<long> scored)
    {
        var wanted = scored.ToHashSet();
        _classes = Indices(classes);
        Rows = [.. objects.Where(o => wanted.Contains(o.Candid))];
        _indices = Rows.Select((row, index) => (row.Candid, index)).ToDictionary(r => r.Candid, r => r.index);
        TrueClasses = [.. Rows.Select(r => _classes[r.Class])];
        var groups = Indices(Rows.Select(r => r.Group).Distinct(StringComparer.Ordinal));
        GroupCount = groups.Count;
        Units = [.. Rows.Select(r => groups[r.Group])];
    }

    /// <summary>The objects.</summary>
    public IReadOnlyList<ObjectRow> Rows { get; }

    /// <summary>Number of objects.</summary>
    public int Count => Rows.Count;

    /// <summary>Number of groups that they fall into.</summary>
    public int GroupCount { get; }

    /// <summary>True class index of each object.</summary>
    public int[] TrueClasses { get; }

    /// <summary>Group index of each object.</summary>
    public int[] Units { get; }

    /// <summary>Index of a class.</summary>
    public int ClassIndex(string name) => _classes[name];

    /// <summary>Predicted class indices of one run, in the order of the objects.</summary>
    /// <param name="run">What a layout predicted for each of the objects.</param>
    public int[] Predicted(IEnumerable<PredictionRow> run)
    {
        var predicted = new int[Count];
        foreach (var row in run)
        {
            predicted[_indices[row.Candid]] = _classes[row.Predicted];
        }

        return predicted;
    }

    private static Dictionary<string, int> Indices(IEnumerable<string> names) =>
        names.Select((name, index) => (name, index)).ToDictionary(n => n.name, n => n.index, StringComparer.Ordinal);
}
