using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;

namespace StampSpec.Specs;

/// <summary>A list of values of one kind.</summary>
internal sealed class ListValue<T>(SpecValue<T> item, int minimum, int maximum) : SpecValue<IReadOnlyList<T>>
{
    public override NodeShapes Shapes => NodeShapes.List;

    public override string Expectation => string.Create(CultureInfo.InvariantCulture, $"a list of {Count} (each {item.Expectation})");

    private string Count => (minimum, maximum) switch
    {
        (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{minimum} or more"),
        _ when minimum == maximum => string.Create(CultureInfo.InvariantCulture, $"{minimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{minimum} to {maximum}"),
    };

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        if (node is not ListNode list)
        {
            return Reject(node, findings, out value, fix: "put it in square brackets or behind a dash");
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
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.ToJsonSchema(), ["minItems"] = minimum };
        if (maximum != int.MaxValue)
        {
            schema["maxItems"] = maximum;
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
