using ScottPlot;
using ScottPlot.TickGenerators;

namespace StampSpec.Reports.Figures;

/// <summary>One axis of a panel.</summary>
/// <param name="Scale">Its position on the sheet and its values.</param>
/// <param name="Title">Its quantity and unit; empty for no title.</param>
/// <param name="Ticks">Its ticks; empty for an axis of rows, whose labels are marks.</param>
internal sealed record PanelAxis(PlotScale Scale, string Title, IReadOnlyList<AxisTick> Ticks)
{
    /// <summary>Whether there are grid lines at the labelled ticks.</summary>
    public bool HasGrid { get; init; }

    /// <summary>Whether the line of the axis is drawn.</summary>
    public bool HasLine { get; init; } = true;

    /// <summary>A linear axis with about the given number of round ticks.</summary>
    public static PanelAxis Linear(PlotScale scale, string title, int ticks) => new(scale, title, scale.RoundTicks(ticks));

    /// <summary>An axis of rows, which has no line; the names of the rows are marks.</summary>
    /// <param name="top">Upper end of the panel.</param>
    /// <param name="bottom">Lower end of the panel.</param>
    public static PanelAxis Rows(double top, double bottom) => new(new PlotScale(bottom, top, bottom, top), "", []) { HasLine = false };

    /// <summary>Draws the two axes of a panel as a plot in the coordinates of the sheet.</summary>
    public static Plot Draw(PanelAxis x, PanelAxis y)
    {
        var plot = new Plot();
        var (left, right, top, bottom) = (x.Scale.Start, x.Scale.End, y.Scale.End, y.Scale.Start);
        plot.Layout.Fixed(new PixelRect((float)left, (float)right, (float)bottom, (float)top));
        plot.Axes.SetLimits(left, right, -bottom, -top);
        // ScottPlot makes ticks only for axes with a plotted object.
        plot.PlottableList.Add(new ScottPlot.Plottables.Marker { IsVisible = false });
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        x.Style((ScottPlot.AxisPanels.AxisBase)plot.Axes.Bottom, p => p);
        y.Style((ScottPlot.AxisPanels.AxisBase)plot.Axes.Left, p => -p);
        plot.Grid.IsBeneathPlottables = true;
        StyleGrid(plot.Grid.XAxisStyle, x.HasGrid);
        StyleGrid(plot.Grid.YAxisStyle, y.HasGrid);
        return plot;
    }

    private static void StyleGrid(GridStyle grid, bool isVisible)
    {
        grid.MajorLineStyle.Width = isVisible ? (float)ChartStyle.GridWidth : 0;
        grid.MajorLineStyle.Color = Marks.Colour(ChartStyle.Faint);
        grid.MajorLineStyle.IsVisible = isVisible;
        grid.MinorLineStyle.IsVisible = false;
        grid.IsVisible = isVisible;
    }

    private void Style(ScottPlot.AxisPanels.AxisBase axis, Func<double, double> upwards)
    {
        axis.TickGenerator = new NumericManual([
            .. Ticks.Select(t => new Tick(upwards(Scale.PositionOf(t.Value)), t.Label ?? "", isMajor: t.Label is not null)),
        ]);
        axis.FrameLineStyle.Width = HasLine ? (float)ChartStyle.AxisWidth : 0;
        axis.FrameLineStyle.Color = Marks.Colour(ChartStyle.Quiet);
        StyleTick(axis.MajorTickStyle, ChartStyle.TickLength);
        StyleTick(axis.MinorTickStyle, ChartStyle.TickLength / 2);
        StyleText(axis.TickLabelStyle, string.Concat(Ticks.Select(t => t.Label)), ChartStyle.LabelSize);
        axis.LabelText = Title;
        axis.LabelStyle.IsVisible = Title.Length > 0;
        StyleText(axis.LabelStyle, Title, ChartStyle.TitleSize);
    }

    private static void StyleTick(TickMarkStyle tick, double length)
    {
        tick.Length = (float)length;
        tick.Width = (float)ChartStyle.AxisWidth;
        tick.Color = Marks.Colour(ChartStyle.Quiet);
    }

    private static void StyleText(LabelStyle text, string content, double size)
    {
        text.FontName = FigureFonts.FamilyFor(content);
        text.FontSize = (float)size;
        text.Bold = false;
        text.ForeColor = Marks.Colour(ChartStyle.Ink);
    }
}
