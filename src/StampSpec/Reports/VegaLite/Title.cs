namespace StampSpec.Reports.VegaLite;

/// <summary>A heading or a footing of a view, in lines.</summary>
public sealed record Title(params IReadOnlyList<string> Text)
{
    /// <summary><c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public string? Anchor { get; init; }

    /// <summary><c>bounds</c> aligns with axis labels, <c>group</c> with the plotting area.</summary>
    public string? Frame { get; init; }

    /// <summary>Size in points.</summary>
    public double? FontSize { get; init; }

    /// <summary><c>normal</c> or <c>bold</c>.</summary>
    public string? FontWeight { get; init; }

    /// <summary><c>top</c> or <c>bottom</c>.</summary>
    public string? Orient { get; init; }

    /// <summary>Colour; null for the theme's.</summary>
    public string? Color { get; init; }

    /// <summary>Distance from the plotting area in points.</summary>
    public double? Offset { get; init; }
}
