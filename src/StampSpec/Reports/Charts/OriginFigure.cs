using System.Globalization;
using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 9: the same classifiers on real beside synthetic objects.</summary>
public static class OriginFigure
{
    private const double RowHeight = 16;

    /// <summary>Builds the figure.</summary>
    /// <param name="scores">Scores of at least two origins.</param>
    /// <param name="layouts">Layouts by rising bytes.</param>
    /// <param name="classes">Classes in the study's order.</param>
    /// <param name="facts">What the caption states.</param>
    /// <param name="bars">What the bars span.</param>
    public static Figure Build(IReadOnlyList<SliceScore> scores, IReadOnlyList<string> layouts, IReadOnlyList<string> classes, StudyFacts facts, string bars)
    {
        var origins = scores.Select(s => s.Value).Distinct().Order(StringComparer.Ordinal).ToArray();
        var colours = Palette.OfParts(origins.Length);
        var width = Figure.PointsOf(FigureWidth.DoubleColumn);
        var averaged = scores.Where(s => s.Class is null).Max(s => s.Classes) ?? 0;
        // A mean over one class would repeat that class's panel under the name of the whole.
        string?[] panels = [.. averaged > 1 ? [(string?)null] : Array.Empty<string?>(), .. classes.Where(c => scores.Any(s => s.Class == c))];
        var labels = LayoutRows.LabelWidth(layouts);
        var unit = (width - labels - 12 - (10 * (panels.Length - 1))) / (panels.Length + panels.Count(c => c is null));
        var macro = averaged < classes.Count ? string.Create(CultureInfo.InvariantCulture, $"Macro-F1 of {averaged} classes") : "Macro-F1";
        var views = panels.Select((c, i) => Panel(c ?? macro, [.. scores.Where(s => s.Class == c)], layouts, origins, colours, c is null ? 2 * unit : unit, i == 0)).ToArray();
        return new Figure("real-beside-synthetic", "Real beside synthetic objects",
            new ColumnView([ColourKey.Build(origins, colours, width - labels), new RowView(views) { Spacing = 10 }]) { Spacing = 8, Resolve = Resolve.Independent("color"), Title = facts.Footing(FigureWidth.DoubleColumn, bars) },
            FigureWidth.DoubleColumn,
            $"F1 of the same classifiers on the scored objects of each origin; macro-F1 is the mean over classes with at least five members of every origin, and is left out where that is one class. {facts.Sentences(bars)}");
    }

    private static LayerView Panel(
        string title, IReadOnlyList<SliceScore> scores, IReadOnlyList<string> layouts, IReadOnlyList<string> origins, IReadOnlyList<string> colours, double width, bool isFirst)
    {
        var colour = Channel.Category("origin") with { Scale = new Scale { Domain = [.. origins], Range = [.. colours] } };
        var shift = Channel.Category("origin") with { Scale = new Scale { Domain = [.. origins], Range = [RowHeight * 0.3, RowHeight * 0.7] } };
        return new LayerView(
        [
            new UnitView(new Mark("rule") { StrokeWidth = 1.2 }, new Encoding { X = Channel.Quantity("low"), X2 = new Channel { Field = "high" }, Color = colour, YOffset = shift }),
            new UnitView(new Mark("point") { Filled = true, Size = 22, Opacity = 1 }, new Encoding
            {
                Color = colour,
                YOffset = shift,
                Tooltip = [Channel.Category("layout"), Channel.Category("origin"), Channel.Quantity("x") with { Title = "F1", Format = ".3f" },
                    Channel.Quantity("low") with { Title = "interval from", Format = ".3f" }, Channel.Quantity("high") with { Title = "to", Format = ".3f" }],
            }),
        ])
        {
            Title = new Title(title) { Frame = "group", FontSize = 7.5, Offset = 4 },
            Data = new InlineData([.. scores.Select(s => new { s.Layout, Origin = s.Value, X = s.Score.Value, s.Score.Low, s.Score.High })]),
            Width = width,
            Height = RowHeight * layouts.Count,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Scale = new Scale { Domain = [0, 1] }, Axis = new Axis { Title = "F1", TickCount = 2, Format = ".1f" } },
                Y = Channel.Category("layout") with
                {
                    Scale = new Scale { Domain = [.. layouts] },
                    Axis = new Axis { Title = "", Labels = isFirst, Ticks = false, Domain = false, Grid = true, LabelLimit = 200 },
                },
            },
        };
    }
}
