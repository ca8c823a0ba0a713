namespace StampSpec.Reports.VegaLite;

/// <summary>What drives one visual channel: a field of the rows, a constant in data units (datum) or in visual units (value).</summary>
public sealed record Channel
{
    /// <summary>Field of the rows.</summary>
    public string? Field { get; init; }

    /// <summary><c>quantitative</c>, <c>nominal</c> or <c>ordinal</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Constant in data units.</summary>
    public object? Datum { get; init; }

    /// <summary>Constant in visual units.</summary>
    public object? Value { get; init; }

    /// <summary>Scale; null for Vega-Lite's own choice.</summary>
    public Scale? Scale { get; init; }

    /// <summary>Axis, for positions.</summary>
    public Axis? Axis { get; init; }

    /// <summary>Name in tooltips; never text from data, which Vega-Lite would write into an expression.</summary>
    public string? Title { get; init; }

    /// <summary>d3 format in texts and tooltips.</summary>
    public string? Format { get; init; }

    /// <summary>Categories in order.</summary>
    public IReadOnlyList<string>? Sort { get; init; }

    /// <summary>A numeric field.</summary>
    public static Channel Quantity(string field) => new() { Field = field, Type = "quantitative" };

    /// <summary>A category field.</summary>
    public static Channel Category(string field) => new() { Field = field, Type = "nominal" };

    /// <summary>A constant in visual units: a colour, a size, a text.</summary>
    public static Channel Constant(object value) => new() { Value = value };

    /// <summary>A constant in data units.</summary>
    public static Channel At(object datum) => new() { Datum = datum };
}
