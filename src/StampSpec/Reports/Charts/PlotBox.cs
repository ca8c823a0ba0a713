namespace StampSpec.Reports.Charts;

/// <summary>A rectangle of a plot in points, from its top left corner.</summary>
internal readonly record struct PlotBox(double Left, double Top, double Right, double Bottom)
{
    public double OverlapWith(PlotBox other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
}
