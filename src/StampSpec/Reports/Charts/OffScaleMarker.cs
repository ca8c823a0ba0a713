using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>
/// How far published values, which are marks for reference, may stretch an axis; those beyond are drawn at its end as a triangle that
/// points to them.
/// </summary>
/// <param name="Low">Lowest value with a place of its own.</param>
/// <param name="High">Highest value with a place of its own.</param>
internal sealed record OffScaleMarker(double Low, double High)
{
    private const double MostStretch = 0.5;
    private const double LeastRoom = 0.05;
    private const double Size = 5.4;
    private const double LineWidth = 0.9;

    /// <summary>Half the span of a study's own values at each side, and 0.05 at least.</summary>
    public static OffScaleMarker Of(IReadOnlyList<double> own)
    {
        var room = Math.Max(LeastRoom, MostStretch * (own.Max() - own.Min()));
        return new OffScaleMarker(own.Min() - room, own.Max() + room);
    }

    /// <summary>What captions say of the marks.</summary>
    public static string Sentence(string source) =>
        $" Diamonds: {source} on their own data, for reference; triangles at an axis' end point to those beyond it.";

    /// <summary>Where a value is drawn.</summary>
    public double Place(double value) => Math.Clamp(value, Low, High);

    /// <summary>The mark of a value on a vertical axis.</summary>
    public IPlottable Upright(double value, double x, double y) => Mark(value, x, y, (0, -1));

    /// <summary>The mark of a value on a horizontal axis.</summary>
    public IPlottable Sideways(double value, double x, double y) => Mark(value, x, y, (1, 0));

    // The direction is that of higher values on the sheet.
    private IPlottable Mark(double value, double x, double y, (double X, double Y) up)
    {
        const double Half = Size / 2;
        var sign =
            value > High ? 1
            : value < Low ? -1
            : 0;
        if (sign == 0)
        {
            return Marks.Outline([(x - Half, y), (x, y - Half), (x + Half, y), (x, y + Half)], Palette.Muted, LineWidth);
        }

        var (alongX, alongY) = (sign * up.X * Half, sign * up.Y * Half);
        return Marks.Outline(
            [(x + alongX, y + alongY), (x - alongX - alongY, y - alongY + alongX), (x - alongX + alongY, y - alongY - alongX)],
            Palette.Muted,
            LineWidth
        );
    }
}
