using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace StampSpec.Reports.Figures;

/// <summary>
/// A page on which a figure is drawn: the axes of any number of panels, and above them the marks of all panels, in one system of
/// coordinates: points
/// from the upper left corner of the sheet. ScottPlot draws both; marks are not clipped at their panel's edge.
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

    /// <summary>The tag of the mark of a number, in the order of drawing.</summary>
    internal MarkTag TagOf(int mark) => _marks[mark].Tag;

    /// <summary>The dashes of the line that a mark is; null if it is none or a solid one.</summary>
    internal IReadOnlyList<float>? DashesOf(int mark) =>
        _marks[mark].Plottable is Scatter { LinePattern.Intervals: { Length: > 0 } dashes } ? dashes : null;

    /// <summary>Adds a mark above everything that was added before.</summary>
    internal void Add(IPlottable mark, MarkTag? tag = null) => _marks.Add((mark, tag ?? MarkTag.None));

    /// <summary>Adds the axes of one panel.</summary>
    /// <param name="x">Horizontal axis, drawn below the panel.</param>
    /// <param name="y">Vertical axis, drawn left of the panel.</param>
    internal void AddAxes(PanelAxis x, PanelAxis y) => _axes.Add(PanelAxis.Draw(x, y));

    /// <summary>Adds thin horizontal lines, below the marks that are added later.</summary>
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

    /// <summary>Adds lines below everything and ends the sheet there.</summary>
    /// <param name="text">Broken into lines that fit the sheet.</param>
    /// <param name="top">Where the first line begins.</param>
    internal void EndWith(string text, double top)
    {
        const double LineHeight = 8;
        var look = new LabelLook(ChartStyle.FootingSize, ChartStyle.Quiet);
        foreach (var line in TextMeasure.Wrap(text, ChartStyle.FootingSize, Width - (2 * ChartStyle.Margin)))
        {
            Add(Marks.Label(line, ChartStyle.Margin, top, Alignment.UpperLeft, look));
            top += LineHeight;
        }

        Height = Math.Ceiling(top + ChartStyle.Margin);
    }

    /// <summary>Draws the sheet on a canvas of which one unit is one point.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="onMark">Called before the mark of each number (from 0), and with null after the last of them; null if nobody
    /// asks.</param>
    internal void Draw(SKCanvas canvas, Action<int?>? onMark = null)
    {
        using var paper = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, (float)Width, (float)Height, paper);
        foreach (var axes in _axes)
        {
            Measure(axes);
            axes.Render(canvas, Bounds);
        }

        // Only what is drawn on this canvas is announced, not what ScottPlot draws first to measure it.
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

    // The first time, ScottPlot draws everything twice, since only then it knows the sizes of tick labels, from which it places titles.
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

    /// <summary>A mark that says its number before it is drawn.</summary>
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

        // Skia's SVG knows no dashes, and says so on the standard error stream; who listens adds them to the solid line.
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
