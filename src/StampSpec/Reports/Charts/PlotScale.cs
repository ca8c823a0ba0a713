namespace StampSpec.Reports.Charts;

/// <summary>Where values fall on an axis, in points; the same arithmetic as Vega's, so that labels can be placed before drawing.</summary>
/// <param name="Low">Value at 0.</param>
/// <param name="High">Value at <paramref name="Length"/>.</param>
/// <param name="Length">Length of the axis in points.</param>
/// <param name="IsLogarithmic">Whether equal ratios take equal lengths; both ends are then positive.</param>
public sealed record PlotScale(double Low, double High, double Length, bool IsLogarithmic)
{
    private const double RoomAtEnds = 0.06;

    /// <summary>A logarithmic axis that holds every value with room (in points) at both ends.</summary>
    public static PlotScale Logarithmic(IEnumerable<double> values, double length, double roomAtEnds)
    {
        var logarithms = values.Select(Math.Log10).ToArray();
        var room = Math.Max(logarithms.Max() - logarithms.Min(), 0.5) * roomAtEnds / (length - (2 * roomAtEnds));
        return new PlotScale(Math.Pow(10, logarithms.Min() - room), Math.Pow(10, logarithms.Max() + room), length, true);
    }

    /// <summary>A linear axis that holds every value with room at both ends, inside the bounds given.</summary>
    public static PlotScale Linear(IEnumerable<double> values, double length, double floor, double ceiling)
    {
        var all = values.ToArray();
        var room = Math.Max(all.Max() - all.Min(), 0.02) * RoomAtEnds;
        return new PlotScale(Math.Max(floor, all.Min() - room), Math.Min(ceiling, all.Max() + room), length, false);
    }

    /// <summary>Points from the axis' start.</summary>
    public double PositionOf(double value) => IsLogarithmic
        ? Math.Log(value / Low) / Math.Log(High / Low) * Length
        : (value - Low) / (High - Low) * Length;

    /// <summary>The value at a number of points from the axis' start.</summary>
    public double ValueAt(double position) => IsLogarithmic
        ? Low * Math.Pow(High / Low, position / Length)
        : Low + ((High - Low) * position / Length);
}
