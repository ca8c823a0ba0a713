using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A list of values of one kind.</summary>
/// <param name="item">The kind.</param>
/// <param name="minimum">The smallest number of values.</param>
/// <param name="maximum">The largest number of values.</param>
/// <param name="isUnique">Whether editors report a value that occurs twice. The value's own rules must report it too.</param>
internal sealed class ListValue<T>(SpecValue<T> item, int minimum, int maximum, bool isUnique = false) : SpecValue<IReadOnlyList<T>>
{
    public override NodeShapes Shapes => NodeShapes.List;

    public override string Expectation => FormattableString.Invariant($"a list of {Count} (each {item.Expectation})");

    private string Count =>
        (minimum, maximum) switch
        {
            (_, int.MaxValue) => FormattableString.Invariant($"{minimum} or more"),
            _ when minimum == maximum => FormattableString.Invariant($"{minimum}"),
            _ => FormattableString.Invariant($"{minimum} to {maximum}"),
        };

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        if (node is not ListNode list)
        {
            return Reject(node, findings, out value, fix: "put it in square brackets or after a dash");
        }

        var bound = new List<T>();
        foreach (var part in list.Items)
        {
            if (item.TryBind(part, findings, out var one))
            {
                bound.Add(one);
            }
        }

        if (list.Items.Count < minimum || list.Items.Count > maximum)
        {
            return Reject(node, findings, out value, code: "spec.range");
        }

        value = bound;
        return bound.Count == list.Items.Count;
    }

    public override JsonObject ToJsonSchema()
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["items"] = item.ToJsonSchema(),
            ["minItems"] = minimum,
        };
        if (maximum != int.MaxValue)
        {
            schema["maxItems"] = maximum;
        }

        if (isUnique)
        {
            schema["uniqueItems"] = true;
        }

        return schema;
    }

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => item.TableRows(prefix + "[]");

    internal override object? ToYaml(IReadOnlyList<T>? value, string folder)
    {
        if (value is null || value.Count < minimum || value.Count > maximum)
        {
            return null;
        }

        object?[] written = [.. value.Select(v => item.ToYaml(v, folder))];
        return written.Contains(null) ? null : written;
    }

    internal override SpecNode WithPresentNames(SpecNode node) =>
        node is ListNode list ? list with { Items = [.. list.Items.Select(item.WithPresentNames)] } : node;
}

/// <summary>Free keys with values of one kind, in the order of the file.</summary>
internal sealed class MapValue<T>(string keyName, SpecValue<T> item) : SpecValue<IReadOnlyDictionary<string, T>>
{
    public override NodeShapes Shapes => NodeShapes.Mapping;

    public override string Expectation => $"a mapping from {keyName} to {item.Expectation}";

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out IReadOnlyDictionary<string, T> value)
    {
        if (node is not MappingNode mapping)
        {
            return Reject(node, findings, out value);
        }

        var errors = findings.ErrorCount;
        var bound = new OrderedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in mapping.WithoutDuplicates(findings))
        {
            if (item.TryBind(entry.Value, findings, out var one))
            {
                bound[entry.Key.Text] = one;
            }
        }

        value = bound;
        return findings.ErrorCount == errors;
    }

    public override JsonObject ToJsonSchema() => new() { ["type"] = "object", ["additionalProperties"] = item.ToJsonSchema() };

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => item.TableRows($"{prefix}.<{keyName}>");

    internal override object? ToYaml(IReadOnlyDictionary<string, T>? value, string folder)
    {
        var written = value?.Select(v => KeyValuePair.Create(v.Key, item.ToYaml(v.Value, folder))).ToArray();
        return written is null || written.Any(w => w.Value is null) ? null : new OrderedDictionary<string, object>(written!);
    }

    internal override SpecNode WithPresentNames(SpecNode node) =>
        node is MappingNode mapping
            ? mapping with
            {
                Entries = [.. mapping.Entries.Select(e => e with { Value = item.WithPresentNames(e.Value) })],
            }
            : node;
}

/// <summary>
/// A list of values of one kind, or a single value without brackets. If the kind is itself a list, a list that contains a list is read as
/// several values.
/// </summary>
internal sealed class OneOrMoreValue<T>(SpecValue<T> item, int maximum) : SpecValue<IReadOnlyList<T>>
{
    private readonly SpecValue<IReadOnlyList<T>> _one = item.Then<IReadOnlyList<T>>(one => [one]);
    private readonly ListValue<T> _several = new(item, 1, maximum);

    public override NodeShapes Shapes => item.Shapes | NodeShapes.List;

    public override string Expectation => $"{item.Expectation}, or {_several.Expectation}";

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        if (!Shapes.HasFlag(node.Shape))
        {
            return Reject(node, findings, out value);
        }

        return IsSeveral(node) ? _several.TryBind(node, findings, out value) : _one.TryBind(node, findings, out value);
    }

    public override JsonObject ToJsonSchema() => new() { ["anyOf"] = new JsonArray(_one.ToJsonSchema(), _several.ToJsonSchema()) };

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => [.. _one.TableRows(prefix), .. _several.TableRows(prefix)];

    internal override object? ToYaml(IReadOnlyList<T>? value, string folder) => _several.ToYaml(value, folder);

    internal override SpecNode WithPresentNames(SpecNode node) =>
        IsSeveral(node) ? _several.WithPresentNames(node) : item.WithPresentNames(node);

    private bool IsSeveral(SpecNode node) =>
        node is ListNode list && (!item.Shapes.HasFlag(NodeShapes.List) || list.Items.Any(i => i is ListNode));
}
