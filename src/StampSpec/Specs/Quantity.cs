using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>
/// A number in a range, with or without a unit. It is the one parser of quantities: the values of specs and the options of commands are
/// both read with it, so both understand the same units.
/// </summary>
/// <param name="Minimum">Least value, in the quantity's unit; may be infinite.</param>
/// <param name="Maximum">Greatest value, in the quantity's unit; may be infinite.</param>
public sealed partial record Quantity(double Minimum, double Maximum)
{
    private readonly SpecUnit? _unit;

    /// <summary>True if the number must be whole, after it was converted to the quantity's unit.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True if the number must be above <see cref="Minimum"/>, not equal to it.</summary>
    public bool IsAboveMinimum { get; init; }

    /// <summary>The reason that ends a message about the range; null for the range itself.</summary>
    internal string? Need { get; init; }

    /// <summary>The unit of the value. A number that is at most 1 and has no other unit may be written as a percentage.</summary>
    internal SpecUnit? Unit
    {
        get => _unit ?? (!IsWhole && Maximum <= 1 ? SpecUnit.Fraction : null);
        init => _unit = value;
    }

    /// <summary>A whole number.</summary>
    public static Quantity Whole(long minimum, long maximum) => new(minimum, maximum) { IsWhole = true };

    /// <summary>A whole number of bytes, which may also be written in kB, MB, GB, KiB, MiB or GiB.</summary>
    public static Quantity Bytes(long minimum, long maximum) => new(minimum, maximum) { IsWhole = true, Unit = SpecUnit.Bytes };

    /// <summary>An angle above 0 in arcsec, which may also be written in mas, arcmin or deg.</summary>
    public static Quantity Arcsec(double maximum) => new(0, maximum) { IsAboveMinimum = true, Unit = SpecUnit.Arcsec };

    /// <summary>An angle in [minimum, maximum] arcsec.</summary>
    public static Quantity Arcsec(double minimum, double maximum) => new(minimum, maximum) { Unit = SpecUnit.Arcsec };

    /// <summary>What to write, after "expected": <c>a whole number from 1 to 512 in px</c>.</summary>
    public string Expectation
    {
        get
        {
            var kind = IsWhole ? "a whole number" : "a number";
            var range = (double.IsInfinity(Minimum), double.IsInfinity(Maximum)) switch
            {
                (true, true) => "",
                (false, true) => IsAboveMinimum ? $" above {Text(Minimum)}" : $" of at least {Text(Minimum)}",
                (true, false) => $" of at most {Text(Maximum)}",
                _ => IsAboveMinimum ? $" above {Text(Minimum)} and up to {Text(Maximum)}" : $" from {Text(Minimum)} to {Text(Maximum)}",
            };
            return kind + range + (Unit is { Name.Length: > 0 } unit ? $" in {unit.Name}" : "");
        }
    }

    /// <summary>Reads a number, with or without a unit after it, such as <c>4 kB</c>, <c>2%</c> or <c>0.2 arcmin</c>.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="value">The number, in the quantity's unit; 0 if the text is not the quantity.</param>
    /// <param name="problem">What is needed, as the second half of a sentence; null if the result is true.</param>
    public bool TryRead(string text, out double value, [NotNullWhen(false)] out string? problem)
    {
        var reading = Read(text);
        value = reading.Value;
        problem = reading.Problem is { } found ? found.Need + (found.Fix is null ? "" : $"; {found.Fix}") : null;
        return problem is null;
    }

    /// <summary>The quantity's unit that a word means, in any capitals if this is clear; null if it means none.</summary>
    public string? UnitOf(string word) =>
        Unit is null ? null
        : word == Unit.Name || Unit.Others.ContainsKey(word) ? word
        : Unit.Differing(word);

    /// <summary>Reads a number as <see cref="TryRead"/> does, with a problem in parts.</summary>
    internal QuantityReading Read(string text)
    {
        if (Written().Match(text.Trim()) is not { Success: true } match || !IsNumber(match.Groups["number"].Value, out var number))
        {
            return Problem("spec.type", "expected " + Expectation);
        }

        var written = match.Groups["unit"].Value;
        return written.Length == 0 || written == Unit?.Name ? Checked(number)
            : Unit?.Others.TryGetValue(written, out var factor) == true ? Checked(Product(number, factor))
            : UnknownUnit(written);
    }

    /// <summary>True if a text consists of a number and a unit, whether or not the unit is known.</summary>
    internal static bool HasUnit(string text) => Written().Match(text) is { Success: true } match && match.Groups["unit"].Length > 0;

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The product in decimal arithmetic, so that 2 % is 0.02 and 4.1 kB is 4,100 B, as far as decimal numbers reach.</summary>
    private static double Product(double number, double factor)
    {
        try
        {
            return (double)((decimal)number * (decimal)factor);
        }
        catch (OverflowException)
        {
            return number * factor;
        }
    }

    private QuantityReading Checked(double value) =>
        IsWhole && value != Math.Floor(value) ? Problem("spec.type", "expected " + Expectation)
        : value < Minimum || value > Maximum || (IsAboveMinimum && value == Minimum)
            ? Problem("spec.range", Need ?? "expected " + Expectation)
        : new QuantityReading(value, null);

    private QuantityReading UnknownUnit(string written) =>
        Unit switch
        {
            null or { Name: "", Others.Count: 0 } => Problem(
                "spec.unit",
                $"it takes no unit, but {written} is given",
                "write a number without a unit"
            ),
            { Name: "" } => Problem(
                "spec.unit",
                $"it is a fraction, and {written} is not a unit of fractions",
                "write a number without a unit, or a percentage such as 2%"
            ),
            { Others.Count: 0 } unit => Problem("spec.unit", $"its unit is {unit.Name}, not {written}", $"write a number in {unit.Name}"),
            { } unit => Problem(
                "spec.unit",
                $"{written} is not a unit that it takes",
                unit.Differing(written) is { } meant ? $"did you mean {meant}?" : $"write a number in {unit.Choices}"
            ),
        };

    private static QuantityReading Problem(string code, string need, string? fix = null) => new(0, new QuantityProblem(code, need, fix));

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?)\s*(?<unit>[A-Za-z""'%]*)$")]
    private static partial Regex Written();
}

/// <summary>The result of reading a quantity.</summary>
/// <param name="Value">The number, in the quantity's unit; 0 if there is a problem.</param>
/// <param name="Problem">What is wrong; null if nothing is.</param>
internal readonly record struct QuantityReading(double Value, QuantityProblem? Problem);

/// <summary>Why a text is not the quantity that is expected.</summary>
/// <param name="Code">The diagnostic's code.</param>
/// <param name="Need">What is needed, as the second half of a sentence.</param>
/// <param name="Fix">What to write instead; null if <paramref name="Need"/> says it.</param>
internal sealed record QuantityProblem(string Code, string Need, string? Fix);

/// <summary>The unit of a number. A number may be written without a unit, with this one, or with one that converts to it.</summary>
/// <param name="Name">As written after the number: <c>arcsec</c>; empty for a fraction.</param>
/// <param name="Others">Other units of the same quantity, with the number of <paramref name="Name"/> in one of them.</param>
internal sealed record SpecUnit(string Name, IReadOnlyDictionary<string, double> Others)
{
    /// <summary>A fraction of 1, or a percentage.</summary>
    public static SpecUnit Fraction { get; } = new("", Map(("%", 0.01)));

    /// <summary>Arcseconds.</summary>
    public static SpecUnit Arcsec { get; } = new("arcsec", Map(("\"", 1), ("mas", 1e-3), ("arcmin", 60), ("'", 60), ("deg", 3600)));

    /// <summary>Pixels.</summary>
    public static SpecUnit Pixels { get; } = new("px", Map());

    /// <summary>Bytes: decimal multiples with k, M and G, binary ones with Ki, Mi and Gi.</summary>
    public static SpecUnit Bytes { get; } =
        new("B", Map(("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("KiB", 1024), ("MiB", 1024 * 1024), ("GiB", 1024 * 1024 * 1024)));

    /// <summary>Every way to write the unit, for a message.</summary>
    public string Choices => Name + ", " + string.Join(", ", Others.Keys.SkipLast(1)) + " or " + Others.Keys.Last();

    /// <summary>The unit that differs from a text only in capitals, if there is exactly one; otherwise null.</summary>
    public string? Differing(string written)
    {
        string[] same = [.. Others.Keys.Append(Name).Where(unit => unit.Equals(written, StringComparison.OrdinalIgnoreCase))];
        return same.Length == 1 ? same[0] : null;
    }

    private static Dictionary<string, double> Map(params IEnumerable<(string Unit, double Factor)> others) =>
        others.ToDictionary(o => o.Unit, o => o.Factor);
}
