using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports;

/// <summary>One chart of a study, ready to render.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">What the chart shows, for headings and alternative texts.</param>
/// <param name="View">The chart, in points.</param>
/// <param name="Width">Column width it is drawn for.</param>
/// <param name="Caption">What is drawn, n, runs, interval and data source, in plain text.</param>
public sealed record Figure(string Name, string Title, View View, FigureWidth Width, string Caption)
{
    private const double PointsPerMillimetre = 72 / 25.4;

    /// <summary>Width in points: 88 or 180 mm.</summary>
    public double WidthPoints => PointsOf(Width);

    /// <summary>A column width in points.</summary>
    public static double PointsOf(FigureWidth width) => Math.Round((width == FigureWidth.SingleColumn ? 88 : 180) * PointsPerMillimetre, 2);
}
