using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 4: the bytes of each layout by part.</summary>
public static class ByteFigure
{
    private const string Name = "bytes";
    private const string Title = "Bytes per alert by part";
    private const double RowHeight = 15;
    private const double BarHeight = 9;
    private const double TotalRoom = 44;

    /// <summary>Builds the figure.</summary>
    /// <param name="parts">The parts of each layout, without their total.</param>
    /// <param name="caption">The caption.</param>
    /// <param name="footing">The short caption at the foot of the figure.</param>
    public static Figure Build(IReadOnlyList<StackedBarSegment> parts, string caption, string footing) =>
        new(Name, Title, Draw(parts, footing, FigureWidth.DoubleColumn), FigureWidth.DoubleColumn, caption);

    /// <summary>Builds the figure of a study.</summary>
    /// <param name="parts">The parts of each layout, without their total.</param>
    /// <param name="meaning">What the bytes include.</param>
    /// <param name="facts">The facts that the caption states.</param>
    /// <param name="width">Column width.</param>
    internal static Figure Build(IReadOnlyList<StackedBarSegment> parts, string meaning, StudyFacts facts, FigureWidth width) =>
        facts.Figure(Name, Title, Draw(parts, facts.Footing(null), width), width, $"Bytes per alert by part ({meaning}).", null);

    private static Sheet Draw(IReadOnlyList<StackedBarSegment> parts, string footing, FigureWidth width)
    {
        var layouts = parts.GroupBy(p => p.Layout).OrderBy(g => g.Sum(p => p.Bytes)).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        var names = parts.Select(p => p.Part).Distinct().ToArray();
        var colours = Palette.OfParts(names.Length);
        var sheet = new Sheet(Figure.PointsOf(width));
        string[] rows = [.. layouts.Select(l => l.Key)];
        var left = LayoutRows.LabelWidth(rows);
        var top = ChartStyle.Margin;
        if (names.Length > 1)
        {
            top = ColourKey.Draw(sheet, ColourKey.Of(names, colours), left, sheet.Width, top) + 4;
        }

        var bottom = top + (RowHeight * rows.Length);
        var x = new PlotScale(0, layouts.Max(l => l.Sum(p => p.Bytes)), left, sheet.Width - TotalRoom);
        IReadOnlyList<AxisTick> ticks =
        [
            .. x.RoundTicks(width == FigureWidth.SingleColumn ? 3 : 5).Select(t => t with { Label = ByteText.OfTick(t.Value) }),
        ];
        sheet.AddAxes(new PanelAxis(x, "Bytes per alert", ticks) { HasGrid = true }, PanelAxis.Rows(top, bottom));
        LayoutRows.DrawLabels(sheet, rows, RowHeight, left, top);
        for (var row = 0; row < layouts.Length; row++)
        {
            DrawBar(
                sheet,
                [.. layouts[row].OrderBy(p => Array.IndexOf(names, p.Part))],
                names,
                colours,
                x,
                top + ((row + 0.5) * RowHeight)
            );
        }

        sheet.EndWith(footing, bottom + ChartStyle.AxisRoom + 4);
        return sheet;
    }

    private static void DrawBar(
        Sheet sheet,
        IReadOnlyList<StackedBarSegment> parts,
        string[] names,
        IReadOnlyList<string> colours,
        PlotScale x,
        double middle
    )
    {
        var from = 0.0;
        foreach (var part in parts)
        {
            var colour = colours[Array.IndexOf(names, part.Part)];
            sheet.Add(
                Marks.Box(x.PositionOf(from), middle - (BarHeight / 2), x.PositionOf(from + part.Bytes), middle + (BarHeight / 2), colour),
                MarkTag.Of(part.Layout).Saying(("layout", part.Layout), ("part", part.Part), ("bytes per alert", ByteText.Of(part.Bytes)))
            );
            from += part.Bytes;
        }

        sheet.Add(
            Marks.Label(ByteText.Of(from), x.PositionOf(from) + 4, middle, Alignment.MiddleLeft, new LabelLook()),
            MarkTag.Of(parts[0].Layout)
        );
    }
}

/// <summary>Bytes of one part of an alert under a layout.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Part">Part, such as pixels.</param>
/// <param name="Bytes">Bytes per alert.</param>
public sealed record StackedBarSegment(string Layout, string Part, double Bytes);
