using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>One cell of a confusion matrix as the chart's data holds it.</summary>
internal sealed record ConfusionCell(string True, string Predicted, double Percent, string Label, string Count, string Layout, bool IsDark)
{
    /// <summary>Percentage above which the cell's colour needs light text.</summary>
    public const double DarkFrom = 60;

    public static ConfusionCell Published(string trueClass, string predicted, double percent, string layout) =>
        new(trueClass, predicted, percent, percent == 0 ? "" : percent.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), "", layout, percent > DarkFrom);

    public static IReadOnlyList<Channel> Tooltip(bool hasCounts) =>
    [
        Channel.Category("true") with { Title = "true class" },
        Channel.Category("predicted") with { Title = "predicted as" },
        Channel.Quantity("percent") with { Title = hasCounts ? "percent of the true class" : "difference in percentage points", Format = ".1f" },
        .. hasCounts ? new[] { Channel.Category("count") with { Title = "predictions over runs" } } : [],
    ];
}
