using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A number in a spec: a <see cref="Quantity"/> as a plain scalar, quoted only if it has a unit.</summary>
internal sealed class NumberValue<TNumber>(Quantity quantity) : SpecValue<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    private readonly Quantity _quantity = quantity with { IsWhole = typeof(TNumber) != typeof(double) };

    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation => _quantity.Expectation;

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out TNumber value)
    {
        if (node is not ScalarNode scalar || (scalar.IsQuoted && !Quantity.HasUnit(scalar.Text)))
        {
            return Reject(node, findings, out value, fix: QuotedFix(node));
        }

        var reading = _quantity.Read(scalar.Text);
        if (reading.Problem is { } problem)
        {
            return Reject(node, findings, out value, problem.Need, problem.Fix, problem.Code);
        }

        value = TNumber.CreateChecked(reading.Value);
        return true;
    }

    public override JsonObject ToJsonSchema()
    {
        var kind = _quantity.IsWhole ? "integer" : "number";
        string[] units = UnitsInText();
        var schema = new JsonObject { ["type"] = units.Length == 0 ? kind : new JsonArray(kind, "string") };
        if (!double.IsInfinity(_quantity.Minimum))
        {
            schema[_quantity.IsAboveMinimum ? "exclusiveMinimum" : "minimum"] = Json(_quantity.Minimum);
        }

        if (!double.IsInfinity(_quantity.Maximum))
        {
            schema["maximum"] = Json(_quantity.Maximum);
        }

        if (units.Length > 0)
        {
            schema["pattern"] = $@"^[-+0-9.eE]+\s*({string.Join('|', units.Select(Regex.Escape))})$";
        }

        return schema;
    }

    internal override object? ToYaml(TNumber value, string folder) => value;

    private string[] UnitsInText() =>
        _quantity.Unit is { } unit ? [.. unit.Others.Keys.Prepend(unit.Name).Where(name => name.Length > 0)] : [];

    private JsonValue Json(double number) => _quantity.IsWhole ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static string? QuotedFix(SpecNode node) =>
        node is ScalarNode { IsQuoted: true } quoted && double.TryParse(quoted.Text, CultureInfo.InvariantCulture, out _)
            ? $"write {quoted.Text} without quotes"
            : null;
}
