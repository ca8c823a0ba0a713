using System.Globalization;
using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 9: the scores of the same classifiers on real and on synthetic objects.</summary>
internal static class OriginFigure
{
    private const double RowHeight = 16;
    private const double PanelGap = 10;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">Scores of at least two origins.</param>
    /// <param name="layouts">Layouts by increasing bytes.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">The facts that the caption states.</param>
    /// <param name="bars">The interval that bars show.</param>
    /// <param name="width">Column width; one column shows only the first panel, which is macro-F1 if several classes are averaged.</param>
    public static Figure Build(
        IReadOnlyList<SliceScore> scores,
        IReadOnlyList<string> layouts,
        IReadOnlyList<string> classes,
        StudyFacts facts,
        string bars,
        FigureWidth width
    )
    {
        var origins = scores.Select(s => s.Value).Distinct().Order(StringComparer.Ordinal).ToArray();
        var sheet = new Sheet(Figure.PointsOf(width));
        var averaged = scores.Where(s => s.Class is null).Max(s => s.Classes) ?? 0;
        // A mean over only one class would repeat the panel of this class.
        string?[] panels =
        [
            .. averaged > 1 ? [(string?)null] : Array.Empty<string?>(),
            .. classes.Where(c => scores.Any(s => s.Class == c)),
        ];
        panels = width == FigureWidth.SingleColumn ? panels[..1] : panels;
        var left = LayoutRows.LabelWidth(layouts);
        var unit = (sheet.Width - left - 12 - (PanelGap * (panels.Length - 1))) / (panels.Length + panels.Count(c => c is null));
        var top =
            ColourKey.Draw(sheet, ColourKey.Of(origins, Palette.OfParts(origins.Length)), left, sheet.Width, ChartStyle.Margin)
            + ChartStyle.HeadingRoom
            + 4;
        LayoutRows.DrawLabels(sheet, layouts, RowHeight, left, top);
        var macro = averaged < classes.Count ? string.Create(CultureInfo.InvariantCulture, $"Macro-F1 of {averaged} classes") : "Macro-F1";
        foreach (var panel in panels)
        {
            var panelWidth = panel is null ? 2 * unit : unit;
            sheet.AddHeading(panel ?? macro, left, top, MarkTag.Of(null, panel));
            DrawPanel(
                sheet,
                [.. scores.Where(s => s.Class == panel)],
                layouts,
                origins,
                new PlotBox(left, top, left + panelWidth, top + (RowHeight * layouts.Count))
            );
            left += panelWidth + PanelGap;
        }

        sheet.EndWith(facts.Footing(bars), top + (RowHeight * layouts.Count) + ChartStyle.AxisRoom + 4);
        return facts.Figure(
            "real-beside-synthetic",
            "Real and synthetic objects",
            sheet,
            width,
            "F1 of the same classifiers on the scored objects of each origin. Macro-F1 is the mean over classes with at least "
                + "five objects of every origin; it is not shown if there is only one such class.",
            bars
        );
    }

    private static void DrawPanel(
        Sheet sheet,
        IReadOnlyList<SliceScore> scores,
        IReadOnlyList<string> layouts,
        string[] origins,
        PlotBox area
    )
    {
        var colours = Palette.OfParts(origins.Length);
        var x = new PlotScale(0, 1, area.Left, area.Right);
        sheet.AddAxes(PanelAxis.Linear(x, "F1", 2) with { HasGrid = true }, PanelAxis.Rows(area.Top, area.Bottom));
        sheet.AddRowLines(area.Left, area.Right, layouts.Select((_, i) => area.Top + ((i + 0.5) * RowHeight)));
        foreach (var score in scores)
        {
            var origin = Array.IndexOf(origins, score.Value);
            var y =
                area.Top + (RowHeight * (layouts.ToList().IndexOf(score.Layout) + 0.3 + (0.4 * origin / Math.Max(1, origins.Length - 1))));
            var tag = MarkTag.Of(score.Layout, score.Class);
            if (score.Score is { Low: { } low, High: { } high })
            {
                sheet.Add(Marks.Rule(x.PositionOf(low), y, x.PositionOf(high), y, colours[origin], 1.2), tag);
            }

            sheet.Add(
                Marks.Dot(x.PositionOf(score.Score.Value), y, 5.3, colours[origin]),
                tag.Saying(
                    ("layout", score.Layout),
                    ("origin", score.Value),
                    ("F1", MarkTag.Number(score.Score.Value)),
                    ("interval", score.Score.Text)
                )
            );
        }
    }
}
