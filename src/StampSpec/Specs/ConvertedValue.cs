using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A value of another kind, converted.</summary>
/// <param name="inner">The other kind.</param>
/// <param name="convert">The conversion.</param>
/// <param name="back">The conversion back, for writing; null if such values are only read.</param>
internal sealed class ConvertedValue<TFrom, TTo>(
    SpecValue<TFrom> inner, Func<TFrom, SpecNode, SpecFindings, TTo> convert, Func<TTo, string, TFrom>? back) : SpecValue<TTo>
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

    internal override object? ToYaml(TTo? value, string folder)
    {
        if (back is null)
        {
            throw new InvalidOperationException($"{Expectation} is only read, never written");
        }

        return value is null ? null : inner.ToYaml(back(value, folder), folder);
    }

    internal override SpecNode WithPresentNames(SpecNode node) => inner.WithPresentNames(node);
}
