using System.Globalization;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>A score of each class by a property of the detection, such as F1 by signal-to-noise ratio: a line for each layout.</summary>
internal static class ClassLineFigure
{
    private const double PanelHeight = 80;

    // Room beside the outer points of a linear axis, in units of the property.
    private const double LinearMargin = 0.25;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">Scores of classes in bins of the property, each with its median; at least one.</param>
    /// <param name="subject">What is drawn against what.</param>
    /// <param name="layouts">Layouts by increasing bytes.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">The facts that the caption states.</param>
    /// <param name="bars">The interval that bars show.</param>
    /// <param name="width">Column width.</param>
    public static Figure Build(
        IReadOnlyList<SliceScore> scores,
        ClassLineSubject subject,
        IReadOnlyList<string> layouts,
        IReadOnlyList<string> classes,
        StudyFacts facts,
        string bars,
        FigureWidth width
    )
    {
        var shown = classes.Where(c => scores.Any(s => s.Class == c)).ToArray();
        var marks = new LayoutMarks(layouts);
        var sheet = new Sheet(Figure.PointsOf(width));
        var grid = PanelGrid.Divide(sheet.Width, shown.Length, width == FigureWidth.SingleColumn ? 2 : 3, 34);
        var top =
            ColourKey.Draw(sheet, ColourKey.Of(marks), grid.AxisRoom, sheet.Width - 6, ChartStyle.Margin) + 4 + ChartStyle.HeadingRoom;
        const double Step = PanelHeight + ChartStyle.AxisRoom + ChartStyle.HeadingRoom + 8;
        for (var i = 0; i < shown.Length; i++)
        {
            DrawPanel(
                sheet,
                subject,
                shown[i],
                [.. scores.Where(s => s.Class == shown[i])],
                [.. scores.Select(s => s.Median!.Value)],
                marks,
                grid.AreaOf(i, top, PanelHeight, Step)
            );
        }

        var rows = (shown.Length + grid.Columns - 1) / grid.Columns;
        sheet.EndWith(facts.Footing(bars), top + (rows * Step) - ChartStyle.HeadingRoom - 2);
        return facts.Figure(
            subject.Name,
            subject.Title,
            sheet,
            width,
            $"{subject.Description}, in bins of equal numbers of objects. Points are at the median of a bin; a class with fewer than five "
                + "objects in a bin has no point there.",
            bars
        );
    }

    private static void DrawPanel(
        Sheet sheet,
        ClassLineSubject subject,
        string className,
        IReadOnlyList<SliceScore> scores,
        IReadOnlyList<double> medians,
        LayoutMarks marks,
        PlotBox area
    )
    {
        var x = subject.IsLogarithmic
            ? PlotScale.Logarithmic(medians, area.Left, area.Right, 6)
            : new PlotScale(medians.Min() - LinearMargin, medians.Max() + LinearMargin, area.Left, area.Right);
        var y = new PlotScale(0, 1, area.Bottom, area.Top);
        sheet.AddHeading(className, area.Left, area.Top, MarkTag.Of(null, className));
        sheet.AddAxes(AxisOf(subject, x), PanelAxis.Linear(y, subject.Measure, 2) with { HasGrid = true });
        for (var layout = 0; layout < marks.Layouts.Count; layout++)
        {
            var mine = scores.Where(s => s.Layout == marks.Layouts[layout]).OrderBy(s => s.Median).ToArray();
            DrawLayout(sheet, subject, mine, marks, layout, MarkTag.Of(marks.Layouts[layout], className), x, y);
        }
    }

    private static PanelAxis AxisOf(ClassLineSubject subject, PlotScale x) =>
        subject.IsLogarithmic
            ? new PanelAxis(x, subject.Quantity, x.LogarithmicTicks(v => v.ToString("0.###", CultureInfo.InvariantCulture)))
            : PanelAxis.Linear(x, subject.Quantity, 4);

    private static void DrawLayout(
        Sheet sheet,
        ClassLineSubject subject,
        SliceScore[] scores,
        LayoutMarks marks,
        int layout,
        MarkTag tag,
        PlotScale x,
        PlotScale y
    )
    {
        foreach (var score in scores.Where(s => s.Score.Low is not null && s.Score.High is not null))
        {
            var at = x.PositionOf(score.Median!.Value);
            sheet.Add(
                Marks.Rule(
                    at,
                    y.PositionOf(score.Score.Low!.Value),
                    at,
                    y.PositionOf(score.Score.High!.Value),
                    marks.Colours[layout],
                    0.8,
                    opacity: 0.7
                ),
                tag
            );
        }

        if (scores.Length > 1)
        {
            sheet.Add(
                Marks.Path(
                    scores.Select(s => (x.PositionOf(s.Median!.Value), y.PositionOf(s.Score.Value))),
                    marks.Colours[layout],
                    1.2,
                    marks.Dashes[layout]
                ),
                tag
            );
        }

        foreach (var score in scores)
        {
            sheet.Add(
                marks.Dot(layout, x.PositionOf(score.Median!.Value), y.PositionOf(score.Score.Value), 4.2),
                tag.Saying(
                    ("layout", score.Layout),
                    ("class", tag.Class),
                    (subject.Quantity.ToLowerInvariant(), MarkTag.Number(score.Median, "0.0")),
                    (subject.Measure, MarkTag.Number(score.Score.Value)),
                    ("interval", score.Score.Text),
                    ("objects of the class", MarkTag.Number(score.Objects, "0"))
                )
            );
        }
    }
}

/// <summary>What a figure of lines shows of each class.</summary>
/// <param name="Name">File name, without extension.</param>
/// <param name="Title">Title.</param>
/// <param name="Quantity">The property on the horizontal axis.</param>
/// <param name="IsLogarithmic">Whether this axis is logarithmic.</param>
/// <param name="Measure">The score on the vertical axis, in [0, 1].</param>
/// <param name="Description">The caption's first clause.</param>
internal sealed record ClassLineSubject(string Name, string Title, string Quantity, bool IsLogarithmic, string Measure, string Description)
{
    /// <summary>F1 by signal-to-noise ratio.</summary>
    public static ClassLineSubject SignalToNoise { get; } =
        new(
            "f1-by-signal-to-noise",
            "F1 by signal-to-noise ratio",
            "Signal-to-noise ratio",
            true,
            "F1",
            "F1 of each class against the signal-to-noise ratio of the detection"
        );
}
