using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A number in a range, with or without a unit.</summary>
internal sealed class NumberValue<TNumber>(double minimum, double maximum, SpecUnit? unit, string? need, bool isAboveMinimum)
    : SpecValue<TNumber>
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

    private static string? QuotedFix(SpecNode node) =>
        node is ScalarNode { IsQuoted: true } quoted && double.TryParse(quoted.Text, CultureInfo.InvariantCulture, out _)
            ? $"write {quoted.Text} without quotes"
            : null;

    private string UnitNeed(string given) =>
        unit is null ? $"it takes no unit, but {given} is given" : $"its unit is {unit.Name}, not {given}";

    private string? UnitFix(NumberText written, string given)
    {
        if (unit is null)
        {
            // A percentage of a fraction has one meaning; for any other unit the number alone could mean something else.
            return given == "%" && maximum <= 1 ? $"write {Text(written.Value / 100)}" : "write a number without a unit";
        }

        return unit.Others.TryGetValue(given, out var factor)
            ? $"write {Text(written.Value * factor)} {unit.Name}"
            : $"write a number in {unit.Name}";
    }
}

/// <summary>A number as written in a spec, with or without a unit after it.</summary>
internal sealed partial record NumberText(double Value, string? Unit)
{
    /// <summary>Reads a plain scalar; null if it is not a number.</summary>
    public static NumberText? Read(SpecNode node)
    {
        if (node is not ScalarNode scalar || scalar.IsQuoted && !WithUnit().IsMatch(scalar.Text))
        {
            return null;
        }

        var match = Written().Match(scalar.Text);
        if (
            !match.Success
            || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)
        )
        {
            return null;
        }

        return new NumberText(value, match.Groups["unit"].Length == 0 ? null : match.Groups["unit"].Value);
    }

    [GeneratedRegex(@"^(?<number>[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?)\s*(?<unit>[A-Za-z""'%]*)$")]
    private static partial Regex Written();

    [GeneratedRegex(@"\d\s*[A-Za-z""'%]+$")]
    private static partial Regex WithUnit();
}

/// <summary>
/// The unit in which a number is given. A number may be written without a unit or with this one. Any other unit is an error, which says
/// what to write.
/// </summary>
/// <param name="Name">As written after the number: <c>arcsec</c>.</param>
/// <param name="Others">Other units of the same quantity, with the number of <paramref name="Name"/> in one of them.</param>
internal sealed record SpecUnit(string Name, IReadOnlyDictionary<string, double> Others)
{
    /// <summary>Arcseconds.</summary>
    public static SpecUnit Arcsec { get; } = new("arcsec", Map(("\"", 1), ("mas", 1e-3), ("arcmin", 60), ("'", 60), ("deg", 3600)));

    /// <summary>Pixels.</summary>
    public static SpecUnit Pixels { get; } = new("px", Map());

    /// <summary>Bytes.</summary>
    public static SpecUnit Bytes { get; } =
        new(
            "B",
            Map(("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024 * 1024 * 1024), ("bit", 0.125))
        );

    private static Dictionary<string, double> Map(params IEnumerable<(string Unit, double Factor)> others) =>
        others.ToDictionary(o => o.Unit, o => o.Factor);
}
