using System.Globalization;
using ScottPlot;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 7: accuracy against confidence, a panel for each layout.</summary>
internal static class CalibrationFigure
{
    private const double MostSide = 130;

    /// <summary>Builds the figure.</summary>
    /// <param name="curves">Bins of confidence of each layout over all runs, and its expected calibration error, mean over runs.</param>
    /// <param name="facts">The facts that every caption states.</param>
    /// <param name="width">Column width.</param>
    public static Figure Build(
        IReadOnlyList<(string Layout, IReadOnlyList<ReliabilityBin> Bins, double? CalibrationError)> curves,
        StudyFacts facts,
        FigureWidth width
    )
    {
        var sheet = new Sheet(Figure.PointsOf(width));
        var divided = PanelGrid.Divide(sheet.Width, curves.Count, width == FigureWidth.SingleColumn ? 2 : 4, 34);
        var grid = divided with { PanelWidth = Math.Min(divided.PanelWidth, MostSide) };
        var step = ChartStyle.HeadingRoom + grid.PanelWidth + ChartStyle.AxisRoom + 8;
        for (var i = 0; i < curves.Count; i++)
        {
            DrawPanel(sheet, curves[i], grid.AreaOf(i, ChartStyle.Margin + ChartStyle.HeadingRoom, grid.PanelWidth, step));
        }

        var rows = (curves.Count + grid.Columns - 1) / grid.Columns;
        sheet.EndWith(facts.Footing(null), ChartStyle.Margin + (rows * step) - 4);
        return facts.Figure(
            "calibration",
            "Calibration",
            sheet,
            width,
            "Fraction of correct predictions against confidence, which is the probability of the predicted class. The area of "
                + "a point increases with the number of predictions in its bin. The diagonal is perfect calibration; ECE is the "
                + "expected calibration error, mean over runs.",
            null
        );
    }

    private static void DrawPanel(
        Sheet sheet,
        (string Layout, IReadOnlyList<ReliabilityBin> Bins, double? CalibrationError) curve,
        PlotBox area
    )
    {
        var tag = MarkTag.Of(curve.Layout);
        var bins = curve.Bins.Where(b => b.Count > 0).ToArray();
        var x = new PlotScale(0, 1, area.Left, area.Right);
        var y = new PlotScale(0, 1, area.Bottom, area.Top);
        sheet.AddHeading(curve.Layout, area.Left, area.Top, tag);
        sheet.AddAxes(PanelAxis.Linear(x, "Confidence", 2), PanelAxis.Linear(y, "Fraction correct", 2));
        sheet.Add(Marks.Rule(area.Left, area.Bottom, area.Right, area.Top, Palette.Muted, 0.8, [3, 2]));
        if (bins.Length > 1)
        {
            sheet.Add(Marks.Path(bins.Select(PlaceOf), Palette.Accent, 1), tag);
        }

        foreach (var bin in bins)
        {
            var (atX, atY) = PlaceOf(bin);
            sheet.Add(
                Marks.Dot(atX, atY, DiameterOf(bin.Count, bins.Max(b => b.Count)), Palette.Accent, opacity: 0.9),
                tag.Saying(
                    ("layout", curve.Layout),
                    ("mean confidence", MarkTag.Number(bin.MeanConfidence, "0.00")),
                    ("fraction correct", MarkTag.Number(bin.Accuracy, "0.00")),
                    ("predictions", MarkTag.Number(bin.Count, "N0"))
                )
            );
        }

        if (curve.CalibrationError is { } error)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"ECE {error:0.000}");
            sheet.Add(Marks.Label(text, area.Right - 3, area.Bottom - 3, Alignment.LowerRight, new LabelLook()), tag);
        }

        // A bin with predictions has both means.
        (double X, double Y) PlaceOf(ReliabilityBin bin) => (x.PositionOf(bin.MeanConfidence!.Value), y.PositionOf(bin.Accuracy!.Value));
    }

    private static double DiameterOf(double count, double most)
    {
        const double LeastArea = 4;
        const double MostArea = 70;
        return 2 * Math.Sqrt((LeastArea + ((MostArea - LeastArea) * count / most)) / Math.PI);
    }
}
