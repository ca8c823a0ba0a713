using System.Globalization;
using System.Text.RegularExpressions;
using StampSpec.Common;
using StampSpec.Specs;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>Reads a study's spec and applies values from the command line to it.</summary>
public static partial class StudySpecFile
{
    /// <summary>Reads a study.</summary>
    /// <param name="nameOrPath">A name in <see cref="StudyLibrary"/>, or the path of a file.</param>
    /// <param name="overrides">Values from the command line.</param>
    /// <exception cref="InvalidInputException">The spec or an override is invalid; the exception contains every finding.</exception>
    public static Study Load(string nameOrPath, IReadOnlyList<SpecOverride> overrides)
    {
        var (text, file) = StudyLibrary.Read(nameOrPath);
        var document = StudyLibrary.TextOf(nameOrPath) is null ? StudySpec.Document : StudySpec.LibraryDocument;
        var reading = document.Parse(text, file, (root, findings) => Apply(root, overrides, findings));
        return reading.IsValid ? reading.Value! : throw new InvalidInputException(reading.Diagnostics);
    }

    /// <summary>Applies values from the command line to a spec's nodes, before the nodes are bound and checked.</summary>
    private static SpecNode Apply(SpecNode root, IReadOnlyList<SpecOverride> overrides, SpecFindings findings)
    {
        foreach (var change in overrides)
        {
            if (SpecParser.Parse(change.Value, change.Source, findings) is { } value)
            {
                root = Replace(
                    root,
                    new Target(change, [.. Step().Matches(change.Path).Select(m => m.Value.TrimStart('.'))], value, findings),
                    0
                );
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
        return mapping with
        {
            Entries = entry is null ? [.. mapping.Entries, written] : [.. mapping.Entries.Select(e => e == entry ? written : e)],
        };
    }

    /// <summary>The nodes of a value, with paths that start at its new place.</summary>
    private static SpecNode Relocated(SpecNode node, string path) =>
        node switch
        {
            ListNode list => list with { Place = At(list.Place, path), Items = [.. list.Items.Select(i => Relocated(i, path))] },
            MappingNode mapping => mapping with
            {
                Place = At(mapping.Place, path),
                Entries =
                [
                    .. mapping.Entries.Select(e => new MappingEntry(
                        e.Key with
                        {
                            Place = At(e.Key.Place, path),
                        },
                        Relocated(e.Value, path)
                    )),
                ],
            },
            _ => node with { Place = At(node.Place, path) },
        };

    private static SpecPlace At(SpecPlace place, string path) =>
        place with
        {
            Path = place.Path.Length == 0 || place.Path[0] == '[' ? path + place.Path : $"{path}.{place.Path}",
        };

    [GeneratedRegex(@"\[\d+\]|[^.\[]+|\[")]
    private static partial Regex Step();

    /// <summary>The target of an override and the value for it.</summary>
    private sealed record Target(SpecOverride Change, IReadOnlyList<string> Steps, SpecNode Value, SpecFindings Findings)
    {
        /// <summary>The index in a step; null if the step is a key.</summary>
        public int? IndexAt(int depth) =>
            Steps[depth][0] == '['
            && int.TryParse(
                Steps[depth].AsSpan(1, Math.Max(0, Steps[depth].Length - 2)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var index
            )
                ? index
                : null;

        public string PathTo(int depth) => string.Concat(Steps.Take(depth + 1).Select((s, i) => i == 0 || s[0] == '[' ? s : "." + s));

        /// <summary>Reports a step that does not exist in the spec.</summary>
        public SpecNode Misses(SpecNode node, int depth)
        {
            var fix = node switch
            {
                ListNode { Items.Count: > 0 } list => string.Create(
                    CultureInfo.InvariantCulture,
                    $"use an index from [0] to [{list.Items.Count - 1}], or give the whole list"
                ),
                ScalarNode scalar when IndexAt(depth) is null =>
                    $"replace the whole value, for example {{layout: {scalar.Text}, ...}} for a layout",
                MappingNode mapping => $"use one of its keys: {string.Join(", ", mapping.Entries.Select(e => e.Key.Text))}",
                _ => null,
            };
            var place = new SpecPlace(Change.Source, 1, 1, PathTo(depth));
            Findings.Error(
                place,
                "study.override",
                $"{PathTo(depth)} does not exist: its parent is {node.Describe()} without {Steps[depth]}",
                fix
            );
            return node;
        }
    }
}

/// <summary>A value from the command line that replaces a value of the spec.</summary>
/// <param name="Path">Keys from the root, joined by dots, with indices of list items in brackets, from 0: <c>training.steps</c>,
/// <c>layouts[1].training.steps</c>.</param>
/// <param name="Value">The value as YAML; paths in it are relative to the working folder.</param>
public sealed record SpecOverride(string Path, string Value)
{
    /// <summary>The name of the option, for messages.</summary>
    public string Source { get; init; } = $"--set {Path}";

    /// <summary>Reads <c>key=value</c>.</summary>
    /// <exception cref="InvalidInputException">The equals sign, the key or the value is missing.</exception>
    public static SpecOverride Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1
            ? new SpecOverride(text[..at].Trim(), text[(at + 1)..].Trim())
            : throw InvalidInputException.Of(
                "study.override",
                $"--set {text} does not have the form key=value",
                fix: "write, for example, --set training.steps=200"
            );
    }
}
