namespace StampSpec.Specs;

/// <summary>Finds the name that a misspelled name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>
    /// The nearest candidate, if at most a quarter of the name's length in edits separates them (at least 1; case does not count);
    /// otherwise null.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(c => (Name: c, Edits: Edits(name.ToLowerInvariant(), c.ToLowerInvariant())))
            .OrderBy(c => c.Edits)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Max(1, Math.Max(name.Length, nearest.Name.Length) / 4)
            ? nearest.Name
            : null;
    }

    /// <summary>What to write instead of a name that is none of the candidates: the nearest of them, or one of all.</summary>
    public static string Advice(string name, IReadOnlyList<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"did you mean {nearest}?" : $"write one of {string.Join(", ", candidates)}";

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment distance).</summary>
    private static int Edits(string from, string to)
    {
        var edits = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                edits[i, j] =
                    i == 0 || j == 0
                        ? i + j
                        : Math.Min(
                            Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1,
                            edits[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1)
                        );
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }
}
