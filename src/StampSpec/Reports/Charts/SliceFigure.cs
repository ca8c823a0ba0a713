using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 10: macro-F1 on parts of the scored objects, and beside it the paired difference to the baseline.</summary>
public static class SliceFigure
{
    private const double PointsALayout = 5;
    private const double RowGap = 6;
    private const double LabelRoom = 128;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">Macro-F1 of parts, at least one.</param>
    /// <param name="study">The layouts, the baseline and the margin.</param>
    /// <param name="rule">How the parts are made, in sentences.</param>
    /// <param name="bars">What the bars span.</param>
    public static Figure Build(IReadOnlyList<SliceScore> scores, ScoreStudy study, string rule, string bars)
    {
        var shown = ShownOf(study);
        var marks = new LayoutMarks(shown, "layout");
        var rows = scores.Where(s => shown.Contains(s.Layout)).Select(RowOf).ToArray();
        var parts = rows.Select(r => r.Part).Distinct().ToArray();
        var width = Figure.PointsOf(FigureWidth.DoubleColumn);
        var panel = (width - LabelRoom - 30) / 2;
        var height = parts.Length * ((PointsALayout * shown.Count) + RowGap);
        var left = Panel(rows, parts, marks, "Macro-F1", true, []);
        var right = Panel([.. rows.Where(r => r.Difference is not null).Select(r => r.AsDifference())], parts, marks, "Difference to " + study.Baseline, false,
            [Line(0, Palette.Muted, null), Line(-study.Margin, Palette.Limit, [3, 2])]);
        var key = ColourKey.Build(shown, marks.Colours, width - LabelRoom, marks.Shapes);
        var all = shown.Count < study.Layouts.Count ? " Only the baseline and the layouts on the front are drawn; slices.csv has all." : "";
        return new Figure("macro-f1-by-slice", "Macro-F1 by kind of object",
            new ColumnView([key, new RowView([left with { Width = panel, Height = height }, right with { Width = panel, Height = height }]) { Spacing = 14 }])
            {
                Spacing = 8,
                Resolve = Resolve.Independent("color", "shape"),
                Title = study.Facts.Footing(FigureWidth.DoubleColumn, bars),
            },
            FigureWidth.DoubleColumn,
            $"Macro-F1 on parts of the scored objects (in brackets their number and that of the classes averaged), and the paired difference to {study.Baseline} on the same objects; dashed: the margin. {rule}{all} {study.Facts.Sentences(bars)}");
    }

    private static IReadOnlyList<string> ShownOf(ScoreStudy study)
    {
        const int Most = 6;
        var names = study.Layouts.Count <= Most
            ? study.Layouts
            : study.Layouts.Where(l => l.IsOnFront || l.Layout == study.Baseline).OrderBy(l => l.Layout == study.Baseline ? 0 : 1).ThenByDescending(l => l.MacroF1.Value).Take(Most);
        return LayoutRows.NamesOf([.. names]);
    }

    private static Row RowOf(SliceScore score) => new(
        score.Layout,
        string.Create(CultureInfo.InvariantCulture, $"{score.Slice.Replace("signal-to-noise", "S/N", StringComparison.Ordinal)}: {score.Value} ({score.Objects:N0}; {score.Classes})"),
        score.Score.Value,
        score.Score.Low,
        score.Score.High)
    { Difference = score.Difference };

    private static LayerView Panel(IReadOnlyList<Row> rows, IReadOnlyList<string> parts, LayoutMarks marks, string title, bool isLabelled, IReadOnlyList<View> lines)
    {
        var shift = Channel.Category("layout") with { Scale = new Scale { Type = "point", Domain = marks.Layouts, Padding = 1 } };
        var x = PlotScale.Linear(rows.SelectMany(r => new[] { r.X, r.Low ?? r.X, r.High ?? r.X }).DefaultIfEmpty(0), 100, -1, 1);
        Channel[] tooltip =
        [
            Channel.Category("layout"), Channel.Category("part") with { Title = "objects" }, Channel.Quantity("x") with { Title = "value", Format = ".3f" },
            Channel.Quantity("low") with { Title = "interval from", Format = ".3f" }, Channel.Quantity("high") with { Title = "to", Format = ".3f" },
        ];
        return new LayerView(
        [
            .. lines,
            new UnitView(new Mark("rule") { StrokeWidth = 1 }, new Encoding { X = Channel.Quantity("low"), X2 = new Channel { Field = "high" }, Color = marks.Colour, YOffset = shift }),
            new UnitView(new Mark("point") { Filled = true, Size = 18, Opacity = 1 }, new Encoding { Color = marks.Colour, Shape = marks.Shape, YOffset = shift, Tooltip = tooltip }),
        ])
        {
            Data = new InlineData(rows),
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = new Scale { Domain = [x.Low, x.High], Zero = false }, Axis = new Axis { Title = title, TickCount = 5 } },
                Y = Channel.Category("part") with
                {
                    Scale = new Scale { Domain = parts },
                    Axis = new Axis { Title = "", Labels = isLabelled, Ticks = false, Domain = false, Grid = false, LabelLimit = LabelRoom },
                },
            },
        };
    }

    private static UnitView Line(double at, string colour, IReadOnlyList<double>? dash) =>
        new(new Mark("rule") { Color = colour, StrokeWidth = 0.8, StrokeDash = dash }, new Encoding { Y = Channel.Constant(0), Y2 = Channel.Constant("height") })
        {
            Data = new InlineData([new { X = at }]),
        };

    private sealed record Row(string Layout, string Part, double X, double? Low, double? High)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public Estimate? Difference { get; init; }

        public Row AsDifference() => this with { X = Difference!.Value.Value, Low = Difference.Value.Low, High = Difference.Value.High };
    }
}
