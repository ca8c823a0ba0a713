using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A number in a range, perhaps in a unit.</summary>
internal sealed class NumberValue<TNumber>(double minimum, double maximum, SpecUnit? unit, string? need, bool isAboveMinimum) : SpecValue<TNumber>
    where TNumber : struct, INumber<TNumber>
{
    private static readonly bool IsWhole = typeof(TNumber) != typeof(double);

    public override NodeShapes Shapes => NodeShapes.Scalar;

    public override string Expectation
    {
        get
        {
            var kind = IsWhole ? "a whole number" : "a number";
            var range = (double.IsInfinity(minimum), double.IsInfinity(maximum)) switch
            {
                (true, true) => "",
                (false, true) => isAboveMinimum ? $" above {Text(minimum)}" : $" of at least {Text(minimum)}",
                (true, false) => $" of at most {Text(maximum)}",
                _ => isAboveMinimum ? $" above {Text(minimum)} and up to {Text(maximum)}" : $" from {Text(minimum)} to {Text(maximum)}",
            };
            return kind + range + (unit is null ? "" : $" in {unit.Name}");
        }
    }

    public override bool TryBind(SpecNode node, SpecFindings findings, [MaybeNullWhen(false)] out TNumber value)
    {
        if (NumberText.Read(node) is not { } written)
        {
            return Reject(node, findings, out value, fix: QuotedFix(node));
        }

        if (written.Unit is { } given && given != unit?.Name)
        {
            return Reject(node, findings, out value, UnitNeed(given), UnitFix(written, given), "spec.unit");
        }

        if (IsWhole && written.Value != Math.Floor(written.Value))
        {
            return Reject(node, findings, out value);
        }

        if (written.Value < minimum || written.Value > maximum || (isAboveMinimum && written.Value == minimum))
        {
            return Reject(node, findings, out value, need, code: "spec.range");
        }

        value = TNumber.CreateChecked(written.Value);
        return true;
    }

    public override JsonObject ToJsonSchema()
    {
        var kind = IsWhole ? "integer" : "number";
        var schema = new JsonObject { ["type"] = unit is null ? kind : new JsonArray(kind, "string") };
        if (!double.IsInfinity(minimum))
        {
            schema[isAboveMinimum ? "exclusiveMinimum" : "minimum"] = Json(minimum);
        }

        if (!double.IsInfinity(maximum))
        {
            schema["maximum"] = Json(maximum);
        }

        if (unit is not null)
        {
            schema["pattern"] = $@"^[-+0-9.eE]+\s*{Regex.Escape(unit.Name)}$";
        }

        return schema;
    }

    internal override object? ToYaml(TNumber value, string folder) => value;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonValue Json(double number) => IsWhole ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static string? QuotedFix(SpecNode node)
        => node is ScalarNode { IsQuoted: true } quoted && double.TryParse(quoted.Text, CultureInfo.InvariantCulture, out _) ? $"write {quoted.Text} without quotes" : null;

    private string UnitNeed(string given) => unit is null ? $"it takes no unit, so not {given}" : $"it is given in {unit.Name}, not {given}";

    private string? UnitFix(NumberText written, string given)
    {
        if (unit is null)
        {
            return $"write {Text(written.Value)}";
        }

        return unit.Others.TryGetValue(given, out var factor) ? $"write {Text(written.Value * factor)} {unit.Name}" : $"write a number of {unit.Name}";
    }
}
