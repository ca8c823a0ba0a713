namespace StampSpec.Reports.VegaLite;

/// <summary>Views drawn over each other, first at the bottom.</summary>
public sealed record LayerView(IReadOnlyList<View> Layer) : View
{
    /// <summary>Width of the plotting area in points.</summary>
    public double? Width { get; init; }

    /// <summary>Height of the plotting area in points.</summary>
    public double? Height { get; init; }

    /// <summary>What every layer shares.</summary>
    public Encoding? Encoding { get; init; }
}
