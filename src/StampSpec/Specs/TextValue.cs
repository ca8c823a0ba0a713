using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A text, perhaps of a certain form.</summary>
internal sealed class TextValue(string expectation, [StringSyntax(StringSyntaxAttribute.Regex)] string? pattern) : SpecValue<string>
{
    private readonly Regex? _pattern = pattern is null ? null : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => expectation;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out string value)
    {
        if (node is not ScalarNode { IsEmpty: false } scalar || _pattern?.IsMatch(scalar.Text) == false)
        {
            return Reject(node, findings, out value);
        }

        value = scalar.Text;
        return true;
    }

    public override JsonObject ToJsonSchema()
        => pattern is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["pattern"] = pattern };

    internal override object? ToYaml(string? value, string folder) => value;
}
