using System.Text.Json.Serialization;

namespace StampSpec.Reports.VegaLite;

/// <summary>A Vega-Lite view: one unit, layers over each other, or views beside or below each other.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(UnitView))]
[JsonDerivedType(typeof(LayerView))]
[JsonDerivedType(typeof(RowView))]
[JsonDerivedType(typeof(ColumnView))]
[JsonDerivedType(typeof(GridView))]
public abstract record View
{
    /// <summary>Heading of the view.</summary>
    public Title? Title { get; init; }

    /// <summary>Rows that this view and the views inside it draw.</summary>
    public InlineData? Data { get; init; }

    /// <summary>Steps applied to the rows.</summary>
    public IReadOnlyList<Transform>? Transform { get; init; }

    /// <summary>Which scales the views inside share.</summary>
    public Resolve? Resolve { get; init; }
}
