using System.Text.Json.Nodes;

namespace StampSpec.Reports.VegaLite;

/// <summary>Type and colours of everything that carries no data.</summary>
/// <param name="Background">Page colour.</param>
/// <param name="Ink">Text and strong lines.</param>
/// <param name="Quiet">Axis lines, secondary text.</param>
/// <param name="Faint">Grid.</param>
public sealed record ChartTheme(string Background, string Ink, string Quiet, string Faint)
{
    /// <summary>White paper.</summary>
    public static ChartTheme Print { get; } = new("white", "#1a1a1a", "#666666", "#e6e6e6");

    /// <summary>Family of every text; the first is the one that PNG and PDF embed.</summary>
    public const string FontFamily = "Inter, Helvetica, Arial, sans-serif";

    /// <summary>Vega-Lite's configuration. Legends are off: marks are labelled where they stand.</summary>
    public JsonObject ToConfig() => new()
    {
        ["font"] = FontFamily,
        ["view"] = new JsonObject { ["stroke"] = null },
        ["legend"] = new JsonObject { ["disable"] = true },
        ["axis"] = AxisConfig(),
        ["title"] = TitleConfig(),
        ["text"] = new JsonObject { ["fontSize"] = 7, ["color"] = Ink },
        ["rule"] = new JsonObject { ["color"] = Ink },
        ["concat"] = new JsonObject { ["spacing"] = 14 },
        ["padding"] = new JsonObject { ["left"] = 2, ["right"] = 4, ["top"] = 3, ["bottom"] = 3 },
    };

    private JsonObject AxisConfig() => new()
    {
        ["labelFontSize"] = 7,
        ["titleFontSize"] = 7.5,
        ["titleFontWeight"] = "normal",
        ["labelColor"] = Ink,
        ["titleColor"] = Ink,
        ["domainColor"] = Quiet,
        ["domainWidth"] = 0.6,
        ["tickColor"] = Quiet,
        ["tickWidth"] = 0.6,
        ["tickSize"] = 3,
        ["gridColor"] = Faint,
        ["gridWidth"] = 0.5,
        ["labelPadding"] = 3,
        ["titlePadding"] = 5,
    };

    private JsonObject TitleConfig() => new()
    {
        ["fontSize"] = 8,
        ["fontWeight"] = "bold",
        ["color"] = Ink,
        ["subtitleColor"] = Quiet,
        ["subtitleFontSize"] = 7,
        ["anchor"] = "start",
        ["offset"] = 6,
    };
}
