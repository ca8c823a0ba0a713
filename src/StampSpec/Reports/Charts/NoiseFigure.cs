using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 6: F1 of each class by signal-to-noise ratio, a line a layout.</summary>
public static class NoiseFigure
{
    private const double PanelHeight = 80;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">F1 of classes in bins of the ratio, each with its median; at least one.</param>
    /// <param name="layouts">Layouts by rising bytes.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">What the caption states.</param>
    /// <param name="bars">What the bars span.</param>
    public static Figure Build(IReadOnlyList<SliceScore> scores, IReadOnlyList<string> layouts, IReadOnlyList<string> classes, StudyFacts facts, string bars)
    {
        var shown = classes.Where(c => scores.Any(s => s.Class == c)).ToArray();
        var marks = new LayoutMarks(layouts, "series");
        var width = Figure.PointsOf(FigureWidth.DoubleColumn);
        var grid = PanelGrid.Divide(width, shown.Length, 3, 30);
        var x = PlotScale.Logarithmic(scores.Select(s => s.Median!.Value), grid.PanelWidth, 6);
        var panels = shown.Select(c => Panel(c, [.. scores.Where(s => s.Class == c)], marks, x).Build(grid.PanelWidth, PanelHeight)).ToArray();
        return new Figure("f1-by-signal-to-noise", "F1 by signal-to-noise ratio",
            new ColumnView([ColourKey.Build(layouts, marks.Colours, width - 20, marks.Shapes), grid.Arrange(panels)]) { Spacing = 10, Resolve = Resolve.Independent("color", "shape", "strokeDash"), Title = facts.Footing(FigureWidth.DoubleColumn, bars) },
            FigureWidth.DoubleColumn,
            $"F1 of each class by signal-to-noise ratio of the detection, in bins of equal numbers of objects; points stand at a bin's median; a class with fewer than five objects in a bin has no point there. {facts.Sentences(bars)}");
    }

    private static SeriesPanel Panel(string className, IReadOnlyList<SliceScore> scores, LayoutMarks marks, PlotScale x) => new(
        className,
        [.. scores.Select(s => new { X = s.Median, Y = s.Score.Value, Series = s.Layout, s.Score.Low, s.Score.High, s.Objects })],
        Channel.Quantity("x") with
        {
            Scale = new Scale { Type = "log", Domain = [x.Low, x.High], Nice = false },
            Axis = new Axis { Title = "Signal-to-noise ratio", Grid = false, Values = ByteText.Ticks(x) },
        },
        Channel.Quantity("y") with { Scale = new Scale { Domain = [0, 1] }, Axis = new Axis { Title = "F1", TickCount = 3 } },
        marks.Layouts,
        marks.Colours)
    {
        HasBands = true,
        Shape = marks.Shape,
        Dash = marks.Dash,
        Tooltip =
        [
            Channel.Category("series") with { Title = "layout" },
            Channel.Quantity("x") with { Title = "signal-to-noise ratio", Format = ".1f" },
            Channel.Quantity("y") with { Title = "F1", Format = ".3f" },
            Channel.Quantity("objects") with { Title = "objects of the class" },
        ],
    };
}
