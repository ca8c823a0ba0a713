using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// The drawing of a figure: the axes of any number of panels and, over them, the marks of all panels. Coordinates are points from the upper
/// left corner of the sheet. ScottPlot draws axes and marks; marks are not clipped at the edge of their panel.
/// </summary>
public sealed class Sheet
{
    private readonly List<Plot> _axes = [];
    private readonly List<(IPlottable Plottable, MarkTag Tag)> _marks = [];

    internal Sheet(double width)
    {
        Width = width;
    }

    /// <summary>Width in points.</summary>
    public double Width { get; }

    /// <summary>Height in points.</summary>
    public double Height { get; internal set; }

    /// <summary>The tag of a mark, by its number in the order of drawing.</summary>
    internal MarkTag TagOf(int mark) => _marks[mark].Tag;

    /// <summary>The dashes of a mark; null if it is a solid line or not a line.</summary>
    internal IReadOnlyList<float>? DashesOf(int mark) =>
        _marks[mark].Plottable is Scatter { LinePattern.Intervals: { Length: > 0 } dashes } ? dashes : null;

    /// <summary>Adds a mark over all previous marks.</summary>
    internal void Add(IPlottable mark, MarkTag? tag = null) => _marks.Add((mark, tag ?? MarkTag.None));

    /// <summary>Adds the axes of one panel.</summary>
    /// <param name="x">Horizontal axis, drawn below the panel.</param>
    /// <param name="y">Vertical axis, drawn left of the panel.</param>
    internal void AddAxes(PanelAxis x, PanelAxis y) => _axes.Add(PanelAxis.Draw(x, y));

    /// <summary>Adds thin horizontal lines, under the marks that are added later.</summary>
    internal void AddRowLines(double left, double right, IEnumerable<double> heights)
    {
        foreach (var y in heights)
        {
            Add(Marks.Rule(left, y, right, y, ChartStyle.Faint, ChartStyle.GridWidth));
        }
    }

    /// <summary>Adds a heading above the left end of a panel.</summary>
    internal void AddHeading(string text, double left, double panelTop, MarkTag? tag = null) =>
        Add(Marks.Label(text, left, panelTop - 4, Alignment.LowerLeft, new LabelLook(ChartStyle.TitleSize, IsBold: true)), tag);

    /// <summary>Adds lines of text at the foot of the sheet and ends the sheet there.</summary>
    /// <param name="text">The text, which is broken into lines.</param>
    /// <param name="top">Upper end of the first line.</param>
    internal void EndWith(string text, double top)
    {
        const double LineHeight = 8;
        var look = new LabelLook(ChartStyle.FootingSize, ChartStyle.Quiet);
        foreach (var line in FigureFonts.Wrap(text, ChartStyle.FootingSize, Width - (2 * ChartStyle.Margin)))
        {
            Add(Marks.Label(line, ChartStyle.Margin, top, Alignment.UpperLeft, look), new MarkTag { IsFooting = true });
            top += LineHeight;
        }

        Height = Math.Ceiling(top + ChartStyle.Margin);
    }

    /// <summary>Draws the sheet on a canvas whose unit is one point.</summary>
    /// <param name="canvas">The canvas to draw on.</param>
    /// <param name="onMark">Called with the number of each mark (from 0) before it is drawn, and with null after the last mark; may be
    /// null.</param>
    internal void Draw(SKCanvas canvas, Action<int?>? onMark = null)
    {
        using var paper = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, (float)Width, (float)Height, paper);
        foreach (var axes in _axes)
        {
            Measure(axes);
            axes.Render(canvas, Bounds);
        }

        // ScottPlot draws first to measure; only the drawing on this canvas is announced.
        var isHeard = false;
        var overlay = Overlay(
            onMark is null
                ? null
                : number =>
                {
                    if (isHeard)
                    {
                        onMark(number);
                    }
                }
        );
        Measure(overlay);
        isHeard = true;
        overlay.Render(canvas, Bounds);
        onMark?.Invoke(null);
    }

    private Plot Overlay(Action<int?>? onMark)
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        plot.Layout.Fixed(Bounds);
        plot.Axes.SetLimits(0, Width, -Height, 0);
        for (var i = 0; i < _marks.Count; i++)
        {
            plot.PlottableList.Add(onMark is null ? _marks[i].Plottable : new AnnouncedMark(_marks[i].Plottable, i, onMark));
        }

        return plot;
    }

    private PixelRect Bounds => new(0, (float)Width, (float)Height, 0);

    // ScottPlot places titles by the sizes of tick labels, which it knows only after a first drawing.
    private void Measure(Plot plot)
    {
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        if (plot.RenderManager.RenderCount == 0)
        {
            using var recorder = new SKPictureRecorder();
            plot.Render(recorder.BeginRecording(SKRect.Create((float)Width, (float)Height)), Bounds);
        }
    }

    /// <summary>A mark that reports its number before it is drawn.</summary>
    private sealed class AnnouncedMark(IPlottable mark, int number, Action<int?> onMark) : IPlottable
    {
        public bool IsVisible { get; set; } = true;

        public IAxes Axes
        {
            get => mark.Axes;
            set => mark.Axes = value;
        }

        public IEnumerable<LegendItem> LegendItems => [];

        public AxisLimits GetAxisLimits() => mark.GetAxisLimits();

        // Skia's SVG does not support dashes and writes a warning to the standard error stream. The line is drawn solid; the SVG writer
        // adds the dashes.
        public void Render(RenderPack rp)
        {
            onMark(number);
            if (mark is not Scatter line)
            {
                mark.Render(rp);
                return;
            }

            var pattern = line.LinePattern;
            line.LinePattern = LinePattern.Solid;
            line.Render(rp);
            line.LinePattern = pattern;
        }
    }
}
