using System.Globalization;
using System.Text.RegularExpressions;

namespace StampSpec.Specs;

/// <summary>A number as written in a spec, perhaps with a unit behind it.</summary>
internal sealed partial record NumberText(double Value, string? Unit)
{
    /// <summary>Reads a plain scalar; null where it is no number.</summary>
    public static NumberText? Read(SpecNode node)
    {
        if (node is not ScalarNode scalar || scalar.IsQuoted && !WithUnit().IsMatch(scalar.Text))
        {
            return null;
        }

        var match = Written().Match(scalar.Text);
        if (!match.Success || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
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
