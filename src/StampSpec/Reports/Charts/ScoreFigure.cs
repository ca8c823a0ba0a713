using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>
/// Figure 1: macro-F1 against bytes with intervals, a dot a run, budgets and the front; below it, a row a layout, the paired difference to the
/// baseline with the margin, and each class.
/// </summary>
public static class ScoreFigure
{
    private const double PanelGap = 10;

    /// <summary>Builds the figure.</summary>
    /// <param name="study">At least one layout.</param>
    /// <param name="width">Column width; the classes' panels need both columns.</param>
    public static Figure Build(ScoreStudy study, FigureWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfZero(study.Layouts.Count);
        var left = Math.Max(38, LayoutRows.LabelWidth(LayoutRows.NamesOf(study.Layouts)));
        var inner = Figure.PointsOf(width) - left - 12;
        var suffix = width == FigureWidth.SingleColumn ? "-88mm" : "";
        var panels = new List<View> { ScorePanel.Build(PointsOf(study), study.Limits, AxesOf(study, width), inner, width == FigureWidth.SingleColumn ? 150 : 190) };
        var rows = RowPanels(study, width, inner);
        if (rows.Count > 0)
        {
            panels.Add(new RowView(rows) { Spacing = PanelGap });
        }

        return new Figure(study.Name + suffix, study.Title, new ColumnView(panels) { Spacing = 14, Title = study.Facts.Footing(width, study.Facts.Interval) }, width, Caption(study));
    }

    private static ScorePoint[] PointsOf(ScoreStudy study) =>
        [.. study.Layouts.Select(l => new ScorePoint(
            l.Layout == study.Baseline ? l.Layout + " (baseline)" : l.Layout, l.Bytes, ByteText.Of(l.Bytes), l.MacroF1, l.Runs, l.IsOnFront)
        {
            Published = l.Published,
            OnFront = l.OnFront,
        })];

    private static ScoreAxes AxesOf(ScoreStudy study, FigureWidth width) => new(
        "bytes per alert",
        new Axis { Title = width == FigureWidth.DoubleColumn ? $"Bytes per alert ({study.BytesMeaning})" : "Bytes per alert", LabelExpr = ByteText.AxisExpression },
        ByteText.Ticks,
        "Macro-F1",
        "published (Reyes-Jainaga et al. 2023)",
        JoinsFront: true);

    private static List<View> RowPanels(ScoreStudy study, FigureWidth width, double inner)
    {
        var hasDifferences = study.Layouts.Any(l => l.Difference is not null);
        var classes = width == FigureWidth.DoubleColumn ? study.Classes : [];
        var count = classes.Count + (hasDifferences ? 2 : 0);
        if (count == 0)
        {
            return [];
        }

        var unit = (inner - (PanelGap * (classes.Count - (hasDifferences ? 0 : 1)))) / count;
        var panels = new List<View>();
        if (hasDifferences)
        {
            panels.Add(LayoutRows.Differences(study, 2 * unit));
        }

        panels.AddRange(LayoutRows.Classes(study, classes, unit, labelsFirst: !hasDifferences));
        return panels;
    }

    private static string Caption(ScoreStudy study)
    {
        var published = study.Layouts.Any(l => l.Published is not null || l.PublishedClasses.Count > 0)
            ? ReferenceReach.Sentence("values of Reyes-Jainaga et al. (2023), of classes on their validation set,")
            : "";
        var difference = study.Baseline is null || study.Layouts.All(l => l.Difference is null) ? "" : string.Create(CultureInfo.InvariantCulture,
            $" Lower left: difference to {study.Baseline} from the same runs and objects; the dashed line is the margin, \u2212{study.Margin:0.###}.");
        return $"Macro-F1 against bytes per alert ({study.BytesMeaning}). Points with bars: mean over runs and interval; small dots: single runs; "
            + $"line: the front of the estimates; layouts of nearly equal bytes are moved apart.{published}{difference} {study.Facts.Sentences(study.Facts.Interval)}";
    }
}
