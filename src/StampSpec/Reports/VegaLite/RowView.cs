namespace StampSpec.Reports.VegaLite;

/// <summary>Views beside each other.</summary>
public sealed record RowView(IReadOnlyList<View> Hconcat) : View
{
    /// <summary>Gap in points.</summary>
    public double? Spacing { get; init; }
}
