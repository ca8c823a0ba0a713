using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

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

    internal override SpecNode WithPresentNames(SpecNode node) => node is MappingNode mapping
        ? mapping with { Entries = [.. mapping.Entries.Select(e => e with { Value = item.WithPresentNames(e.Value) })] }
        : node;
}
