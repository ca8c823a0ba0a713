namespace StampSpec.Reports.Charts;

/// <summary>
/// Colours that remain distinct for colour-blind readers and differ in lightness (Okabe and Ito, 2008, Color Universal Design). A class has the
/// same colour in every figure.
/// </summary>
public static class Palette
{
    /// <summary>What the figure is about.</summary>
    public const string Accent = "#0072B2";

    /// <summary>What it is compared with, and what is not on the front.</summary>
    public const string Muted = "#8a8a8a";

    /// <summary>Limits and losses.</summary>
    public const string Limit = "#D55E00";

    private static readonly string[] Others = ["#332288", "#44AA99", "#882255", "#999933", "#88CCEE"];

    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["agn"] = "#0072B2",
        ["asteroid"] = "#E69F00",
        ["bogus"] = "#6e6e6e",
        ["satellite"] = "#D55E00",
        ["sn"] = "#009E73",
        ["vs"] = "#CC79A7",
    };

    /// <summary>The colours of classes, in their order.</summary>
    public static IReadOnlyList<string> OfClasses(IReadOnlyList<string> classes)
    {
        var unknown = classes.Where(c => !Known.ContainsKey(c)).ToList();
        return [.. classes.Select(c => Known.TryGetValue(c, out var colour) ? colour : Others[unknown.IndexOf(c) % Others.Length])];
    }
}
