using System.Globalization;

namespace StampSpec.Specs;

/// <summary>The rule for keys written twice.</summary>
internal static class MappingNodeDuplicates
{
    /// <summary>The first entry of every key; each further one is reported.</summary>
    public static IEnumerable<MappingEntry> WithoutDuplicates(this MappingNode mapping, SpecFindings findings)
    {
        var first = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            if (!first.TryAdd(entry.Key.Text, entry))
            {
                var line = first[entry.Key.Text].Key.Place.Line;
                findings.Error(
                    entry.Key.Place,
                    "spec.duplicate-key",
                    string.Create(CultureInfo.InvariantCulture, $"{entry.Key.Text} is given twice, first on line {line}"),
                    "keep one of them");
            }
        }

        return first.Values;
    }
}
