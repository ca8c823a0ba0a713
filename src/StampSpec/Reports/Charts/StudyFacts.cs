using System.Globalization;

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
    /// <param name="bars">What the bars span; null if none is drawn.</param>
    public string Sentences(string? bars) =>
        string.Create(CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects, {RunText}{(bars is null ? "" : "; bars: " + bars)}. Data: {Source}. Made by: {Command}");

    /// <summary>The text at the foot of a figure, which may travel without its caption.</summary>
    /// <param name="bars">What the bars span; null if none is drawn.</param>
    public string Footing(string? bars) => string.Create(
        CultureInfo.InvariantCulture, $"n = {Objects:N0} test objects, {RunText}{(bars is null ? "" : "; bars: " + bars)}; data: {Source}");

    private string RunText => string.Create(CultureInfo.InvariantCulture, $"{Runs} {(Runs == 1 ? "run" : "runs")} a layout");
}
