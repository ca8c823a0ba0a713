using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>Figure 4: what each layout's bytes are spent on.</summary>
public static class ByteFigure
{
    private const double RowHeight = 15;

    /// <summary>Builds the figure from the parts of each layout, without their total.</summary>
    public static Figure Build(IReadOnlyList<BytePart> parts, string bytesMeaning, StudyFacts facts)
    {
        var layouts = parts.GroupBy(p => p.Layout).OrderBy(g => g.Sum(p => p.Bytes)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Total: g.Sum(p => p.Bytes))).ToArray();
        var names = parts.Select(p => p.Part).Distinct().ToArray();
        var colours = Palette.OfParts(names.Length);
        var rows = layouts.Select(l => l.Key).ToArray();
        var width = Figure.PointsOf(FigureWidth.DoubleColumn) - LayoutRows.LabelWidth(rows) - 60;
        var views = new List<View>();
        if (names.Length > 1)
        {
            views.Add(ColourKey.Build(names, colours, width));
        }

        views.Add(Bars(Segments(parts, names), [.. layouts], names, colours, width));
        return new Figure("bytes", "Bytes per alert by part", new ColumnView(views) { Spacing = 8, Resolve = Resolve.Independent("color"), Title = facts.Footing(FigureWidth.DoubleColumn, null) }, FigureWidth.DoubleColumn,
            $"Bytes per alert by part ({bytesMeaning}). {facts.Sentences(null)}");
    }

    private static List<Segment> Segments(IReadOnlyList<BytePart> parts, IReadOnlyList<string> names)
    {
        var segments = new List<Segment>();
        foreach (var layout in parts.GroupBy(p => p.Layout))
        {
            var from = 0.0;
            foreach (var part in layout.OrderBy(p => names.ToList().IndexOf(p.Part)))
            {
                segments.Add(new Segment(part.Layout, part.Part, from, from + part.Bytes, ByteText.Of(part.Bytes)));
                from += part.Bytes;
            }
        }

        return segments;
    }

    private static LayerView Bars(
        IReadOnlyList<Segment> segments, IReadOnlyList<(string Name, double Total)> layouts, IReadOnlyList<string> parts, IReadOnlyList<string> colours, double width)
    {
        var colour = Channel.Category("part") with { Scale = new Scale { Domain = [.. parts], Range = [.. colours] } };
        Channel[] tooltip = [Channel.Category("layout"), Channel.Category("part"), Channel.Category("text") with { Title = "bytes per alert" }];
        return new LayerView(
        [
            new UnitView(new Mark("bar") { Height = 9 }, new Encoding { X = Channel.Quantity("from"), X2 = new Channel { Field = "to" }, Color = colour, Tooltip = tooltip }),
            new UnitView(new Mark("text") { Align = "left", Dx = 4 }, new Encoding { X = Channel.Quantity("to"), Text = Channel.Category("text") })
            {
                Data = new InlineData([.. layouts.Select(l => new { Layout = l.Name, To = l.Total, Text = ByteText.Of(l.Total) })]),
            },
        ])
        {
            Data = new InlineData([.. segments]),
            Width = width,
            Height = RowHeight * layouts.Count,
            Encoding = new Encoding
            {
                X = new Channel
                {
                    Type = "quantitative",
                    Scale = new Scale { Domain = [0, layouts.Max(l => l.Total)], Nice = false },
                    Axis = new Axis { Title = "Bytes per alert", TickCount = 5, LabelExpr = ByteText.AxisExpression },
                },
                Y = Channel.Category("layout") with
                {
                    Scale = new Scale { Domain = [.. layouts.Select(l => l.Name)] },
                    Axis = new Axis { Title = "", Ticks = false, Domain = false, LabelLimit = 200 },
                },
            },
        };
    }

    private sealed record Segment(string Layout, string Part, double From, double To, string Text);
}
