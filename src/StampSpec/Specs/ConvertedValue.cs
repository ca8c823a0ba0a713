using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A value of another kind, converted.</summary>
internal sealed class ConvertedValue<TFrom, TTo>(SpecValue<TFrom> inner, Func<TFrom, SpecNode, SpecFindings, TTo> convert) : SpecValue<TTo>
{
    public override NodeShapes Shapes => inner.Shapes;

    public override string Expectation => inner.Expectation;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out TTo value)
    {
        if (!inner.TryBind(node, findings, out var bound))
        {
            value = default;
            return false;
        }

        var errors = findings.ErrorCount;
        value = convert(bound, node, findings);
        return findings.ErrorCount == errors;
    }

    public override JsonObject ToJsonSchema() => inner.ToJsonSchema();

    public override IEnumerable<SpecTableRow> TableRows(string prefix) => inner.TableRows(prefix);
}
