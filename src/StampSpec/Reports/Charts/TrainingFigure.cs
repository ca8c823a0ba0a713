using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 8: validation macro-F1 and training loss against training steps, a panel a layout, a line a run.</summary>
public static class TrainingFigure
{
    private const double PanelHeight = 70;

    /// <summary>Builds the figure.</summary>
    public static Figure Build(IReadOnlyList<TrainingPoint> points, IReadOnlyList<string> layouts, StudyFacts facts)
    {
        var shown = layouts.Where(l => points.Any(p => p.Layout == l)).ToArray();
        var grid = PanelGrid.Divide(Figure.PointsOf(FigureWidth.DoubleColumn), shown.Length, 4, 30);
        var (steps, losses) = (points.Max(p => p.Step), points.Max(p => p.Loss));
        var scores = PlotScale.Linear(points.Select(p => p.MacroF1), PanelHeight, 0, 1);
        var panels = shown.Chunk(grid.Columns).SelectMany(row => new[]
        {
            row.Select(l => Panel(l, points, p => p.MacroF1, "Validation macro-F1", scores.Low, scores.High, steps, Palette.Accent, grid.PanelWidth)),
            row.Select(l => Panel("", [.. points.Where(p => p.Layout == l)], p => p.Loss, "Training loss", 0, losses * 1.05, steps, Palette.Limit, grid.PanelWidth)),
        });
        var rows = panels.Select(row => (View)new RowView([.. row]) { Resolve = Resolve.Independent("color"), Spacing = grid.Spacing }).ToArray();
        return new Figure("training", "Training curves", new ColumnView(rows) { Spacing = 8, Resolve = Resolve.Independent("color"), Title = facts.Footing(FigureWidth.DoubleColumn, null) }, FigureWidth.DoubleColumn,
            $"Macro-F1 on validation objects (above) and training loss (below) against training steps; a line a run. {facts.Sentences(null)}");
    }

    private static View Panel(
        string heading, IReadOnlyList<TrainingPoint> points, Func<TrainingPoint, double> value, string title, double low, double high, int steps, string colour, double width)
    {
        var mine = points.Where(p => heading.Length == 0 || p.Layout == heading).ToArray();
        return new SeriesPanel(
            heading,
            [.. mine.Select(p => new { X = p.Step, Y = value(p), Series = p.Layout, Run = p.Series })],
            Channel.Quantity("x") with { Scale = new Scale { Domain = [0, steps], Nice = false }, Axis = new Axis { Title = "Step", TickCount = 3, Grid = false } },
            Channel.Quantity("y") with { Scale = new Scale { Domain = [low, high], Nice = false }, Axis = new Axis { Title = title, TickCount = 3 } },
            [.. mine.Select(p => p.Layout).Distinct()],
            [colour])
        {
            Detail = Channel.Category("run"),
            StrokeWidth = 0.8,
            PointSize = 4,
            Tooltip = [Channel.Category("run"), Channel.Quantity("x") with { Title = "step" }, Channel.Quantity("y") with { Title = title, Format = ".3f" }],
        }.Build(width, PanelHeight);
    }
}
