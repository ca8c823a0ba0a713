using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Dot plots with a row a layout, by rising bytes from the top.</summary>
internal static class LayoutRows
{
    private const double RowHeight = 12;
    private const double AdvancePoints = 4;

    public static IReadOnlyList<string> NamesOf(IReadOnlyList<LayoutScore> layouts) => [.. layouts.OrderBy(l => l.Bytes).ThenBy(l => l.Layout, StringComparer.Ordinal).Select(l => l.Layout)];

    public static double LabelWidth(IReadOnlyList<string> names) => 6 + (AdvancePoints * names.Max(n => n.Length));

    public static View Differences(ScoreStudy study, double width)
    {
        var rows = study.Layouts.Where(l => l.Difference is not null).Select(l => RowOf(l.Layout, l.Difference!.Value, l.WithinMargin)).ToArray();
        var reach = rows.SelectMany(r => new[] { r.Low ?? r.X, r.High ?? r.X, r.X, -study.Margin, 0 });
        var x = PlotScale.Linear(reach, width, -1, 1);
        Channel[] tooltip = [Channel.Category("layout"), Channel.Quantity("x") with { Title = "difference", Format = "+.3f" }, .. Bounds("+.3f"),
            Channel.Quantity("withinMargin") with { Title = "probability of losing less than the margin", Format = ".3f" }];
        return Panel(study, rows, x, width, new Axis { Title = "Difference to " + study.Baseline, Grid = false, TickCount = 5, Format = ".2~f" }, true, tooltip,
            [Line(0, Palette.Muted, null), Line(-study.Margin, Palette.Limit, [3, 2])], Palette.Accent) with
        { Title = Heading("Paired difference") };
    }

    public static IEnumerable<View> Classes(ScoreStudy study, IReadOnlyList<string> classes, double width, bool labelsFirst)
    {
        var colours = Palette.OfClasses(classes);
        var all = study.Layouts.SelectMany(l => classes.Where(l.Classes.ContainsKey).Select(c => l.Classes[c])).ToArray();
        if (all.Length == 0)
        {
            yield break;
        }

        double[] own = [.. all.SelectMany(e => new[] { e.Bottom, e.Top })];
        var reach = ReferenceReach.Of(own);
        var x = PlotScale.Linear(own.Concat(study.Layouts.SelectMany(l => l.PublishedClasses.Values).Select(reach.Place)), width, 0, 1);
        for (var i = 0; i < classes.Count; i++)
        {
            var rows = study.Layouts.Where(l => l.Classes.ContainsKey(classes[i])).Select(l => RowOf(l.Layout, l.Classes[classes[i]], null) with { Class = classes[i] }).ToArray();
            Channel[] tooltip = [Channel.Category("layout"), Channel.Category("class"), Channel.Quantity("x") with { Title = "F1", Format = ".3f" }, .. Bounds(".3f")];
            yield return Panel(study, rows, x, width, new Axis { Title = "F1", Grid = true, TickCount = 2, Format = ".1f" }, labelsFirst && i == 0, tooltip, Published(study, classes[i], reach), colours[i])
                with
            { Title = Heading(classes[i]) };
        }
    }

    private static LayerView Panel(
        ScoreStudy study, IReadOnlyList<LayoutRow> rows, PlotScale x, double width, Axis axis, bool isLabelled, IReadOnlyList<Channel> tooltip, IReadOnlyList<View> lines, string colour)
    {
        var names = NamesOf(study.Layouts);
        return new LayerView(
        [
            .. lines,
            new UnitView(new Mark("rule") { StrokeWidth = 1.3, Color = colour }, new Encoding { X = Channel.Quantity("low"), X2 = new Channel { Field = "high" } }),
            new UnitView(new Mark("point") { Filled = true, Size = 24, Opacity = 1, Color = colour }, new Encoding { Tooltip = tooltip }),
        ])
        {
            Data = new InlineData(rows),
            Width = width,
            Height = RowHeight * names.Count,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = new Scale { Domain = [x.Low, x.High], Nice = false, Zero = false }, Axis = axis },
                Y = Channel.Category("layout") with
                {
                    Scale = new Scale { Domain = names },
                    Axis = new Axis { Title = "", Labels = isLabelled, Ticks = false, Domain = false, Grid = true, LabelLimit = 200 },
                },
            },
        };
    }

    private static View[] Published(ScoreStudy study, string className, ReferenceReach reach)
    {
        var rows = study.Layouts.Where(l => l.PublishedClasses.ContainsKey(className)).Select(l => (l.Layout, Value: l.PublishedClasses[className]))
            .Select(l => new { l.Layout, X = reach.Place(l.Value), Class = className, Published = l.Value, Shape = reach.Sideways(l.Value) }).ToArray();
        var mark = new Mark("point") { Filled = false, Size = 22, Stroke = Palette.Muted, StrokeWidth = 0.9 };
        return rows.Length == 0 ? [] : [new UnitView(mark, new Encoding
        {
            Shape = ReferenceReach.Shape,
            Tooltip = [Channel.Category("layout"), Channel.Quantity("published") with { Title = "published F1", Format = ".3f" }],
        })
        { Data = new InlineData(rows) }];
    }

    private static UnitView Line(double at, string colour, IReadOnlyList<double>? dash) =>
        new(new Mark("rule") { Color = colour, StrokeWidth = 0.8, StrokeDash = dash }, new Encoding { Y = Channel.Constant(0), Y2 = Channel.Constant("height") })
        {
            Data = new InlineData([new { X = at }]),
        };

    private static Title Heading(string text) => new(text) { Frame = "group", FontSize = 7.5, Offset = 4 };

    private static Channel[] Bounds(string format) =>
        [Channel.Quantity("low") with { Title = "interval from", Format = format }, Channel.Quantity("high") with { Title = "to", Format = format }];

    private static LayoutRow RowOf(string layout, Estimate estimate, double? withinMargin) => new(layout, estimate.Value, estimate.Low, estimate.High, withinMargin);

    private sealed record LayoutRow(string Layout, double X, double? Low, double? High, double? WithinMargin)
    {
        public string? Class { get; init; }
    }
}
