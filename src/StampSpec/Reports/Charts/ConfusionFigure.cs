using System.Globalization;
using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 2: a confusion matrix for each layout, and the difference of two layouts.</summary>
internal static class ConfusionFigure
{
    private const double RowHeight = 19;
    private const double AxisRoom = 46;
    private const double DarkFrom = 60;
    private const int TwoColumns = 6;
    private const string ShareName = "percent of the true class";

    // Other texts become light on a dark page, but cells stay light and need dark ink.
    private const string CellInk = "#222222";

    /// <summary>Draws a matrix for each layout, with percentages of the true class and counts below.</summary>
    /// <param name="layouts">Counts of each layout.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">The facts that the caption states.</param>
    /// <param name="published">Cells of a published matrix, which is drawn as one more matrix; empty if there is none.</param>
    /// <param name="publishedName">Heading of that matrix.</param>
    /// <param name="width">Column width.</param>
    internal static Figure Build(
        IReadOnlyList<ConfusionCount> layouts,
        IReadOnlyList<string> classes,
        StudyFacts facts,
        IReadOnlyList<ConfusionCell> published,
        string publishedName,
        FigureWidth width
    )
    {
        List<Matrix> matrices = [.. layouts.Select(l => new Matrix(l.Layout, CellsOf(l, classes), ShareName, ShareColour))];
        if (published.Count > 0)
        {
            matrices.Add(new Matrix(publishedName, published, ShareName, ShareColour));
        }

        var sheet = new Sheet(Figure.PointsOf(width));
        var columns =
            width == FigureWidth.SingleColumn ? 1
            : matrices.Count <= TwoColumns ? 2
            : 3;
        var grid = PanelGrid.Divide(sheet.Width, matrices.Count, columns, AxisRoom);
        var step = ChartStyle.HeadingRoom + HeightBelowHeading(classes, grid.PanelWidth) + 8;
        const double Top = ChartStyle.Margin + ChartStyle.HeadingRoom;
        for (var i = 0; i < matrices.Count; i++)
        {
            Draw(sheet, matrices[i], classes, grid.AreaOf(i, Top, RowHeight * classes.Count, step));
        }

        var rows = (matrices.Count + grid.Columns - 1) / grid.Columns;
        sheet.EndWith(facts.Footing(null), ChartStyle.Margin + (rows * step) - 4);
        var source =
            published.Count == 0
                ? ""
                : $" {publishedName}: Reyes-Jainaga et al. (2023), on their own data, mean of 5 runs, as a reference.";
        var figure = facts.Figure(
            "confusion",
            "Confusion matrices",
            sheet,
            width,
            "Confusion matrices: percentage of each true class (row) and, below it, the number of predictions summed over "
                + $"runs.{source}",
            null
        );
        return figure with { Parts = [.. matrices.Select(m => (m.Name, Alone(m, classes)))] };
    }

    /// <summary>Draws the percentages of one layout minus those of another.</summary>
    public static Figure BuildDifference(
        ConfusionCount layout,
        ConfusionCount other,
        IReadOnlyList<string> classes,
        StudyFacts facts,
        FigureWidth width
    )
    {
        var cells = DifferencesOf(layout, other, classes);
        var reach = Math.Max(1, cells.Select(c => Math.Abs(c.Percent)).DefaultIfEmpty(0).Max());
        var sheet = new Sheet(Figure.PointsOf(width));
        const double Top = ChartStyle.Margin + ChartStyle.HeadingRoom;
        var area = new PlotBox(AxisRoom, Top, sheet.Width - 10, Top + (RowHeight * classes.Count));
        var matrix = new Matrix($"{layout.Layout} minus {other.Layout}", cells, "difference in percentage points", p =>
            DifferenceColour(p, reach)
        );
        Draw(sheet, matrix, classes, area);
        sheet.EndWith(
            facts.Footing(null),
            ChartStyle.Margin + ChartStyle.HeadingRoom + HeightBelowHeading(classes, area.Right - area.Left) + 4
        );
        return facts.Figure(
            "confusion-difference",
            $"Confusion of {layout.Layout} minus {other.Layout}",
            sheet,
            width,
            $"Difference of two confusion matrices in percentage points of the true class: {layout.Layout} minus " + $"{other.Layout}.",
            null
        );
    }

    private static ConfusionCell[] CellsOf(ConfusionCount layout, IReadOnlyList<string> classes) =>
        [
            .. Pairs(classes)
                .Where(p => layout.RowPercent(p.True, p.Predicted) is not null)
                .Select(p =>
                {
                    var percent = layout.RowPercent(p.True, p.Predicted)!.Value;
                    var count = layout.Counts[p.True][p.Predicted];
                    var label = count == 0 ? "" : percent.ToString("0.0", CultureInfo.InvariantCulture);
                    return new ConfusionCell(
                        classes[p.True],
                        classes[p.Predicted],
                        percent,
                        label,
                        count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture)
                    );
                }),
        ];

    private static ConfusionCell[] DifferencesOf(ConfusionCount layout, ConfusionCount other, IReadOnlyList<string> classes) =>
        [
            .. Pairs(classes)
                .Select(p => (p, Mine: layout.RowPercent(p.True, p.Predicted), Theirs: other.RowPercent(p.True, p.Predicted)))
                .Where(c => c.Mine is not null && c.Theirs is not null)
                .Select(c => (c.p, Change: c.Mine!.Value - c.Theirs!.Value))
                .Select(c => new ConfusionCell(classes[c.p.True], classes[c.p.Predicted], c.Change, Signed(c.Change), "")),
        ];

    private static string Signed(double change) =>
        Math.Abs(change) < 0.05 ? "" : change.ToString("+0.0;\u22120.0", CultureInfo.InvariantCulture);

    private static IEnumerable<(int True, int Predicted)> Pairs(IReadOnlyList<string> classes) =>
        Enumerable.Range(0, classes.Count).SelectMany(t => Enumerable.Range(0, classes.Count).Select(p => (t, p)));

    private static (string Fill, bool IsDark) ShareColour(double percent) =>
        (Palette.Between("#F7F9FB", Palette.Accent, Math.Clamp(percent / 100, 0, 1)), percent > DarkFrom);

    private static (string Fill, bool IsDark) DifferenceColour(double change, double reach) =>
        (Palette.Between("#FFFFFF", change < 0 ? "#B35806" : Palette.Accent, Math.Abs(change) / reach), Math.Abs(change) > reach * 0.6);

    private static Sheet Alone(Matrix matrix, IReadOnlyList<string> classes)
    {
        var sheet = new Sheet(Figure.PointsOf(FigureWidth.SingleColumn));
        const double Top = ChartStyle.Margin + ChartStyle.HeadingRoom;
        var area = new PlotBox(AxisRoom, Top, sheet.Width - 6, Top + (RowHeight * classes.Count));
        Draw(sheet, matrix, classes, area);
        sheet.Height = Top + HeightBelowHeading(classes, area.Right - area.Left);
        return sheet;
    }

    private static bool IsCrowded(IReadOnlyList<string> classes, double width) =>
        classes.Max(c => FigureFonts.LengthOf(c, ChartStyle.LabelSize)) > (width / classes.Count) - 2;

    private static double HeightBelowHeading(IReadOnlyList<string> classes, double width) =>
        (RowHeight * classes.Count)
        + 25
        + (IsCrowded(classes, width) ? classes.Max(c => FigureFonts.LengthOf(c, ChartStyle.LabelSize)) * 0.65 : 0);

    private static void Draw(Sheet sheet, Matrix matrix, IReadOnlyList<string> classes, PlotBox area)
    {
        var width = (area.Right - area.Left) / classes.Count;
        sheet.AddHeading(matrix.Name, area.Left, area.Top, MarkTag.Of(matrix.Name));
        foreach (var cell in matrix.Cells)
        {
            var left = area.Left + (classes.ToList().IndexOf(cell.Predicted) * width);
            DrawCell(sheet, matrix, cell, new PlotBox(left, area.Top + (classes.ToList().IndexOf(cell.True) * RowHeight), left + width, 0));
        }

        DrawClassNames(sheet, classes, area, width);
    }

    private static void DrawCell(Sheet sheet, Matrix matrix, ConfusionCell cell, PlotBox place)
    {
        var (fill, isDark) = matrix.ColourOf(cell.Percent);
        var tag = new MarkTag { Layout = matrix.Name, Cell = (cell.True, cell.Predicted, cell.Percent) }.Saying(
            ("true class", cell.True),
            ("predicted as", cell.Predicted),
            (matrix.ValueName, MarkTag.Number(cell.Percent, "0.0")),
            ("predictions over runs", cell.Count)
        );
        sheet.Add(Marks.Box(place.Left, place.Top, place.Right, place.Top + RowHeight, fill, "#d0d0d0", 0.4), tag);
        var ink = isDark ? "#FFFFFF" : CellInk;
        var (middle, centre) = (place.Top + (RowHeight / 2), (place.Left + place.Right) / 2);
        var isCounted = matrix.Cells.Any(c => c.Count.Length > 0);
        var plain = tag with { Tip = [] };
        if (cell.Label.Length > 0)
        {
            sheet.Add(
                Marks.Label(cell.Label, centre, isCounted ? middle - 3.2 : middle, Alignment.MiddleCenter, new LabelLook(6.5, ink)),
                plain
            );
        }

        if (cell.Count.Length > 0)
        {
            sheet.Add(Marks.Label(cell.Count, centre, middle + 4.8, Alignment.MiddleCenter, new LabelLook(5.5, ink)), plain);
        }
    }

    private static void DrawClassNames(Sheet sheet, IReadOnlyList<string> classes, PlotBox area, double width)
    {
        var isCrowded = IsCrowded(classes, area.Right - area.Left);
        for (var i = 0; i < classes.Count; i++)
        {
            var centre = area.Left + ((i + 0.5) * width);
            sheet.Add(Marks.Label(classes[i], area.Left - 4, area.Top + ((i + 0.5) * RowHeight), Alignment.MiddleRight, new LabelLook()));
            sheet.Add(
                isCrowded
                    ? Marks.Label(classes[i], centre + 2, area.Bottom + 4, Alignment.UpperRight, new LabelLook(AngleDegrees: -40))
                    : Marks.Label(classes[i], centre, area.Bottom + 4, Alignment.UpperCenter, new LabelLook())
            );
        }

        var below = area.Bottom + HeightBelowHeading(classes, area.Right - area.Left) - (RowHeight * classes.Count);
        var title = new LabelLook(ChartStyle.TitleSize);
        sheet.Add(Marks.Label("predicted", (area.Left + area.Right) / 2, below, Alignment.LowerCenter, title));
        sheet.Add(
            Marks.Label(
                "true",
                area.Left - AxisRoom + 8,
                (area.Top + area.Bottom) / 2,
                Alignment.MiddleCenter,
                title with
                {
                    AngleDegrees = -90,
                }
            )
        );
    }

    private sealed record Matrix(
        string Name,
        IReadOnlyList<ConfusionCell> Cells,
        string ValueName,
        Func<double, (string Fill, bool IsDark)> ColourOf
    );
}

/// <summary>A layout's confusion counts, summed over runs.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Counts">Counts by true class and predicted class, in the study's order.</param>
internal sealed record ConfusionCount(string Layout, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>Percentage of a true class with this predicted class; null for a class without objects.</summary>
    public double? RowPercent(int trueClass, int predicted)
    {
        var total = Counts[trueClass].Sum();
        return total == 0 ? null : 100.0 * Counts[trueClass][predicted] / total;
    }
}

/// <summary>One cell of a confusion matrix as it is drawn.</summary>
/// <param name="True">True class.</param>
/// <param name="Predicted">Predicted class.</param>
/// <param name="Percent">Percentage of the true class, or a difference of two.</param>
/// <param name="Label">The percentage as text; empty for zero.</param>
/// <param name="Count">The number of predictions as text; empty if it is not known.</param>
internal sealed record ConfusionCell(string True, string Predicted, double Percent, string Label, string Count);
