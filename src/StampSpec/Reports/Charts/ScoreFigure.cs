using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>
/// Figure 1: macro-F1 against bytes, with intervals, a dot for each run, budgets and the Pareto front; below it, rows of layouts with the
/// paired difference to the baseline, the margin, and F1 of each class.
/// </summary>
internal static class ScoreFigure
{
    private const double PanelGap = 10;
    private const double AxisLabelRoom = 38;

    /// <summary>Builds the figure.</summary>
    /// <param name="study">At least one layout.</param>
    /// <param name="width">Column width; the panels of classes need both columns.</param>
    public static Figure Build(ScoreChartData study, FigureWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfZero(study.Layouts.Count);
        var isNarrow = width == FigureWidth.SingleColumn;
        var sheet = new Sheet(Figure.PointsOf(width));
        var left = Math.Max(AxisLabelRoom, LayoutRows.LabelWidth(LayoutRows.NamesOf(study.Layouts)));
        var right = sheet.Width - 12;
        var points = PointsOf(study);
        // In a narrow figure, long names of rows would leave too little width for the panel above.
        var scoreLeft = isNarrow ? AxisLabelRoom : left;
        var top = ChartStyle.Margin + ScorePanel.RoomAbove(points, study.Limits, scoreLeft, right);
        var area = new PlotBox(scoreLeft, top, right, top + (isNarrow ? 150 : 190));
        ScorePanel.Draw(sheet, points, study.Limits, AxesOf(study, width), area);
        var bottom = area.Bottom + ChartStyle.AxisRoom;
        if (DrawRows(sheet, study, isNarrow ? [] : study.Classes, left, right, bottom + ChartStyle.HeadingRoom + 6))
        {
            bottom += ChartStyle.HeadingRoom + 6 + LayoutRows.HeightOf(study.Layouts) + ChartStyle.AxisRoom;
        }

        sheet.EndWith(study.Facts.Footing(study.Facts.Interval), bottom + 4);
        return study.Facts.Figure(study.Name, study.Title, sheet, width, Description(study), study.Facts.Interval);
    }

    private static ScorePoint[] PointsOf(ScoreChartData study) =>
        [
            .. study.Layouts.Select(l => new ScorePoint(
                l.Layout,
                l.Layout + (l.Layout == study.Baseline ? " (baseline)" : "") + (l.IsControl ? " (control)" : ""),
                l.Bytes,
                ByteText.Of(l.Bytes),
                l.MacroF1,
                l.Runs,
                l.IsOnFront
            )
            {
                Published = l.Published,
                OnFront = l.OnFront,
                IsControl = l.IsControl,
            }),
        ];

    private static ScoreAxes AxesOf(ScoreChartData study, FigureWidth width) =>
        new(
            "bytes per alert",
            width == FigureWidth.DoubleColumn ? $"Bytes per alert ({study.BytesMeaning})" : $"Bytes per alert ({study.ShortBytesMeaning})",
            scale => scale.LogarithmicTicks(ByteText.OfTick),
            "Macro-F1",
            "published (Reyes-Jainaga et al. 2023)",
            JoinsFront: true
        );

    private static bool DrawRows(Sheet sheet, ScoreChartData study, IReadOnlyList<string> classes, double left, double right, double top)
    {
        var hasDifferences = study.Layouts.Any(l => l.Difference is not null);
        var count = classes.Count + (hasDifferences ? 2 : 0);
        if (count == 0)
        {
            return false;
        }

        var unit = (right - left - (PanelGap * (classes.Count - (hasDifferences ? 0 : 1)))) / count;
        LayoutRows.DrawLabels(sheet, study.Layouts, left, top);
        if (hasDifferences)
        {
            LayoutRows.DrawDifferences(sheet, study, left, left + (2 * unit), top);
            left += (2 * unit) + PanelGap;
        }

        LayoutRows.DrawClasses(sheet, study, classes, left, unit, PanelGap, top);
        return true;
    }

    private static string Description(ScoreChartData study)
    {
        var published = study.Layouts.Any(l => l.Published is not null || l.PublishedClasses.Count > 0)
            ? OffScaleMarker.Sentence("values of Reyes-Jainaga et al. (2023) (for classes, on their validation set)")
            : "";
        var difference =
            study.Baseline is null || study.Layouts.All(l => l.Difference is null)
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" Lower left: paired difference to the baseline {study.Baseline}, from the same runs and objects; the "
                        + $"dashed line is the margin, the accepted loss of {study.Margin:0.###}."
                );
        var controls = study.Layouts.Any(l => l.IsControl) ? " " + ScorePanel.ControlLegend : "";
        return $"Macro-F1 against bytes per alert ({study.BytesMeaning}). {ScorePanel.Legend} Line: Pareto front, the layouts that "
            + $"no other layout beats in both bytes and macro-F1.{controls}{published}{difference}";
    }
}
