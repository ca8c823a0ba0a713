using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Dot plots with a row for each layout, by increasing bytes from the top.</summary>
internal static class LayoutRows
{
    private const double RowHeight = 12;
    private const double LabelGap = 4;

    public static IReadOnlyList<string> NamesOf(IReadOnlyList<LayoutScore> layouts) =>
        [.. layouts.OrderBy(l => l.Bytes).ThenBy(l => l.Layout, StringComparer.Ordinal).Select(l => l.Layout)];

    /// <summary>Width of the names at the left.</summary>
    public static double LabelWidth(IReadOnlyList<string> names) =>
        ChartStyle.Margin + LabelGap + names.Max(n => FigureFonts.LengthOf(n, ChartStyle.LabelSize));

    public static double HeightOf(IReadOnlyList<LayoutScore> layouts) => RowHeight * layouts.Count;

    /// <summary>Draws the names of the rows, to the left of the panels.</summary>
    public static void DrawLabels(Sheet sheet, IReadOnlyList<LayoutScore> layouts, double left, double top) =>
        DrawLabels(sheet, NamesOf(layouts), RowHeight, left, top);

    /// <summary>Draws the names of rows of any height, to the left of the panels.</summary>
    public static void DrawLabels(Sheet sheet, IReadOnlyList<string> names, double rowHeight, double left, double top)
    {
        for (var row = 0; row < names.Count; row++)
        {
            sheet.Add(
                Marks.Label(names[row], left - LabelGap, top + ((row + 0.5) * rowHeight), Alignment.MiddleRight, new LabelLook()),
                MarkTag.Of(names[row])
            );
        }
    }

    /// <summary>Draws the panel of paired differences to the baseline.</summary>
    public static void DrawDifferences(Sheet sheet, ScoreChartData study, double left, double right, double top)
    {
        var rows = study.Layouts.Where(l => l.Difference is not null).ToArray();
        var reach = rows.SelectMany(l => new[] { l.Difference!.Value.Bottom, l.Difference.Value.Top, -study.Margin, 0 });
        var x = PlotScale.Linear(reach, left, right, -1, 1);
        sheet.AddHeading("Paired difference", left, top);
        DrawAxes(sheet, study, PanelAxis.Linear(x, "Difference to " + study.Baseline, 5), top);
        DrawLine(sheet, study, x.PositionOf(0), Palette.Muted, null, top);
        DrawLine(sheet, study, x.PositionOf(-study.Margin), Palette.Limit, [3, 2], top);
        foreach (var layout in rows)
        {
            var difference = layout.Difference!.Value;
            DrawEstimate(
                sheet,
                difference,
                x,
                MiddleOf(study, layout, top),
                Palette.Accent,
                MarkTag
                    .Of(layout.Layout)
                    .Saying(
                        ("layout", layout.Layout),
                        ("difference", MarkTag.Number(difference.Value, "+0.000;-0.000")),
                        ("interval", difference.Text),
                        ("probability of a loss below the margin", MarkTag.Number(layout.WithinMargin))
                    )
            );
        }
    }

    /// <summary>Draws a panel of F1 for each class.</summary>
    public static void DrawClasses(
        Sheet sheet,
        ScoreChartData study,
        IReadOnlyList<string> classes,
        double left,
        double width,
        double gap,
        double top
    )
    {
        double[] own =
        [
            .. study.Layouts.SelectMany(l =>
                classes.Where(l.Classes.ContainsKey).SelectMany(c => new[] { l.Classes[c].Bottom, l.Classes[c].Top })
            ),
        ];
        if (own.Length == 0)
        {
            return;
        }

        var colours = Palette.OfClasses(classes);
        var reach = OffScaleMarker.Of(own);
        double[] all = [.. own, .. study.Layouts.SelectMany(l => l.PublishedClasses.Values).Select(reach.Place)];
        for (var i = 0; i < classes.Count; i++)
        {
            var x = PlotScale.Linear(all, left, left + width, 0, 1);
            DrawClass(sheet, study, classes[i], colours[i], x, reach, top);
            left += width + gap;
        }
    }

    private static void DrawClass(
        Sheet sheet,
        ScoreChartData study,
        string className,
        string colour,
        PlotScale x,
        OffScaleMarker reach,
        double top
    )
    {
        sheet.AddHeading(className, x.Start, top, MarkTag.Of(null, className));
        DrawAxes(sheet, study, PanelAxis.Linear(x, "F1", 2) with { HasGrid = true }, top);
        foreach (var layout in study.Layouts)
        {
            var tag = MarkTag.Of(layout.Layout, className);
            var y = MiddleOf(study, layout, top);
            if (layout.PublishedClasses.TryGetValue(className, out var published))
            {
                sheet.Add(
                    reach.Sideways(published, x.PositionOf(reach.Place(published)), y),
                    tag.Saying(("layout", layout.Layout), ("class", className), ("published F1", MarkTag.Number(published)))
                );
            }

            if (layout.Classes.TryGetValue(className, out var score))
            {
                DrawEstimate(
                    sheet,
                    score,
                    x,
                    y,
                    colour,
                    tag.Saying(
                        ("layout", layout.Layout),
                        ("class", className),
                        ("F1", MarkTag.Number(score.Value)),
                        ("interval", score.Text)
                    )
                );
            }
        }
    }

    private static void DrawAxes(Sheet sheet, ScoreChartData study, PanelAxis x, double top)
    {
        var bottom = top + HeightOf(study.Layouts);
        sheet.AddAxes(x, PanelAxis.Rows(top, bottom));
        sheet.AddRowLines(x.Scale.Start, x.Scale.End, study.Layouts.Select(l => MiddleOf(study, l, top)));
    }

    private static void DrawLine(Sheet sheet, ScoreChartData study, double x, string colour, float[]? dashes, double top) =>
        sheet.Add(Marks.Rule(x, top, x, top + HeightOf(study.Layouts), colour, 0.8, dashes));

    private static void DrawEstimate(Sheet sheet, Estimate estimate, PlotScale x, double y, string colour, MarkTag tag)
    {
        if (estimate is { Low: { } low, High: { } high })
        {
            sheet.Add(Marks.Rule(x.PositionOf(low), y, x.PositionOf(high), y, colour, 1.3), tag with { Tip = [] });
        }

        sheet.Add(Marks.Dot(x.PositionOf(estimate.Value), y, 5.5, colour), tag);
    }

    private static double MiddleOf(ScoreChartData study, LayoutScore layout, double top) =>
        top + (RowHeight * (NamesOf(study.Layouts).ToList().IndexOf(layout.Layout) + 0.5));
}

/// <summary>The marks of layouts that share a plot: different colours and, for readers who cannot see them, different shapes and
/// dashes.</summary>
/// <param name="Layouts">Layouts by increasing bytes.</param>
internal sealed record LayoutMarks(IReadOnlyList<string> Layouts)
{
    private static readonly MarkerShape[] AllShapes =
    [
        MarkerShape.FilledCircle,
        MarkerShape.FilledSquare,
        MarkerShape.FilledTriangleUp,
        MarkerShape.FilledDiamond,
        MarkerShape.Cross,
        MarkerShape.FilledTriangleDown,
    ];

    private static readonly float[]?[] AllDashes = [null, [5, 2], [1.5f, 1.5f], [6, 1.5f, 1.5f, 1.5f], [9, 2], [3, 3]];

    /// <summary>Colours of the layouts, in their order.</summary>
    public IReadOnlyList<string> Colours { get; } = Palette.OfLayouts(Layouts.Count);

    /// <summary>Marker shapes of the layouts, in their order.</summary>
    public IReadOnlyList<MarkerShape> Shapes { get; } = [.. Layouts.Select((_, i) => AllShapes[i % AllShapes.Length])];

    /// <summary>Dashes of the layouts' lines, in their order; null for a solid line.</summary>
    public IReadOnlyList<float[]?> Dashes { get; } = [.. Layouts.Select((_, i) => AllDashes[i % AllDashes.Length])];

    /// <summary>Draws a layout's marker.</summary>
    public IPlottable Dot(int layout, double x, double y, double size) => Dot(x, y, size, Colours[layout], Shapes[layout]);

    /// <summary>Draws the outline of a marker.</summary>
    public static IPlottable HollowDot(double x, double y, double size, string colour, MarkerShape shape) =>
        Marks.Ring(
            x,
            y,
            size,
            colour,
            shape switch
            {
                MarkerShape.FilledSquare => MarkerShape.OpenSquare,
                MarkerShape.FilledTriangleUp => MarkerShape.OpenTriangleUp,
                MarkerShape.FilledTriangleDown => MarkerShape.OpenTriangleDown,
                MarkerShape.FilledDiamond => MarkerShape.OpenDiamond,
                MarkerShape.Cross => MarkerShape.Cross,
                _ => MarkerShape.OpenCircle,
            },
            1.2
        );

    /// <summary>Draws a marker; a cross has thick lines, because it has no area.</summary>
    public static IPlottable Dot(double x, double y, double size, string colour, MarkerShape shape) =>
        shape == MarkerShape.Cross ? Marks.Ring(x, y, size * 0.8, colour, shape, 1.6) : Marks.Dot(x, y, size, colour, shape);
}

/// <summary>A grid of small panels that fills a column width.</summary>
/// <param name="Columns">Number of panels in a row.</param>
/// <param name="PanelWidth">Width of one panel's plotting area in points.</param>
/// <param name="AxisRoom">Room left of each plotting area for its vertical axis.</param>
internal sealed record PanelGrid(int Columns, double PanelWidth, double AxisRoom)
{
    private const double Spacing = 12;
    private const double EdgeRoom = 12;

    /// <summary>Divides a width.</summary>
    /// <param name="width">Width of the whole in points.</param>
    /// <param name="panels">Number of panels.</param>
    /// <param name="mostColumns">Maximum number of panels in a row.</param>
    /// <param name="axisRoom">Width of each panel's vertical axis.</param>
    public static PanelGrid Divide(double width, int panels, int mostColumns, double axisRoom)
    {
        var columns = Math.Clamp(panels, 1, mostColumns);
        return new PanelGrid(columns, Math.Floor((width - EdgeRoom - (Spacing * (columns - 1))) / columns) - axisRoom, axisRoom);
    }

    /// <summary>The plotting area of a panel.</summary>
    /// <param name="panel">Number of the panel in reading order, from 0.</param>
    /// <param name="top">Upper edge of the first row's plotting areas.</param>
    /// <param name="height">Height of a plotting area.</param>
    /// <param name="rowStep">Distance from one row to the next.</param>
    public PlotBox AreaOf(int panel, double top, double height, double rowStep)
    {
        var left = AxisRoom + (panel % Columns * (PanelWidth + AxisRoom + Spacing));
        var rowTop = top + (panel / Columns * rowStep);
        return new PlotBox(left, rowTop, left + PanelWidth, rowTop + height);
    }
}
