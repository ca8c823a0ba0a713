namespace StampSpec.Specs;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>The candidate within a third of the name's length in edits (at least 1, case not counted); null where none is that near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var nearest = candidates.Select(c => (Name: c, Edits: Edits(name.ToLowerInvariant(), c.ToLowerInvariant())))
            .OrderBy(c => c.Edits).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is not null && nearest.Edits <= Math.Max(1, Math.Max(name.Length, nearest.Name.Length) / 3) ? nearest.Name : null;
    }

    /// <summary>Levenshtein distance.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
