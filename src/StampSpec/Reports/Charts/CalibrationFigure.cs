using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 7: accuracy against stated confidence, a panel a layout.</summary>
public static class CalibrationFigure
{
    /// <summary>Builds the figure.</summary>
    public static Figure Build(IReadOnlyList<ReliabilityCurve> curves, StudyFacts facts)
    {
        var grid = PanelGrid.Divide(Figure.PointsOf(FigureWidth.DoubleColumn), curves.Count, 4, 30);
        var panels = curves.Select(c => Panel(c, Math.Min(grid.PanelWidth, 130))).ToArray();
        return new Figure("calibration", "Calibration", grid.Arrange(panels) with { Resolve = Resolve.Independent("size"), Title = facts.Footing(FigureWidth.DoubleColumn, null) }, FigureWidth.DoubleColumn,
            $"Fraction of right predictions against the stated probability of the predicted class; a point's area grows with the predictions in its bin; the diagonal is perfect calibration; ECE is the expected calibration error, mean over runs. {facts.Sentences(null)}");
    }

    private static LayerView Panel(ReliabilityCurve curve, double side)
    {
        var bins = curve.Bins.Where(b => b.Count > 0).Select(b => new { X = b.MeanConfidence, Y = b.Accuracy, b.Count }).ToArray();
        var unit = new Scale { Domain = [0, 1] };
        var error = curve.CalibrationError is { } value ? string.Create(CultureInfo.InvariantCulture, $"ECE {value:0.000}") : "";
        return new LayerView(
        [
            new UnitView(new Mark("line") { Color = Palette.Muted, StrokeWidth = 0.8, StrokeDash = [3, 2] }, new Encoding()) { Data = new InlineData([new { X = 0, Y = 0 }, new { X = 1, Y = 1 }]) },
            new UnitView(new Mark("line") { Color = Palette.Accent, StrokeWidth = 1 }, new Encoding()),
            new UnitView(new Mark("point") { Filled = true, Color = Palette.Accent, Opacity = 0.9 }, new Encoding
            {
                Size = Channel.Quantity("count") with { Scale = new Scale { Domain = [0, bins.Length == 0 ? 1 : bins.Max(b => b.Count)], Range = [4, 70] } },
                Tooltip =
                [
                    Channel.Quantity("x") with { Title = "mean confidence", Format = ".2f" },
                    Channel.Quantity("y") with { Title = "fraction right", Format = ".2f" },
                    Channel.Quantity("count") with { Title = "predictions" },
                ],
            }),
            new UnitView(new Mark("text") { Align = "right", Baseline = "bottom", Dx = -3, Dy = -3 }, new Encoding { Text = Channel.Constant(error) }) { Data = new InlineData([new { X = 1, Y = 0 }]) },
        ])
        {
            Title = new Title(curve.Layout) { Frame = "group", FontSize = 7.5, Offset = 4 },
            Data = new InlineData(bins),
            Width = side,
            Height = side,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = unit, Axis = new Axis { Title = "Confidence", TickCount = 3, Grid = false } },
                Y = Channel.Quantity("y") with { Scale = unit, Axis = new Axis { Title = "Fraction right", TickCount = 3, Grid = false } },
            },
        };
    }
}
