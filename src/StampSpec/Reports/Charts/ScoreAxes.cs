using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>What the axes of a score panel show.</summary>
/// <param name="XName">Short name of the horizontal quantity, in tooltips.</param>
/// <param name="XAxis">Horizontal axis; its ticks are chosen by <paramref name="Ticks"/>.</param>
/// <param name="Ticks">Tick values inside a scale.</param>
/// <param name="ScoreName">Name of the score, on the vertical axis and in tooltips.</param>
/// <param name="PublishedName">Who published the reference marks, and what they measured.</param>
/// <param name="JoinsFront">Whether the strong points are joined by a line.</param>
internal sealed record ScoreAxes(string XName, Axis XAxis, Func<PlotScale, IReadOnlyList<double>> Ticks, string ScoreName, string PublishedName, bool JoinsFront);
