namespace StampSpec.Reports.VegaLite;

/// <summary>One step applied to rows.</summary>
public sealed record Transform
{
    /// <summary>Expression a row must satisfy.</summary>
    public string? Filter { get; init; }

    /// <summary>Expression whose value becomes the field <see cref="As"/>.</summary>
    public string? Calculate { get; init; }

    /// <summary>Field that <see cref="Calculate"/> fills.</summary>
    public string? As { get; init; }
}
