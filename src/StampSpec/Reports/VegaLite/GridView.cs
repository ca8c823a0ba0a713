namespace StampSpec.Reports.VegaLite;

/// <summary>Views in reading order, wrapped after a number of columns.</summary>
public sealed record GridView(IReadOnlyList<View> Concat, int Columns) : View
{
    /// <summary>Gap in points.</summary>
    public double? Spacing { get; init; }
}
