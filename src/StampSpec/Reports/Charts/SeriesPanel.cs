using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Lines of several series in one plot, coloured by series; fields <c>x</c>, <c>y</c> and <c>series</c>, optionally <c>low</c> and <c>high</c>.</summary>
internal sealed record SeriesPanel(string Heading, IReadOnlyList<object> Rows, Channel X, Channel Y, IReadOnlyList<string> Series, IReadOnlyList<string> Colours)
{
    public Channel? Detail { get; init; }

    /// <summary>Shape of the points; null for circles.</summary>
    public Channel? Shape { get; init; }

    /// <summary>Dashes of the lines; null for solid ones.</summary>
    public Channel? Dash { get; init; }

    public double StrokeWidth { get; init; } = 1.2;

    public double PointSize { get; init; } = 14;

    public bool HasBands { get; init; }

    public IReadOnlyList<Channel> Tooltip { get; init; } = [];

    public View Build(double width, double height)
    {
        var colour = Channel.Category("series") with { Scale = new Scale { Domain = [.. Series], Range = [.. Colours] } };
        var layers = new List<View>();
        if (HasBands)
        {
            layers.Add(new UnitView(new Mark("rule") { StrokeWidth = 0.8, Opacity = 0.7 }, new Encoding { Y = Channel.Quantity("low"), Y2 = new Channel { Field = "high" }, Color = colour }));
        }

        layers.Add(new UnitView(new Mark("line") { StrokeWidth = StrokeWidth, Clip = true }, new Encoding { Color = colour, Detail = Detail, StrokeDash = Dash }));
        layers.Add(new UnitView(new Mark("point") { Filled = true, Size = PointSize, Opacity = 1 }, new Encoding { Color = colour, Shape = Shape, Tooltip = Tooltip }));
        return new LayerView(layers)
        {
            Title = new Title(Heading) { Frame = "group", FontSize = 7.5, Offset = 4 },
            Data = new InlineData(Rows),
            Width = width,
            Height = height,
            Encoding = new Encoding { X = X, Y = Y },
        };
    }
}
