using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>A panel of a score against bytes or field of view: points with intervals, a dot for each run, published values, limits and the
/// Pareto front.</summary>
internal sealed class ScorePanel
{
    /// <summary>The sentences of captions about the marks.</summary>
    public const string Legend =
        "Points: mean over runs, at their true horizontal position; bars: interval; short ticks: single runs. If points are one above the "
        + "other, they have different shapes, and the bar of each is a bracket beside it, joined to its point.";

    /// <summary>The sentence of captions about controls.</summary>
    public const string ControlLegend =
        "Hollow points: controls, which are not layouts to ship and compete neither for the front nor for the best layout.";

    private const double RoomAtEnds = 24;
    private const double LineHeight = 9;
    private const double MarkSize = 6.3;

    // The share of the axis, in lengths of the range of the points, that a limit on one side may leave empty.
    private const double MostEmpty = 0.35;

    private readonly Sheet _sheet;
    private readonly ScoreAxes _axes;
    private readonly IReadOnlyList<ByteLimit> _limits;
    private readonly PlotBox _area;
    private readonly PlotScale _x;
    private readonly PlotScale _y;
    private readonly OffScaleMarker _reach;
    private readonly PlacedScore[] _points;

    private ScorePanel(Sheet sheet, IReadOnlyList<ScorePoint> points, IReadOnlyList<ByteLimit> limits, ScoreAxes axes, PlotBox area)
    {
        (_sheet, _axes, _limits, _area) = (sheet, axes, limits, area);
        _x = HorizontalScale(points, limits, area.Left, area.Right);
        _reach = OffScaleMarker.Of([.. points.SelectMany(OwnValues)]);
        var values = points.SelectMany(OwnValues).Concat(points.Select(p => p.Published).OfType<double>().Select(_reach.Place));
        _y = PlotScale.Linear(values, area.Bottom, area.Top, 0, 1.01);
        _points = PlacedScore.Of(points, _x, _y);
    }

    /// <summary>Height of the names of limits above a panel.</summary>
    /// <param name="points">The layouts that the panel will show.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="left">Left end of its plotting area.</param>
    /// <param name="right">Right end of its plotting area.</param>
    public static double RoomAbove(IReadOnlyList<ScorePoint> points, IReadOnlyList<ByteLimit> limits, double left, double right)
    {
        const double Least = 4;
        var names = LimitName.Of(limits, HorizontalScale(points, limits, left, right));
        return names.Count == 0 ? Least : Least + (LineHeight * (names.Max(l => l.Line) + 1));
    }

    // A limit far from all points would squeeze them into a small part of the axis.
    private static PlotScale HorizontalScale(IReadOnlyList<ScorePoint> points, IReadOnlyList<ByteLimit> limits, double left, double right)
    {
        var (low, high) = (points.Min(p => p.X), points.Max(p => p.X));
        var reach = Math.Pow(10, MostEmpty * Math.Max(Math.Log10(high / low), 1));
        var near = limits.Select(l => l.Bytes).Where(b => b >= low / reach && b <= high * reach);
        return PlotScale.Logarithmic(points.Select(p => p.X).Concat(near), left, right, RoomAtEnds);
    }

    /// <summary>Draws the panel.</summary>
    /// <param name="sheet">The sheet to draw on.</param>
    /// <param name="points">The layouts.</param>
    /// <param name="limits">Budgets drawn as vertical lines.</param>
    /// <param name="axes">What the axes show.</param>
    /// <param name="area">The plotting area without the axes' labels.</param>
    public static void Draw(Sheet sheet, IReadOnlyList<ScorePoint> points, IReadOnlyList<ByteLimit> limits, ScoreAxes axes, PlotBox area) =>
        new ScorePanel(sheet, points, limits, axes, area).Draw();

    private static IEnumerable<double> OwnValues(ScorePoint point) => [point.Score.Bottom, point.Score.Top, .. point.Runs];

    private static string ColourOf(ScorePoint point) => point.IsStrong ? Palette.Accent : Palette.Muted;

    private void Draw()
    {
        _sheet.AddAxes(new PanelAxis(_x, _axes.XTitle, _axes.Ticks(_x)), PanelAxis.Linear(_y, _axes.ScoreName, 6) with { HasGrid = true });
        DrawLimits();
        foreach (var (from, to) in FrontLines())
        {
            _sheet.Add(
                Marks.Rule(from.X, from.Y, to.X, to.Y, Palette.Accent, 1, opacity: 0.45),
                new MarkTag { Layout = from.Point.Layout, OtherLayout = to.Point.Layout }
            );
        }

        foreach (var point in _points)
        {
            DrawPoint(point);
        }

        DrawLabels();
    }

    // The front is drawn in pieces, so that a page can hide the pieces of a hidden layout.
    private IEnumerable<(PlacedScore From, PlacedScore To)> FrontLines()
    {
        var front = _axes.JoinsFront ? _points.Where(p => p.Point.IsStrong).OrderBy(p => p.X).ToArray() : [];
        return front.Zip(front.Skip(1));
    }

    private void DrawLimits()
    {
        var look = new LabelLook(Colour: Palette.Limit);
        foreach (var name in LimitName.Of(_limits, _x))
        {
            var tag = MarkTag.None.Saying(("budget", name.Limit.Name), ("bytes", ByteText.Of(name.Limit.Bytes)));
            if (name.IsOnAxis)
            {
                var at = _x.PositionOf(name.Limit.Bytes);
                _sheet.Add(Marks.Rule(at, _area.Top, at, _area.Bottom, Palette.Limit, 0.8, [3, 2]), tag);
            }

            var half = FigureFonts.LengthOf(name.Text, look.Size) / 2;
            var middle = Math.Clamp(name.Middle, half, _sheet.Width - half - 1);
            _sheet.Add(Marks.Label(name.Text, middle, _area.Top - 2 - (LineHeight * name.Line), Alignment.LowerCenter, look), tag);
        }
    }

    private void DrawPoint(PlacedScore placed)
    {
        var point = placed.Point;
        var tag = MarkTag.Of(point.Layout);
        if (point.Published is { } published)
        {
            _sheet.Add(
                _reach.Upright(published, placed.X, _y.PositionOf(_reach.Place(published))),
                tag.Saying(("layout", point.Layout), (_axes.PublishedName, MarkTag.Number(published)))
            );
        }

        DrawInterval(placed, tag);
        var mark = point.IsControl
            ? LayoutMarks.HollowDot(placed.X, placed.Y, MarkSize, ColourOf(point), placed.Shape)
            : LayoutMarks.Dot(placed.X, placed.Y, MarkSize, ColourOf(point), placed.Shape);
        _sheet.Add(mark, TipOf(point, tag));
    }

    private MarkTag TipOf(ScorePoint point, MarkTag tag) =>
        tag.Saying(
            ("layout", point.Label),
            (_axes.ScoreName, MarkTag.Number(point.Score.Value)),
            ("interval", point.Score.Text ?? "none"),
            (_axes.XName, point.XText),
            ("probability of being on the front", FrontOf(point))
        );

    private string? FrontOf(ScorePoint point) =>
        !_axes.JoinsFront ? null
        : point.IsControl ? "none: a control does not compete"
        : MarkTag.Number(point.OnFront, "0.00") ?? "not computed";

    // The bar of a point that shares its position with others is a bracket beside it, which opens towards its point.
    private void DrawInterval(PlacedScore placed, MarkTag tag)
    {
        const double Serif = 2.6;
        var (point, bar, colour) = (placed.Point, placed.Bar, ColourOf(placed.Point));
        if (point.Score is { Low: { } low, High: { } high })
        {
            var end = bar + (Math.Sign(placed.X - bar) * Serif);
            var (bottom, top) = (_y.PositionOf(low), _y.PositionOf(high));
            _sheet.Add(Marks.Path([(end, top), (bar, top), (bar, bottom), (end, bottom)], colour, 1.2), tag);
        }

        if (bar != placed.X)
        {
            _sheet.Add(Marks.Rule(bar, placed.Y, placed.X, placed.Y, colour, 0.8), tag);
        }

        DrawRuns(placed, tag);
    }

    private void DrawRuns(PlacedScore placed, MarkTag tag)
    {
        const double HalfTick = 2.6;
        foreach (var (run, score) in placed.Point.Runs.Index())
        {
            var y = _y.PositionOf(score);
            _sheet.Add(
                Marks.Rule(placed.Bar - HalfTick, y, placed.Bar + HalfTick, y, ColourOf(placed.Point), 0.8),
                tag.Saying(("layout", placed.Point.Layout), ("run", MarkTag.Number(run + 1, "0")), (_axes.ScoreName, MarkTag.Number(score)))
            );
        }
    }

    private void DrawLabels()
    {
        var placement = PlacementAroundMarks();
        foreach (var placed in _points)
        {
            DrawLabel(
                placement.Place(placed.Point.Label, BoxOf(placed), placed.X, placed.Y),
                placed.X,
                placed.Y,
                ColourOf(placed.Point),
                placed.Point.Layout
            );
        }

        DrawPublishedLabel(placement);
    }

    private void DrawPublishedLabel(LabelPlacement placement)
    {
        var published = _points.Where(p => p.Point.Published is not null).ToArray();
        if (published.Length > 0)
        {
            var box = DiamondOf(published.MaxBy(p => p.Point.Published)!);
            var label = placement.Place("published", box, (box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2);
            _sheet.Add(Marks.Label(label.Text, label.Left, label.Middle, Alignment.MiddleLeft, new LabelLook(6.5, Palette.Muted)));
        }
    }

    private void DrawLabel(PlacedLabel label, double x, double y, string colour, string layout)
    {
        if (label.LeaderTo(x, y) is { } near)
        {
            _sheet.Add(Marks.Rule(near.X, near.Y, x, y, colour, 0.5, opacity: 0.6), MarkTag.Of(layout));
        }

        _sheet.Add(
            Marks.Label(label.Text, label.Left, label.Middle, Alignment.MiddleLeft, new LabelLook(Colour: colour)),
            MarkTag.Of(layout)
        );
    }

    private LabelPlacement PlacementAroundMarks()
    {
        var placement = new LabelPlacement(_area, ChartStyle.LabelSize);
        foreach (var limit in LimitName.Of(_limits, _x).Where(l => l.IsOnAxis))
        {
            placement.AvoidLine(_x.PositionOf(limit.Limit.Bytes));
        }

        const int Steps = 40;
        foreach (var (from, to) in FrontLines())
        {
            for (var step = 0; step <= Steps; step++)
            {
                var (atX, atY) = (from.X + ((to.X - from.X) * step / Steps), from.Y + ((to.Y - from.Y) * step / Steps));
                placement.Avoid(new PlotBox(atX - 3, atY - 1, atX + 3, atY + 1));
            }
        }

        foreach (var box in _points.Select(BoxOf).Concat(_points.Where(p => p.Point.Published is not null).Select(DiamondOf)))
        {
            placement.Avoid(box);
        }

        return placement;
    }

    private PlotBox BoxOf(PlacedScore placed)
    {
        var values = OwnValues(placed.Point).Append(placed.Point.Score.Value).ToArray();
        return new PlotBox(
            Math.Min(placed.X, placed.Bar) - 3.5,
            _y.PositionOf(values.Max()) - 3,
            Math.Max(placed.X, placed.Bar) + 3.5,
            _y.PositionOf(values.Min()) + 3
        );
    }

    private PlotBox DiamondOf(PlacedScore placed)
    {
        var y = _y.PositionOf(_reach.Place(placed.Point.Published!.Value));
        return new PlotBox(placed.X - 3, y - 3, placed.X + 3, y + 3);
    }
}

/// <summary>One layout in a score panel.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Label">Text beside the point.</param>
/// <param name="X">Position, above 0.</param>
/// <param name="XText">The position as text.</param>
/// <param name="Score">Score with interval.</param>
/// <param name="Runs">The score of each run.</param>
/// <param name="IsStrong">Whether the point is drawn in the accent colour.</param>
internal sealed record ScorePoint(
    string Layout,
    string Label,
    double X,
    string XText,
    Estimate Score,
    IReadOnlyList<double> Runs,
    bool IsStrong
)
{
    /// <summary>A published value for the layout.</summary>
    public double? Published { get; init; }

    /// <summary>Probability of being on the Pareto front.</summary>
    public double? OnFront { get; init; }

    /// <summary>Whether the layout is a control, which is drawn hollow.</summary>
    public bool IsControl { get; init; }
}

/// <summary>What the axes of a score panel show.</summary>
/// <param name="XName">Short name of the horizontal quantity, in tips.</param>
/// <param name="XTitle">Title of the horizontal axis.</param>
/// <param name="Ticks">Ticks of the horizontal axis.</param>
/// <param name="ScoreName">Name of the score, on the vertical axis and in tips.</param>
/// <param name="PublishedName">The source of the published values.</param>
/// <param name="JoinsFront">Whether a line joins the strong points.</param>
internal sealed record ScoreAxes(
    string XName,
    string XTitle,
    Func<PlotScale, IReadOnlyList<AxisTick>> Ticks,
    string ScoreName,
    string PublishedName,
    bool JoinsFront
);
