namespace StampSpec.Reports.VegaLite;

/// <summary>The channels of a view.</summary>
public sealed record Encoding
{
    /// <summary>Horizontal position.</summary>
    public Channel? X { get; init; }

    /// <summary>Other end of a horizontal extent.</summary>
    public Channel? X2 { get; init; }

    /// <summary>Vertical position.</summary>
    public Channel? Y { get; init; }

    /// <summary>Other end of a vertical extent.</summary>
    public Channel? Y2 { get; init; }

    /// <summary>Vertical shift inside a category.</summary>
    public Channel? YOffset { get; init; }

    /// <summary>Colour of the mark.</summary>
    public Channel? Color { get; init; }

    /// <summary>Fill colour.</summary>
    public Channel? Fill { get; init; }

    /// <summary>Outline colour.</summary>
    public Channel? Stroke { get; init; }

    /// <summary>Area of points.</summary>
    public Channel? Size { get; init; }

    /// <summary>Shape of points.</summary>
    public Channel? Shape { get; init; }

    /// <summary>Dashes of lines.</summary>
    public Channel? StrokeDash { get; init; }

    /// <summary>0 to 1.</summary>
    public Channel? Opacity { get; init; }

    /// <summary>Text drawn.</summary>
    public Channel? Text { get; init; }

    /// <summary>Address of the image drawn.</summary>
    public Channel? Url { get; init; }

    /// <summary>Splits lines without another encoding.</summary>
    public Channel? Detail { get; init; }

    /// <summary>Order in which a line joins its points.</summary>
    public Channel? Order { get; init; }

    /// <summary>Fields that show on hovering.</summary>
    public IReadOnlyList<Channel>? Tooltip { get; init; }
}
