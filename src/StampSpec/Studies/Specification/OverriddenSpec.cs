using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Lays values from the command line over a spec's nodes, before they are bound and checked.</summary>
internal static class OverriddenSpec
{
    /// <summary>The nodes with the overrides in place.</summary>
    public static SpecNode Apply(SpecNode root, IReadOnlyList<SpecOverride> overrides, SpecFindings findings)
    {
        foreach (var change in overrides)
        {
            if (SpecParser.Parse(change.Value, null, findings) is { } value)
            {
                root = Replace(root, change.Path.Split('.'), 0, value, findings);
            }
        }

        return root;
    }

    private static SpecNode Replace(SpecNode node, string[] keys, int depth, SpecNode value, SpecFindings findings)
    {
        var path = string.Join('.', keys[..(depth + 1)]);
        if (node is not MappingNode mapping)
        {
            findings.Error(node.Place, "study.override", $"--set {string.Join('.', keys)} needs keys where the spec has {node.Describe()}");
            return node;
        }

        var entry = mapping.Entries.FirstOrDefault(e => e.Key.Text == keys[depth]);
        var place = new SpecPlace(null, 1, 1, path);
        var replaced = depth == keys.Length - 1
            ? Relocated(value, path)
            : Replace(entry?.Value ?? new MappingNode(place, []), keys, depth + 1, value, findings);
        var written = new MappingEntry(entry?.Key ?? new ScalarNode(place, keys[depth], IsQuoted: false), replaced);
        return mapping with { Entries = entry is null ? [.. mapping.Entries, written] : [.. mapping.Entries.Select(e => e == entry ? written : e)] };
    }

    private static SpecNode Relocated(SpecNode node, string path) =>
        node with { Place = node.Place with { Path = node.Place.Path.Length == 0 ? path : $"{path}.{node.Place.Path}" } };
}
