using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A list of values of one kind, or a single one without brackets. Where the kind is itself a list, a list that holds a list is several of them.</summary>
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

    private bool IsSeveral(SpecNode node) => node is ListNode list && (!item.Shapes.HasFlag(NodeShapes.List) || list.Items.Any(i => i is ListNode));
}
