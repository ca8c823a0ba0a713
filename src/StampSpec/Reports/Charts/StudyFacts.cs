using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>What every caption states.</summary>
/// <param name="Objects">Test objects, n.</param>
/// <param name="Runs">Runs of each layout.</param>
/// <param name="Interval">How intervals were made, such as "95 % two-level bootstrap".</param>
/// <param name="Source">Where the data came from and whether it is real, synthetic or injected.</param>
/// <param name="Command">The command that makes the figure.</param>
public sealed record StudyFacts(int Objects, int Runs, string Interval, string Source, string Command)
{
    /// <summary>The sentences that end a caption.</summary>
    /// <param name="bars">What the bars span; null where none is drawn.</param>
    public string Sentences(string? bars) =>
        string.Create(CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects, {RunText}{(bars is null ? "" : "; bars: " + bars)}. Data: {Source}. Made by: {Command}");

    /// <summary>The lines at the foot of a figure, which may travel without its caption.</summary>
    /// <param name="width">Column width.</param>
    /// <param name="bars">What the bars span; null where none is drawn.</param>
    public Title Footing(FigureWidth width, string? bars) => new(Wrap(
        string.Create(CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects, {RunText}{(bars is null ? "" : "; bars: " + bars)}; data: {Source}"),
        Figure.PointsOf(width) / FootingAdvance))
    {
        Orient = "bottom",
        Anchor = "start",
        FontSize = 6,
        FontWeight = "normal",
        Color = FootingColour,
        Offset = 8,
    };

    private const double FootingAdvance = 3.15;
    private const string FootingColour = "#666666";

    private string RunText => string.Create(CultureInfo.InvariantCulture, $"{Runs} {(Runs == 1 ? "run" : "runs")} a layout");

    private static string[] Wrap(string text, double longest)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + word.Length + 1 > longest && lines[^1].Length > 0)
            {
                lines.Add("");
            }

            lines[^1] = lines[^1].Length == 0 ? word : lines[^1] + ' ' + word;
        }

        return [.. lines];
    }
}
