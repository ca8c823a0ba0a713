namespace StampSpec.Reports.VegaLite;

/// <summary>How values become positions or colours.</summary>
public sealed record Scale
{
    /// <summary><c>linear</c>, <c>log</c>, <c>point</c>, ...</summary>
    public string? Type { get; init; }

    /// <summary>Values at the ends, or the categories in order.</summary>
    public IReadOnlyList<object>? Domain { get; init; }

    /// <summary>Positions or colours, one for each entry of <see cref="Domain"/>.</summary>
    public IReadOnlyList<object>? Range { get; init; }

    /// <summary>Colour space in which <see cref="Range"/> is interpolated, such as <c>rgb</c>; Vega-Lite's own, hcl, passes through other hues.</summary>
    public string? Interpolate { get; init; }

    /// <summary>Whether zero belongs to the axis.</summary>
    public bool? Zero { get; init; }

    /// <summary>Whether the ends are rounded.</summary>
    public bool? Nice { get; init; }

    /// <summary>Whether the axis runs backwards.</summary>
    public bool? Reverse { get; init; }

    /// <summary>Whether values outside the domain are drawn at its ends.</summary>
    public bool? Clamp { get; init; }

    /// <summary>Space before the first and after the last category, in steps.</summary>
    public double? Padding { get; init; }

    /// <summary>Gap between bands, 0 to 1.</summary>
    public double? PaddingInner { get; init; }
}
