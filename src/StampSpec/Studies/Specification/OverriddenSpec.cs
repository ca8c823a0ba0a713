using System.Globalization;
using System.Text.RegularExpressions;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>Lays values from the command line over a spec's nodes, before they are bound and checked.</summary>
internal static partial class OverriddenSpec
{
    /// <summary>The nodes with the overrides in place.</summary>
    public static SpecNode Apply(SpecNode root, IReadOnlyList<SpecOverride> overrides, SpecFindings findings)
    {
        foreach (var change in overrides)
        {
            if (SpecParser.Parse(change.Value, change.Source, findings) is { } value)
            {
                root = Replace(root, new Target(change, [.. Step().Matches(change.Path).Select(m => m.Value.TrimStart('.'))], value, findings), 0);
            }
        }

        return root;
    }

    private static SpecNode Replace(SpecNode node, Target target, int depth)
    {
        if (depth == target.Steps.Count)
        {
            return Relocated(target.Value, target.Change.Path);
        }

        return (node, target.IndexAt(depth)) switch
        {
            (MappingNode mapping, null) => ReplaceKey(mapping, target, depth),
            (ListNode list, { } index) when index < list.Items.Count => list with
            {
                Items = [.. list.Items.Select((item, i) => i == index ? Replace(item, target, depth + 1) : item)],
            },
            _ => target.Misses(node, depth),
        };
    }

    private static MappingNode ReplaceKey(MappingNode mapping, Target target, int depth)
    {
        var entry = mapping.Entries.FirstOrDefault(e => e.Key.Text == target.Steps[depth]);
        var place = new SpecPlace(target.Change.Source, 1, 1, target.PathTo(depth));
        var replaced = Replace(entry?.Value ?? new MappingNode(place, []), target, depth + 1);
        var written = new MappingEntry(entry?.Key ?? new ScalarNode(place, target.Steps[depth], IsQuoted: false), replaced);
        return mapping with { Entries = entry is null ? [.. mapping.Entries, written] : [.. mapping.Entries.Select(e => e == entry ? written : e)] };
    }

    /// <summary>The value's nodes, whose paths start where the value now stands.</summary>
    private static SpecNode Relocated(SpecNode node, string path) => node switch
    {
        ListNode list => list with { Place = At(list.Place, path), Items = [.. list.Items.Select(i => Relocated(i, path))] },
        MappingNode mapping => mapping with
        {
            Place = At(mapping.Place, path),
            Entries = [.. mapping.Entries.Select(e => new MappingEntry(e.Key with { Place = At(e.Key.Place, path) }, Relocated(e.Value, path)))],
        },
        _ => node with { Place = At(node.Place, path) },
    };

    private static SpecPlace At(SpecPlace place, string path) =>
        place with { Path = place.Path.Length == 0 || place.Path[0] == '[' ? path + place.Path : $"{path}.{place.Path}" };

    [GeneratedRegex(@"\[\d+\]|[^.\[]+|\[")]
    private static partial Regex Step();

    /// <summary>Where an override goes, and what it puts there.</summary>
    private sealed record Target(SpecOverride Change, IReadOnlyList<string> Steps, SpecNode Value, SpecFindings Findings)
    {
        /// <summary>The index that a step gives; null where it is a key.</summary>
        public int? IndexAt(int depth) =>
            Steps[depth][0] == '[' && int.TryParse(Steps[depth].AsSpan(1, Math.Max(0, Steps[depth].Length - 2)), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

        public string PathTo(int depth) => string.Concat(Steps.Take(depth + 1).Select((s, i) => i == 0 || s[0] == '[' ? s : "." + s));

        /// <summary>Reports that the spec has nothing where a step leads.</summary>
        public SpecNode Misses(SpecNode node, int depth)
        {
            var fix = node switch
            {
                ListNode { Items.Count: > 0 } list => string.Create(CultureInfo.InvariantCulture, $"name an item from [0] to [{list.Items.Count - 1}], or give the whole list"),
                ScalarNode scalar when IndexAt(depth) is null => $"give the whole value in its place, such as {{layout: {scalar.Text}, ...}} for a layout",
                MappingNode mapping => $"name one of its keys: {string.Join(", ", mapping.Entries.Select(e => e.Key.Text))}",
                _ => null,
            };
            var place = new SpecPlace(Change.Source, 1, 1, PathTo(depth));
            Findings.Error(place, "study.override", $"{PathTo(depth)} leads into {node.Describe()}, which has no {Steps[depth]}", fix);
            return node;
        }
    }
}
