using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 8: validation macro-F1 and training loss against training steps, a panel for each layout, a line for each run.</summary>
internal static class TrainingFigure
{
    private const double PanelHeight = 70;
    private const double PanelStep = PanelHeight + ChartStyle.AxisRoom + 8;
    private const double RowStep = ChartStyle.HeadingRoom + (2 * PanelStep);

    /// <summary>Builds the figure.</summary>
    public static Figure Build(IReadOnlyList<TrainingPoint> points, IReadOnlyList<string> layouts, StudyFacts facts, FigureWidth width)
    {
        var shown = layouts.Where(l => points.Any(p => p.Layout == l)).ToArray();
        var sheet = new Sheet(Figure.PointsOf(width));
        var grid = PanelGrid.Divide(sheet.Width, shown.Length, width == FigureWidth.SingleColumn ? 2 : 4, 34);
        const double Top = ChartStyle.Margin + ChartStyle.HeadingRoom;
        for (var i = 0; i < shown.Length; i++)
        {
            DrawLayout(sheet, points, shown[i], grid.AreaOf(i, Top, PanelHeight, RowStep));
        }

        var rows = (shown.Length + grid.Columns - 1) / grid.Columns;
        sheet.EndWith(facts.Footing(null), ChartStyle.Margin + (rows * RowStep) - 4);
        const string Shown =
            "Macro-F1 on validation objects (top) and training loss (bottom) against training steps, with a line for each run.";
        return facts.Figure("training", "Training curves", sheet, width, Shown, null);
    }

    private static void DrawLayout(Sheet sheet, IReadOnlyList<TrainingPoint> points, string layout, PlotBox area)
    {
        TrainingPoint[] mine = [.. points.Where(p => p.Layout == layout)];
        var x = new PlotScale(0, points.Max(p => p.Step), area.Left, area.Right);
        var below = area.Top + PanelStep;
        sheet.AddHeading(layout, area.Left, area.Top, MarkTag.Of(layout));
        DrawPanel(
            sheet,
            mine,
            p => p.MacroF1,
            "Validation macro-F1",
            x,
            PlotScale.Linear(points.Select(p => p.MacroF1), area.Bottom, area.Top, 0, 1),
            Palette.Accent
        );
        DrawPanel(
            sheet,
            mine,
            p => p.Loss,
            "Training loss",
            x,
            new PlotScale(0, points.Max(p => p.Loss) * 1.05, below + PanelHeight, below),
            Palette.Limit
        );
    }

    private static void DrawPanel(
        Sheet sheet,
        IReadOnlyList<TrainingPoint> points,
        Func<TrainingPoint, double> value,
        string title,
        PlotScale x,
        PlotScale y,
        string colour
    )
    {
        sheet.AddAxes(PanelAxis.Linear(x, "Step", 3), PanelAxis.Linear(y, title, 3) with { HasGrid = true });
        foreach (var run in points.GroupBy(p => p.Series))
        {
            var tag = MarkTag.Of(run.First().Layout);
            if (run.Count() > 1)
            {
                sheet.Add(Marks.Path(run.Select(p => (x.PositionOf(p.Step), y.PositionOf(value(p)))), colour, 0.8), tag);
            }

            foreach (var point in run)
            {
                sheet.Add(
                    Marks.Dot(x.PositionOf(point.Step), y.PositionOf(value(point)), 2.3, colour),
                    tag.Saying(("run", point.Series), ("step", MarkTag.Number(point.Step, "N0")), (title, MarkTag.Number(value(point))))
                );
            }
        }
    }
}

/// <summary>One evaluation during training.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Series">Run, and fold if there are several.</param>
/// <param name="Step">Number of training steps so far.</param>
/// <param name="Loss">Mean training loss since the previous evaluation.</param>
/// <param name="MacroF1">Validation macro-F1.</param>
internal sealed record TrainingPoint(string Layout, string Series, int Step, double Loss, double MacroF1);
