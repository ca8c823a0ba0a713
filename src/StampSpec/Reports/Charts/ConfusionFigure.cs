using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 2: a confusion matrix a layout, and the difference of two layouts.</summary>
public static class ConfusionFigure
{
    private const double RowHeight = 19;
    private const double AxisRoom = 46;
    private const double LetterWidth = 3.4;
    private const int TwoColumns = 6;

    // Not the theme's ink, which a dark page turns light: cells stay light there.
    private const string CellInk = "#222222";

    /// <summary>A matrix a layout: percentages of the true class, counts below.</summary>
    /// <param name="layouts">Counts of each layout.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">What the caption states.</param>
    /// <param name="published">Cells that others published, drawn as one more matrix; none where there are none.</param>
    internal static Figure Build(IReadOnlyList<ConfusionCount> layouts, IReadOnlyList<string> classes, StudyFacts facts, IReadOnlyList<ConfusionCell> published)
    {
        var count = layouts.Count + (published.Count > 0 ? 1 : 0);
        var grid = PanelGrid.Divide(Figure.PointsOf(FigureWidth.DoubleColumn), count, count <= TwoColumns ? 2 : 3, AxisRoom);
        List<View> panels = [.. layouts.Select(l => Matrix(CellsOf(l, classes), classes, l.Layout, grid.PanelWidth, Share))];
        if (published.Count > 0)
        {
            panels.Add(Matrix(published, classes, published[0].Layout, grid.PanelWidth, Share));
        }

        var source = published.Count == 0 ? "" : $" {published[0].Layout}: Reyes-Jainaga et al. (2023), on their own data, mean of 5 runs, for reference.";
        return new Figure("confusion", "Confusion matrices", grid.Arrange(panels) with { Title = facts.Footing(FigureWidth.DoubleColumn, null) }, FigureWidth.DoubleColumn,
            $"Confusion matrices: percentage of each true class (row), and below it the number of predictions summed over runs.{source} {facts.Sentences(null)}");
    }

    /// <summary>The percentages of one layout minus those of another.</summary>
    public static Figure BuildDifference(ConfusionCount layout, ConfusionCount other, IReadOnlyList<string> classes, StudyFacts facts)
    {
        var cells = DifferencesOf(layout, other, classes);
        var reach = Math.Max(1, cells.Max(c => Math.Abs(c.Percent)));
        var colour = Channel.Quantity("percent") with { Scale = new Scale { Domain = [-reach, 0, reach], Range = ["#B35806", "#FFFFFF", "#0072B2"], Interpolate = "rgb" } };
        var width = Figure.PointsOf(FigureWidth.SingleColumn) - AxisRoom - 10;
        var view = Matrix(cells, classes, $"{layout.Layout} minus {other.Layout}", width, colour);
        return new Figure("confusion-difference", $"Confusion of {layout.Layout} minus {other.Layout}",
            new ColumnView([view]) { Title = facts.Footing(FigureWidth.SingleColumn, null) }, FigureWidth.SingleColumn,
            $"Difference of two confusion matrices in percentage points of the true class: {layout.Layout} minus {other.Layout}. {facts.Sentences(null)}");
    }

    private static Channel Share { get; } = Channel.Quantity("percent") with { Scale = new Scale { Domain = [0, 100], Range = ["#F7F9FB", Palette.Accent], Interpolate = "rgb" } };

    private static ConfusionCell[] CellsOf(ConfusionCount layout, IReadOnlyList<string> classes) =>
        [.. Pairs(classes).Where(p => layout.RowPercent(p.True, p.Predicted) is not null).Select(p =>
        {
            var percent = layout.RowPercent(p.True, p.Predicted)!.Value;
            var count = layout.Counts[p.True][p.Predicted];
            var label = count == 0 ? "" : percent.ToString("0.0", CultureInfo.InvariantCulture);
            return new ConfusionCell(classes[p.True], classes[p.Predicted], percent, label, count == 0 ? "" : count.ToString("N0", CultureInfo.InvariantCulture), layout.Layout, percent > ConfusionCell.DarkFrom);
        })];

    private static ConfusionCell[] DifferencesOf(ConfusionCount layout, ConfusionCount other, IReadOnlyList<string> classes)
    {
        var cells = Pairs(classes).Select(p => (p, Mine: layout.RowPercent(p.True, p.Predicted), Theirs: other.RowPercent(p.True, p.Predicted)))
            .Where(c => c.Mine is not null && c.Theirs is not null)
            .Select(c => (c.p, Change: c.Mine!.Value - c.Theirs!.Value)).ToArray();
        var reach = cells.Length == 0 ? 1 : cells.Max(c => Math.Abs(c.Change));
        return [.. cells.Select(c => new ConfusionCell(classes[c.p.True], classes[c.p.Predicted], c.Change, Signed(c.Change), "", layout.Layout, Math.Abs(c.Change) > reach * 0.6))];
    }

    private static string Signed(double change) => Math.Abs(change) < 0.05 ? "" : change.ToString("+0.0;\u22120.0", CultureInfo.InvariantCulture);

    private static IEnumerable<(int True, int Predicted)> Pairs(IReadOnlyList<string> classes) =>
        Enumerable.Range(0, classes.Count).SelectMany(t => Enumerable.Range(0, classes.Count).Select(p => (t, p)));

    private static LayerView Matrix(IReadOnlyList<ConfusionCell> cells, IReadOnlyList<string> classes, string title, double width, Channel colour)
    {
        var ink = Channel.Category("isDark") with { Scale = new Scale { Domain = [true, false], Range = ["white", CellInk] } };
        var isCrowded = classes.Max(c => c.Length) * LetterWidth > width / classes.Count;
        var hasCounts = cells.Any(c => c.Count.Length > 0);
        return new LayerView(
        [
            new UnitView(new Mark("rect") { Stroke = "#d0d0d0", StrokeWidth = 0.4 }, new Encoding { Color = colour, Tooltip = ConfusionCell.Tooltip(hasCounts) }),
            new UnitView(new Mark("text") { FontSize = 6.5, Dy = hasCounts ? -3 : 0 }, new Encoding { Text = Channel.Category("label"), Color = ink }),
            new UnitView(new Mark("text") { FontSize = 5.5, Dy = 4.5 }, new Encoding { Text = Channel.Category("count"), Color = ink }),
        ])
        {
            Data = new InlineData([.. cells]),
            Title = new Title(title) { Frame = "group", Offset = 4 },
            Width = width,
            Height = RowHeight * classes.Count,
            Resolve = Resolve.Independent("color"),
            Encoding = new Encoding
            {
                X = ClassAxis("predicted", classes, isCrowded ? -40 : 0),
                Y = ClassAxis("true", classes, 0),
            },
        };
    }

    private static Channel ClassAxis(string field, IReadOnlyList<string> classes, double labelAngle) => Channel.Category(field) with
    {
        Scale = new Scale { Domain = classes, PaddingInner = 0 },
        Axis = new Axis { Title = field, Ticks = false, Domain = false, LabelAngle = labelAngle },
    };
}
