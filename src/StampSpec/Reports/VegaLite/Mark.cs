namespace StampSpec.Reports.VegaLite;

/// <summary>What is drawn for each row. Sizes and offsets in points.</summary>
/// <param name="Type"><c>point</c>, <c>rule</c>, <c>line</c>, <c>text</c>, <c>rect</c>, <c>bar</c>, <c>image</c>, ...</param>
public sealed record Mark(string Type)
{
    /// <summary>Area of a point.</summary>
    public double? Size { get; init; }

    /// <summary>Shape of a point.</summary>
    public string? Shape { get; init; }

    /// <summary>Whether a point is filled.</summary>
    public bool? Filled { get; init; }

    /// <summary>Colour.</summary>
    public string? Color { get; init; }

    /// <summary>Fill colour.</summary>
    public string? Fill { get; init; }

    /// <summary>Outline colour.</summary>
    public string? Stroke { get; init; }

    /// <summary>Line width.</summary>
    public double? StrokeWidth { get; init; }

    /// <summary>Lengths of dashes and gaps.</summary>
    public IReadOnlyList<double>? StrokeDash { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Opacity { get; init; }

    /// <summary>Horizontal offset of a text.</summary>
    public double? Dx { get; init; }

    /// <summary>Vertical offset of a text, downwards.</summary>
    public double? Dy { get; init; }

    /// <summary>Horizontal offset of any mark.</summary>
    public double? XOffset { get; init; }

    /// <summary>Vertical offset of any mark, downwards.</summary>
    public double? YOffset { get; init; }

    /// <summary><c>left</c>, <c>center</c> or <c>right</c>.</summary>
    public string? Align { get; init; }

    /// <summary><c>top</c>, <c>middle</c> or <c>bottom</c>.</summary>
    public string? Baseline { get; init; }

    /// <summary>Text size.</summary>
    public double? FontSize { get; init; }

    /// <summary><c>normal</c> or <c>bold</c>.</summary>
    public string? FontWeight { get; init; }

    /// <summary>Degrees, clockwise.</summary>
    public double? Angle { get; init; }

    /// <summary>How a line joins its points, such as <c>step-after</c>.</summary>
    public string? Interpolate { get; init; }

    /// <summary>Width of an image or a bar.</summary>
    public double? Width { get; init; }

    /// <summary>Height of an image or a bar.</summary>
    public double? Height { get; init; }

    /// <summary>Whether an image keeps its proportions.</summary>
    public bool? Aspect { get; init; }

    /// <summary>Whether the mark is cut at the plotting area.</summary>
    public bool? Clip { get; init; }

}
