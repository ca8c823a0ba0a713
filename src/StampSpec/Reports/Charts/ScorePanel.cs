using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Macro-F1 against bytes.</summary>
internal static class ScorePanel
{
    private const double MarkGap = 13;
    private const double LabelSize = 7;
    private const double RunOffset = 4.5;
    private const double RoomAtEnds = 24;
    private const double LimitLabelWidth = 60;

    public static View Build(ScoreStudy study, double width, double height)
    {
        var x = PlotScale.Logarithmic(study.Layouts.Select(l => l.Bytes).Concat(study.Limits.Select(l => l.Bytes)), width, RoomAtEnds);
        var y = PlotScale.Linear(study.Layouts.SelectMany(ValuesOf), height, 0, 1);
        var marks = MarksOf(study, x);
        return new LayerView(
            [.. LimitLayers(study.Limits, x), FrontLine(marks), .. PublishedLayers(marks), Runs(marks), Intervals(marks), Points(marks), Labels(study, marks, x, y)])
        {
            Width = width,
            Height = height,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = ScaleOf(x) with { Type = "log" }, Axis = BytesAxis(study, x) },
                Y = Channel.Quantity("y") with { Scale = ScaleOf(y), Axis = new Axis { Title = "Macro-F1", Grid = true, TickCount = 6 } },
            },
        };
    }

    private static IEnumerable<double> ValuesOf(LayoutScore layout) =>
        [layout.MacroF1.Bottom, layout.MacroF1.Top, .. layout.Runs, .. layout.Published is { } published ? [published] : Array.Empty<double>()];

    private static Scale ScaleOf(PlotScale scale) => new() { Domain = [scale.Low, scale.High], Nice = false, Zero = false };

    private static Axis BytesAxis(ScoreStudy study, PlotScale x) => new()
    {
        Title = "Bytes per alert (" + study.BytesMeaning + ")",
        Grid = false,
        Values = ByteText.Ticks(x),
        LabelExpr = ByteText.AxisExpression,
    };

    private static IReadOnlyList<ScoreMark> MarksOf(ScoreStudy study, PlotScale x)
    {
        var positions = Sideways.Spread([.. study.Layouts.Select(l => x.PositionOf(l.Bytes))], MarkGap);
        return [.. study.Layouts.Select((layout, i) => ScoreMark.Of(layout, x.ValueAt(positions[i])))];
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
        var line = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            line = i > 0 && x.PositionOf(rows[i].X) - x.PositionOf(rows[i - 1].X) < LimitLabelWidth ? line + 1 : 0;
            var atRight = x.PositionOf(rows[i].X) > x.Length - LimitLabelWidth;
            var mark = new Mark("text") { Color = Palette.Limit, FontSize = LabelSize, Align = atRight ? "right" : "left", Baseline = "top", Dx = atRight ? -3 : 3, Dy = 1 + (9 * line) };
            yield return new UnitView(mark, new Encoding { Y = Channel.Constant(0), Text = Channel.Category("text") }) { Data = new InlineData([rows[i]]) };
        }
    }

    private static UnitView FrontLine(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("line") { Color = Palette.Accent, StrokeWidth = 1, Opacity = 0.45 }, new Encoding { Order = Channel.Quantity("x") })
        {
            Data = new InlineData([.. marks.Where(m => m.IsOnFront)]),
        };

    private static IEnumerable<View> PublishedLayers(IReadOnlyList<ScoreMark> marks)
    {
        var published = marks.Where(m => m.Published is not null).Select(m => new { m.Layout, m.X, Y = m.Published, Text = $"{m.Published:0.000}" }).ToArray();
        if (published.Length == 0)
        {
            yield break;
        }

        var mark = new Mark("point") { Shape = "diamond", Size = 22, Filled = false, Stroke = Palette.Muted, StrokeWidth = 0.9, XOffset = -RunOffset };
        yield return new UnitView(mark, new Encoding
        {
            Tooltip = [Channel.Category("layout"), Channel.Category("text") with { Title = "published (Reyes-Jainaga et al. 2023)" }],
        })
        {
            Data = new InlineData(published),
        };
        yield return new UnitView(
            new Mark("text") { Color = Palette.Muted, FontSize = 6, Align = "left", Baseline = "middle", Dx = 1 }, new Encoding { Text = Channel.Constant("published") })
        {
            Data = new InlineData([published.MaxBy(p => p.Y)!]),
        };
    }

    private static UnitView Runs(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("point") { Filled = true, Size = 6, Opacity = 0.6, XOffset = RunOffset }, new Encoding
        {
            Color = ScoreMark.FrontColour,
            Tooltip = [Channel.Category("layout"), Channel.Category("run"), Channel.Quantity("y") with { Title = "macro-F1", Format = ".3f" }],
        })
        {
            Data = new InlineData([.. marks.SelectMany(m => m.Runs.Select((score, run) => new { m.Layout, m.X, Y = score, Run = run + 1, m.IsOnFront }))]),
        };

    private static UnitView Intervals(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("rule") { StrokeWidth = 1.3 }, new Encoding { Y = Channel.Quantity("low"), Y2 = new Channel { Field = "high" }, Color = ScoreMark.FrontColour })
        {
            Data = new InlineData([.. marks.Where(m => m.Low is not null)]),
        };

    private static UnitView Points(IReadOnlyList<ScoreMark> marks) =>
        new(new Mark("point") { Filled = true, Size = 40, Opacity = 1, Stroke = "white", StrokeWidth = 0.8 }, new Encoding
        {
            Color = ScoreMark.FrontColour,
            Tooltip = ScoreMark.Tooltip,
        })
        {
            Data = new InlineData([.. marks]),
            Name = "scores",
        };

    private static UnitView Labels(ScoreStudy study, IReadOnlyList<ScoreMark> marks, PlotScale x, PlotScale y)
    {
        var placement = new LabelPlacement(x.Length, y.Length, LabelSize);
        foreach (var limit in study.Limits)
        {
            var at = x.PositionOf(limit.Bytes);
            placement.Avoid(new PlotBox(at - 2, 0, at + 2, y.Length));
            placement.Avoid(new PlotBox(at - LimitLabelWidth, 0, at + LimitLabelWidth, 20));
        }

        AvoidFront(placement, marks, x, y);

        var boxes = marks.Select(m => BoxOf(m, x, y)).ToArray();
        foreach (var box in boxes)
        {
            placement.Avoid(box);
        }

        var labels = marks.Select((m, i) => (m, Place: placement.Place(m.Label(study.Baseline), boxes[i], y.Length - y.PositionOf(m.Y)))).ToArray();
        return new UnitView(new Mark("text") { Align = "left", Baseline = "middle", FontSize = LabelSize }, new Encoding { Text = Channel.Category("text"), Color = ScoreMark.FrontColour })
        {
            Data = new InlineData([.. labels.Select(l => new { X = x.ValueAt(l.Place.Left), Y = y.ValueAt(y.Length - l.Place.Middle), l.Place.Text, l.m.IsOnFront })]),
        };
    }

    private static void AvoidFront(LabelPlacement placement, IReadOnlyList<ScoreMark> marks, PlotScale x, PlotScale y)
    {
        var front = marks.Where(m => m.IsOnFront).Select(m => (X: x.PositionOf(m.X), Y: y.Length - y.PositionOf(m.Y))).OrderBy(p => p.X).ToArray();
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
        var values = mark.Runs.Concat([mark.Low ?? mark.Y, mark.High ?? mark.Y, mark.Published ?? mark.Y]).ToArray();
        return new PlotBox(at - (mark.Published is null ? 3.5 : 7), y.Length - y.PositionOf(values.Max()) - 3, at + 6, y.Length - y.PositionOf(values.Min()) + 3);
    }
}
