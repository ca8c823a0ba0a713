namespace StampSpec.Reports.VegaLite;

/// <summary>Views below each other.</summary>
public sealed record ColumnView(IReadOnlyList<View> Vconcat) : View
{
    /// <summary>Gap in points.</summary>
    public double? Spacing { get; init; }
}
