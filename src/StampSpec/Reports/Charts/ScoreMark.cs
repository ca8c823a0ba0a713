using System.Globalization;
using System.Text.Json.Serialization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>One layout's row in the data of a score panel.</summary>
internal sealed record ScoreMark(string Label, double X, double Y, double? Low, double? High, string XText, string Interval, string Front, bool IsStrong)
{
    /// <summary>Layouts on the front stand out from those that another one beats.</summary>
    public static Channel Colour { get; } =
        Channel.Category("isStrong") with { Scale = new Scale { Domain = [true, false], Range = [Palette.Accent, Palette.Muted] } };

    [JsonIgnore]
    public IReadOnlyList<double> Runs { get; private init; } = [];

    /// <summary>Where the published value stands.</summary>
    [JsonIgnore]
    public double? Published { get; private init; }

    [JsonIgnore]
    public string? PublishedText { get; private init; }

    [JsonIgnore]
    public string? PublishedShape { get; private init; }

    public static ScoreMark Of(ScorePoint point, double x, ReferenceReach reach)
    {
        var interval = point.Score is { Low: { } low, High: { } high } ? string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}") : "none";
        var front = point.OnFront is { } probability ? probability.ToString("0.00", CultureInfo.InvariantCulture) : "not computed";
        return new ScoreMark(point.Label, x, point.Score.Value, point.Score.Low, point.Score.High, point.XText, interval, front, point.IsStrong)
        {
            Runs = point.Runs,
            Published = point.Published is { } published ? reach.Place(published) : null,
            PublishedText = point.Published?.ToString("0.000", CultureInfo.InvariantCulture),
            PublishedShape = point.Published is { } value ? reach.Upright(value) : null,
        };
    }
}
