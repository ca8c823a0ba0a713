using System.Globalization;
using System.Text.Json.Serialization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>One layout's row in the data of the score panel.</summary>
internal sealed record ScoreMark(string Layout, double X, double Y, double? Low, double? High, string Bytes, string Interval, string Front, bool IsOnFront)
{
    /// <summary>Layouts on the front stand out from those that another one beats.</summary>
    public static Channel FrontColour { get; } =
        Channel.Category("isOnFront") with { Scale = new Scale { Domain = [true, false], Range = [Palette.Accent, Palette.Muted] } };

    public static IReadOnlyList<Channel> Tooltip { get; } =
    [
        Channel.Category("layout"),
        Channel.Quantity("y") with { Title = "macro-F1", Format = ".3f" },
        Channel.Category("interval"),
        Channel.Category("bytes") with { Title = "bytes per alert" },
        Channel.Category("front") with { Title = "probability of being on the front" },
    ];

    [JsonIgnore]
    public IReadOnlyList<double> Runs { get; private init; } = [];

    [JsonIgnore]
    public double? Published { get; private init; }

    public static ScoreMark Of(LayoutScore layout, double x)
    {
        var interval = layout.MacroF1 is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}") : "none";
        var front = layout.OnFront is { } probability ? probability.ToString("0.00", CultureInfo.InvariantCulture) : "not computed";
        return new ScoreMark(layout.Layout, x, layout.MacroF1.Value, layout.MacroF1.Low, layout.MacroF1.High, ByteText.Of(layout.Bytes), interval, front, layout.IsOnFront)
        {
            Runs = layout.Runs,
            Published = layout.Published,
        };
    }

    public string Label(string? baseline) => Layout == baseline ? Layout + " (baseline)" : Layout;
}
