namespace StampSpec.Reports.VegaLite;

/// <summary>Guide of a position channel.</summary>
public sealed record Axis
{
    /// <summary>No line, ticks, labels or title.</summary>
    public static Axis Hidden { get; } = new() { Labels = false, Ticks = false, Domain = false, Grid = false, Title = "" };

    /// <summary>What the axis shows and its unit; empty for none.</summary>
    public string? Title { get; init; }

    /// <summary>Whether ticks are labelled.</summary>
    public bool? Labels { get; init; }

    /// <summary>Whether ticks are drawn.</summary>
    public bool? Ticks { get; init; }

    /// <summary>Whether the axis line is drawn.</summary>
    public bool? Domain { get; init; }

    /// <summary>Whether lines cross the plot at each tick.</summary>
    public bool? Grid { get; init; }

    /// <summary>d3 format of the labels.</summary>
    public string? Format { get; init; }

    /// <summary>Expression that makes a label from <c>datum.value</c>.</summary>
    public string? LabelExpr { get; init; }

    /// <summary>Where ticks stand.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>About how many ticks.</summary>
    public int? TickCount { get; init; }

    /// <summary><c>top</c>, <c>bottom</c>, <c>left</c> or <c>right</c>.</summary>
    public string? Orient { get; init; }

    /// <summary>Degrees.</summary>
    public double? LabelAngle { get; init; }

    /// <summary>Longest label in points.</summary>
    public double? LabelLimit { get; init; }

    /// <summary>Space between tick and label in points.</summary>
    public double? LabelPadding { get; init; }
}
