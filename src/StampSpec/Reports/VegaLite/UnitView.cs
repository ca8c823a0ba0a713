namespace StampSpec.Reports.VegaLite;

/// <summary>One mark and what encodes it.</summary>
public sealed record UnitView(Mark Mark, Encoding Encoding) : View
{
    /// <summary>Width of the plotting area in points.</summary>
    public double? Width { get; init; }

    /// <summary>Height of the plotting area in points.</summary>
    public double? Height { get; init; }
}
