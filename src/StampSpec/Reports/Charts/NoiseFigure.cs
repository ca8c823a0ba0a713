using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 6: F1 of each class by signal-to-noise ratio, a line a layout.</summary>
public static class NoiseFigure
{
    private const double PanelHeight = 80;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">At least one bin.</param>
    /// <param name="layouts">Layouts by rising bytes.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">What the caption states.</param>
    public static Figure Build(IReadOnlyList<NoiseBinScore> scores, IReadOnlyList<string> layouts, IReadOnlyList<string> classes, StudyFacts facts)
    {
        var shown = classes.Where(c => scores.Any(s => s.Class == c)).ToArray();
        var colours = Palette.OfLayouts(layouts.Count);
        var width = Figure.PointsOf(FigureWidth.DoubleColumn);
        var grid = PanelGrid.Divide(width, shown.Length, 3, 30);
        var x = PlotScale.Logarithmic(scores.Select(s => s.SignalToNoise), grid.PanelWidth, 6);
        var panels = shown.Select(c => Panel(c, [.. scores.Where(s => s.Class == c)], layouts, colours, x).Build(grid.PanelWidth, PanelHeight)).ToArray();
        return new Figure("f1-by-signal-to-noise", "F1 by signal-to-noise ratio",
            new ColumnView([ColourKey.Build(layouts, colours, width - 20), grid.Arrange(panels)]) { Spacing = 10, Resolve = Resolve.Independent("color"), Title = facts.Footing(FigureWidth.DoubleColumn, StudyFacts.RunRange) },
            FigureWidth.DoubleColumn,
            $"F1 of each class by signal-to-noise ratio of the detection, in bins of equal numbers of objects; points stand at a bin's median. {facts.Sentences(StudyFacts.RunRange)}");
    }

    private static SeriesPanel Panel(string className, IReadOnlyList<NoiseBinScore> scores, IReadOnlyList<string> layouts, IReadOnlyList<string> colours, PlotScale x) => new(
        className,
        [.. scores.Select(s => new { X = s.SignalToNoise, Y = s.Score.Value, Series = s.Layout, s.Score.Low, s.Score.High, s.Members })],
        Channel.Quantity("x") with
        {
            Scale = new Scale { Type = "log", Domain = [x.Low, x.High], Nice = false },
            Axis = new Axis { Title = "Signal-to-noise ratio", Grid = false, Values = ByteText.Ticks(x) },
        },
        Channel.Quantity("y") with { Scale = new Scale { Domain = [0, 1] }, Axis = new Axis { Title = "F1", TickCount = 3 } },
        layouts,
        colours)
    {
        HasBands = true,
        Tooltip =
        [
            Channel.Category("series") with { Title = "layout" },
            Channel.Quantity("x") with { Title = "signal-to-noise ratio", Format = ".1f" },
            Channel.Quantity("y") with { Title = "F1", Format = ".3f" },
            Channel.Quantity("members") with { Title = "objects of the class" },
        ],
    };
}
