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
    public string Sentences =>
        string.Create(CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects, {Runs} {(Runs == 1 ? "run" : "runs")} a layout; intervals: {Interval}. Data: {Source}. Made by: {Command}");

    /// <summary>The lines at the foot of a figure that travels without its caption.</summary>
    public Title Footing(FigureWidth width) => new(Wrap(ShortForm, Figure.PointsOf(width) / FootingAdvance))
    {
        Orient = "bottom",
        Anchor = "start",
        FontSize = 6,
        FontWeight = "normal",
        Color = "#666666",
        Offset = 8,
    };

    private const double FootingAdvance = 3.25;

    private string ShortForm =>
        string.Create(CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects; {Runs} {(Runs == 1 ? "run" : "runs")} a layout; bars: {Interval}; data: {Source}");

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
