using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>
/// Limits how far published values, which are only references, extend an axis. A value outside the limits is drawn at the end of the axis,
/// as a triangle that points towards it.
/// </summary>
/// <param name="Low">Lowest value that is drawn at its position.</param>
/// <param name="High">Highest value that is drawn at its position.</param>
internal sealed record OffScaleMarker(double Low, double High)
{
    private const double MostStretch = 0.5;
    private const double LeastRoom = 0.05;
    private const double Size = 5.4;
    private const double LineWidth = 0.9;

    /// <summary>Half the span of a study's own values on each side, at least 0.05.</summary>
    public static OffScaleMarker Of(IReadOnlyList<double> own)
    {
        var room = Math.Max(LeastRoom, MostStretch * (own.Max() - own.Min()));
        return new OffScaleMarker(own.Min() - room, own.Max() + room);
    }

    /// <summary>The sentence of captions about these marks.</summary>
    public static string Sentence(string source) =>
        $" Diamonds: {source} on their own data, as a reference; a triangle at the end of an axis points to a value outside it.";

    /// <summary>The position at which a value is drawn.</summary>
    public double Place(double value) => Math.Clamp(value, Low, High);

    /// <summary>The mark of a value on a vertical axis.</summary>
    public IPlottable Upright(double value, double x, double y) => Mark(value, x, y, (0, -1));

    /// <summary>The mark of a value on a horizontal axis.</summary>
    public IPlottable Sideways(double value, double x, double y) => Mark(value, x, y, (1, 0));

    // The direction of higher values on the sheet.
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
