using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 10: macro-F1 on parts of the scored objects, and the paired difference to the baseline.</summary>
internal static class SliceFigure
{
    private const double PointsALayout = 5;
    private const double RowGap = 6;
    private const double PanelGap = 14;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">Macro-F1 of parts, at least one.</param>
    /// <param name="study">The layouts, the baseline and the margin.</param>
    /// <param name="rule">The description of the parts.</param>
    /// <param name="bars">The interval that bars show.</param>
    /// <param name="columns">Column width; in one column the panels are one above the other.</param>
    public static Figure Build(IReadOnlyList<SliceScore> scores, ScoreChartData study, string rule, string bars, FigureWidth columns)
    {
        var marks = new LayoutMarks(ShownOf(study));
        var rows = scores.Where(s => marks.Layouts.Contains(s.Layout)).ToArray();
        var parts = rows.Select(s => s.Part).Distinct().ToArray();
        var sheet = new Sheet(Figure.PointsOf(columns));
        var left = LayoutRows.LabelWidth(parts);
        var right = sheet.Width - 10;
        var isNarrow = columns == FigureWidth.SingleColumn;
        var width = isNarrow ? right - left : (right - left - PanelGap) / 2;
        var top = ColourKey.Draw(sheet, ColourKey.Of(marks), left, right, ChartStyle.Margin) + 6;
        var step = (PointsALayout * marks.Layouts.Count) + RowGap;
        LayoutRows.DrawLabels(sheet, parts, step, left, top);
        var bottom = top + (step * parts.Length);
        DrawPanel(sheet, [.. rows.Select(r => (r, r.Score))], new PlotBox(left, top, left + width, bottom), parts, marks, "Macro-F1", null);
        if (isNarrow)
        {
            top = bottom + ChartStyle.AxisRoom + 8;
            bottom = top + (step * parts.Length);
            LayoutRows.DrawLabels(sheet, parts, step, left, top);
        }

        DrawPanel(
            sheet,
            [.. rows.Where(r => r.Difference is not null).Select(r => (r, r.Difference!.Value))],
            new PlotBox(right - width, top, right, bottom),
            parts,
            marks,
            "Difference to " + study.Baseline,
            study.Margin
        );
        sheet.EndWith(study.Facts.Footing(bars), bottom + ChartStyle.AxisRoom + 4);
        var all =
            marks.Layouts.Count < study.Layouts.Count
                ? " Only the baseline and the layouts on the front are shown; slices.csv contains all layouts."
                : "";
        return study.Facts.Figure(
            "macro-f1-by-slice",
            "Macro-F1 by kind of object",
            sheet,
            columns,
            "Macro-F1 on parts of the scored objects (in brackets: the number of objects and of averaged classes), and the "
                + $"paired difference to the baseline {study.Baseline} on the same objects; the dashed line is the margin. "
                + $"{rule}{all}",
            bars
        );
    }

    private static IReadOnlyList<string> ShownOf(ScoreChartData study)
    {
        const int Most = 6;
        var names =
            study.Layouts.Count <= Most
                ? study.Layouts
                : study
                    .Layouts.Where(l => l.IsOnFront || l.Layout == study.Baseline)
                    .OrderBy(l => l.Layout == study.Baseline ? 0 : 1)
                    .ThenByDescending(l => l.MacroF1.Value)
                    .Take(Most);
        return LayoutRows.NamesOf([.. names]);
    }

    private static void DrawPanel(
        Sheet sheet,
        IReadOnlyList<(SliceScore Score, Estimate Estimate)> rows,
        PlotBox area,
        string[] parts,
        LayoutMarks marks,
        string title,
        double? margin
    )
    {
        var x = PlotScale.Linear(
            rows.SelectMany(r => new[] { r.Estimate.Bottom, r.Estimate.Top }).DefaultIfEmpty(0),
            area.Left,
            area.Right,
            -1,
            1
        );
        var step = (area.Bottom - area.Top) / parts.Length;
        sheet.AddAxes(PanelAxis.Linear(x, title, 5) with { HasGrid = true }, PanelAxis.Rows(area.Top, area.Bottom));
        if (margin is { } loss)
        {
            DrawLine(sheet, x, 0, area, Palette.Muted, null);
            DrawLine(sheet, x, -loss, area, Palette.Limit, [3, 2]);
        }

        foreach (var (score, estimate) in rows)
        {
            var layout = marks.Layouts.ToList().IndexOf(score.Layout);
            var y = area.Top + (step * Array.IndexOf(parts, score.Part)) + (step * (layout + 1) / (marks.Layouts.Count + 1));
            var tag = MarkTag.Of(score.Layout);
            if (estimate is { Low: { } low, High: { } high })
            {
                sheet.Add(Marks.Rule(x.PositionOf(low), y, x.PositionOf(high), y, marks.Colours[layout], 1), tag);
            }

            sheet.Add(
                marks.Dot(layout, x.PositionOf(estimate.Value), y, 4.6),
                tag.Saying(
                    ("layout", score.Layout),
                    ("objects", score.Part),
                    ("value", MarkTag.Number(estimate.Value)),
                    ("interval", estimate.Text)
                )
            );
        }
    }

    private static void DrawLine(Sheet sheet, PlotScale x, double value, PlotBox area, string colour, float[]? dashes)
    {
        if (value >= x.Low && value <= x.High)
        {
            sheet.Add(Marks.Rule(x.PositionOf(value), area.Top, x.PositionOf(value), area.Bottom, colour, 0.8, dashes));
        }
    }
}

/// <summary>A layout's score on scored objects that share a property.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Slice">The property.</param>
/// <param name="Value">The part of the property.</param>
/// <param name="Median">Median of the property in the part; null if it is not a number.</param>
/// <param name="Class">Class; null for macro-F1.</param>
/// <param name="Objects">Number of objects of the score.</param>
/// <param name="Score">F1 or macro-F1 with interval.</param>
internal sealed record SliceScore(string Layout, string Slice, string Value, double? Median, string? Class, int Objects, Estimate Score)
{
    /// <summary>Number of classes in macro-F1; null for the score of a class.</summary>
    public int? Classes { get; init; }

    /// <summary>Score minus the baseline's, paired; null for the baseline itself.</summary>
    public Estimate? Difference { get; init; }

    /// <summary>The part in words, with the number of its objects and of averaged classes.</summary>
    internal string Part =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Slice.Replace("signal-to-noise", "S/N", StringComparison.Ordinal)}: {Value} ({Objects:N0}; {Classes})"
        );
}
