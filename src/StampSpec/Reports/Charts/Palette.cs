namespace StampSpec.Reports.Charts;

/// <summary>
/// Colours that colour-blind readers can distinguish and that differ in lightness (Okabe and Ito, 2008, Color Universal Design). A class
/// has the same colour in every figure.
/// </summary>
internal static class Palette
{
    /// <summary>The colour of the main marks.</summary>
    public const string Accent = "#0072B2";

    /// <summary>The colour of references, and of layouts that are not on the front.</summary>
    public const string Muted = "#8a8a8a";

    /// <summary>The colour of limits and losses.</summary>
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

    /// <summary>Colours of the parts of a packet, alternately dark and light.</summary>
    public static IReadOnlyList<string> OfParts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => PartColours[i % PartColours.Length])];

    /// <summary>Colours of layouts by increasing bytes, from light to dark, so that they keep their order in grey, but never too dark for a
    /// dark page.</summary>
    public static IReadOnlyList<string> OfLayouts(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Between(LayoutStops, count == 1 ? 1 : (double)i / (count - 1)))];

    private static readonly string[] PartColours =
    [
        "#0072B2",
        "#E69F00",
        "#009E73",
        "#CC79A7",
        "#56B4E9",
        "#8a8a8a",
        "#D55E00",
        "#F0E442",
        "#332288",
    ];

    private static readonly (int Red, int Green, int Blue)[] LayoutStops =
    [
        (0xF5, 0xB0, 0x1E),
        (0x2F, 0xAE, 0x74),
        (0x2A, 0x80, 0xBE),
        (0x74, 0x46, 0xAE),
    ];

    /// <summary>The colour between two colours, both as #RRGGBB, at a fraction from 0 to 1.</summary>
    internal static string Between(string from, string to, double part)
    {
        var (a, b) = (Convert.FromHexString(from[1..]), Convert.FromHexString(to[1..]));
        return $"#{Mix(a[0], b[0], part):X2}{Mix(a[1], b[1], part):X2}{Mix(a[2], b[2], part):X2}";
    }

    private static string Between((int Red, int Green, int Blue)[] stops, double position)
    {
        var at = position * (stops.Length - 1);
        var lower = Math.Min((int)at, stops.Length - 2);
        var (from, to, part) = (stops[lower], stops[lower + 1], at - lower);
        return $"#{Mix(from.Red, to.Red, part):X2}{Mix(from.Green, to.Green, part):X2}{Mix(from.Blue, to.Blue, part):X2}";
    }

    private static int Mix(int from, int to, double part) => (int)Math.Round(from + ((to - from) * part));
}
