using System.Globalization;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>One key whose value differs between two specs.</summary>
/// <param name="Path">Path inside the document, such as <c>layouts[0].training.steps</c>.</param>
/// <param name="First">The value in the first file; null if the key is missing there.</param>
/// <param name="Second">The value in the second file; null if the key is missing there.</param>
public sealed record SpecDifference(string Path, string? First, string? Second)
{
    /// <summary>Lists all differences between two files: the keys of the first in their order, then those that only the second
    /// has.</summary>
    public static IReadOnlyList<SpecDifference> Between(string firstPath, string secondPath)
    {
        var (first, second) = (Values(firstPath), Values(secondPath));
        return
        [
            .. first
                .Keys.Union(second.Keys)
                .Select(path => new SpecDifference(path, first.GetValueOrDefault(path), second.GetValueOrDefault(path)))
                .Where(d => d.First != d.Second),
        ];
    }

    private static OrderedDictionary<string, string> Values(string path)
    {
        var findings = new SpecFindings();
        var values = new OrderedDictionary<string, string>();
        if (SpecParser.Parse(File.ReadAllText(path), path, findings) is { } root)
        {
            Flatten(LockedSpec.WithPresentNames(root), "", values);
        }

        return values;
    }

    private static void Flatten(SpecNode node, string path, OrderedDictionary<string, string> values)
    {
        switch (node)
        {
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    Flatten(entry.Value, path.Length == 0 ? entry.Key.Text : $"{path}.{entry.Key.Text}", values);
                }

                break;
            case ListNode list:
                foreach (var (index, item) in list.Items.Index())
                {
                    Flatten(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), values);
                }

                break;
            case ScalarNode scalar:
                values[path] = scalar.Text;
                break;
        }
    }
}
