using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>A score against what layouts cost or see: points with intervals, a dot a run, published values, limits and the front.</summary>
internal static class ScorePanel
{
    private const double MarkGap = 13;
    private const double LabelSize = 7;
    private const double RunOffset = 4.5;
    private const double RoomAtEnds = 24;
    private const double LimitNameGap = 4;

    public static View Build(IReadOnlyList<ScorePoint> points, IReadOnlyList<ByteLimit> limits, ScoreAxes axes, double width, double height)
    {
        var x = PlotScale.Logarithmic(points.Select(p => p.X).Concat(limits.Select(l => l.Bytes)), width, RoomAtEnds);
        var reach = ReferenceReach.Of([.. points.SelectMany(OwnValues)]);
        var y = PlotScale.Linear(points.SelectMany(OwnValues).Concat(points.Select(p => p.Published).OfType<double>().Select(reach.Place)), height, 0, 1.01);
        var marks = MarksOf(points, x, reach);
        return new LayerView(
        [
            .. LimitLayers(limits, x), .. axes.JoinsFront ? [FrontLine(marks)] : Array.Empty<View>(), .. PublishedLayers(marks, axes),
            Runs(marks, axes), Intervals(marks), Points(marks, axes), .. Labels(marks, limits, axes, x, y),
        ])
        {
            Width = width,
            Height = height,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = ScaleOf(x) with { Type = "log", Zero = null }, Axis = axes.XAxis with { Grid = false, Values = axes.Ticks(x) } },
                Y = Channel.Quantity("y") with { Scale = ScaleOf(y), Axis = new Axis { Title = axes.ScoreName, Grid = true, TickCount = 6 } },
            },
        };
    }

    private static IEnumerable<double> OwnValues(ScorePoint point) => [point.Score.Bottom, point.Score.Top, .. point.Runs];

    private static Scale ScaleOf(PlotScale scale) => new() { Domain = [scale.Low, scale.High], Nice = false, Zero = false };

    private static ScoreMark[] MarksOf(IReadOnlyList<ScorePoint> points, PlotScale x, ReferenceReach reach)
    {
        var positions = Sideways.Spread([.. points.Select(p => x.PositionOf(p.X))], MarkGap);
        return [.. points.Select((point, i) => ScoreMark.Of(point, x.ValueAt(positions[i]), reach))];
    }

    private static IEnumerable<View> LimitLayers(IReadOnlyList<ByteLimit> limits, PlotScale x)
    {
        if (limits.Count == 0)
        {
            yield break;
        }

        var rows = limits.OrderBy(l => l.Bytes).Select((limit, i) => new { X = limit.Bytes, limit.Name, Text = limit.Name, Bytes = ByteText.Of(limit.Bytes) }).ToArray();
        yield return new UnitView(new Mark("rule") { Color = Palette.Limit, StrokeWidth = 0.8, StrokeDash = [3, 2] }, new Encoding
        {
            Y = Channel.Constant(0),
            Y2 = Channel.Constant("height"),
            Tooltip = [Channel.Category("name") with { Title = "budget" }, Channel.Category("bytes")],
        })
        { Data = new InlineData(rows) };
        var ends = new List<double>();
        for (var i = 0; i < rows.Length; i++)
        {
            var (at, half) = (x.PositionOf(rows[i].X), LabelPlacement.LengthOf(rows[i].Name, LabelSize) / 2);
            var line = ends.FindIndex(end => end + LimitNameGap <= at - half);
            if (line < 0)
            {
                line = ends.Count;
                ends.Add(0);
            }

            ends[line] = at + half;
            var mark = new Mark("text") { Color = Palette.Limit, FontSize = LabelSize, Align = "center", Baseline = "bottom", Dy = -2 - (9 * line) };
            yield return new UnitView(mark, new Encoding { Y = Channel.Constant(0), Text = Channel.Category("text") }) { Data = new InlineData([rows[i]]) };
        }
    }

    private static UnitView FrontLine(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("line") { Color = Palette.Accent, StrokeWidth = 1, Opacity = 0.45 }, new Encoding { Order = Channel.Quantity("x") })
        {
            Data = new InlineData([.. marks.Where(m => m.IsStrong)]),
        };

    private static IEnumerable<View> PublishedLayers(IReadOnlyList<ScoreMark> marks, ScoreAxes axes)
    {
        var published = marks.Where(m => m.Published is not null).Select(m => new { m.Label, m.X, Y = m.Published, Text = m.PublishedText, Shape = m.PublishedShape }).ToArray();
        if (published.Length == 0)
        {
            yield break;
        }

        var mark = new Mark("point") { Size = 22, Filled = false, Stroke = Palette.Muted, StrokeWidth = 0.9, XOffset = -RunOffset };
        yield return new UnitView(mark, new Encoding
        {
            Shape = ReferenceReach.Shape,
            Tooltip = [Channel.Category("label") with { Title = "layout" }, Channel.Category("text") with { Title = axes.PublishedName }],
        })
        {
            Data = new InlineData(published),
        };
    }

    private static UnitView Runs(IReadOnlyList<ScoreMark> marks, ScoreAxes axes) =>
        new(new Mark("point") { Filled = true, Size = 6, Opacity = 0.6, XOffset = RunOffset }, new Encoding
        {
            Color = ScoreMark.Colour,
            Tooltip = [Channel.Category("label") with { Title = "layout" }, Channel.Category("run"), Channel.Quantity("y") with { Title = axes.ScoreName, Format = ".3f" }],
        })
        {
            Data = new InlineData([.. marks.SelectMany(m => m.Runs.Select((score, run) => new { m.Label, m.X, Y = score, Run = run + 1, m.IsStrong }))]),
        };

    private static UnitView Intervals(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("rule") { StrokeWidth = 1.3 }, new Encoding { Y = Channel.Quantity("low"), Y2 = new Channel { Field = "high" }, Color = ScoreMark.Colour })
        {
            Data = new InlineData([.. marks.Where(m => m.Low is not null)]),
        };

    private static UnitView Points(IReadOnlyList<ScoreMark> marks, ScoreAxes axes) =>
        new(new Mark("point") { Filled = true, Size = 40, Opacity = 1, Stroke = "white", StrokeWidth = 0.8 }, new Encoding
        {
            Color = ScoreMark.Colour,
            Tooltip =
            [
                Channel.Category("label") with { Title = "layout" },
                Channel.Quantity("y") with { Title = axes.ScoreName, Format = ".3f" },
                Channel.Category("interval"),
                Channel.Category("xText") with { Title = axes.XName },
                .. axes.JoinsFront ? new[] { Channel.Category("front") with { Title = "probability of being on the front" } } : [],
            ],
        })
        {
            Data = new InlineData([.. marks]),
        };

    private static IEnumerable<View> Labels(IReadOnlyList<ScoreMark> marks, IReadOnlyList<ByteLimit> limits, ScoreAxes axes, PlotScale x, PlotScale y)
    {
        var placement = new LabelPlacement(x.Length, y.Length, LabelSize);
        foreach (var limit in limits)
        {
            var at = x.PositionOf(limit.Bytes);
            placement.Avoid(new PlotBox(at - 2, 0, at + 2, y.Length));
        }

        if (axes.JoinsFront)
        {
            AvoidFront(placement, marks, x, y);
        }

        var boxes = marks.Select(m => BoxOf(m, x, y)).ToArray();
        foreach (var box in boxes.Concat(marks.Where(m => m.Published is not null).Select(m => DiamondOf(m, x, y))))
        {
            placement.Avoid(box);
        }

        var labels = marks.Select((m, i) => new PanelLabel(placement.Place(m.Label, boxes[i], y.Length - y.PositionOf(m.Y)), m, x, y)).ToArray();
        yield return new UnitView(new Mark("rule") { StrokeWidth = 0.5, Opacity = 0.6 }, new Encoding { X2 = new Channel { Field = "x2" }, Y2 = new Channel { Field = "y2" }, Color = ScoreMark.Colour })
        {
            Data = new InlineData([.. labels.Where(l => l.NeedsLeader).Select(l => l.Leader)]),
        };
        yield return new UnitView(new Mark("text") { Align = "left", Baseline = "middle", FontSize = LabelSize }, new Encoding { Text = Channel.Category("text"), Color = ScoreMark.Colour })
        {
            Data = new InlineData([.. labels.Select(l => l.Row)]),
        };
        if (marks.Where(m => m.Published is not null).MaxBy(m => m.Published) is { } highest)
        {
            var label = new PanelLabel(placement.Place("published", DiamondOf(highest, x, y), y.Length - y.PositionOf(highest.Published!.Value)), highest, x, y);
            yield return new UnitView(new Mark("text") { Align = "left", Baseline = "middle", FontSize = 6.5, Color = Palette.Muted }, new Encoding { Text = Channel.Category("text") })
            {
                Data = new InlineData([label.Row]),
            };
        }
    }

    private static void AvoidFront(LabelPlacement placement, IReadOnlyList<ScoreMark> marks, PlotScale x, PlotScale y)
    {
        var front = marks.Where(m => m.IsStrong).Select(m => (X: x.PositionOf(m.X), Y: y.Length - y.PositionOf(m.Y))).OrderBy(p => p.X).ToArray();
        const int Steps = 40;
        foreach (var (from, to) in front.Zip(front.Skip(1)))
        {
            for (var step = 0; step <= Steps; step++)
            {
                var (atX, atY) = (from.X + ((to.X - from.X) * step / Steps), from.Y + ((to.Y - from.Y) * step / Steps));
                placement.Avoid(new PlotBox(atX - 3, atY - 1, atX + 3, atY + 1));
            }
        }
    }

    private static PlotBox BoxOf(ScoreMark mark, PlotScale x, PlotScale y)
    {
        var at = x.PositionOf(mark.X);
        var values = mark.Runs.Concat([mark.Low ?? mark.Y, mark.High ?? mark.Y]).ToArray();
        return new PlotBox(at - 3.5, y.Length - y.PositionOf(values.Max()) - 3, at + 6, y.Length - y.PositionOf(values.Min()) + 3);
    }

    private static PlotBox DiamondOf(ScoreMark mark, PlotScale x, PlotScale y)
    {
        var (atX, atY) = (x.PositionOf(mark.X) - RunOffset, y.Length - y.PositionOf(mark.Published!.Value));
        return new PlotBox(atX - 3, atY - 3, atX + 3, atY + 3);
    }
}
