using StampSpec.Reports.VegaLite;

namespace StampSpec.Reports.Charts;

/// <summary>One line of coloured names that says which colour is which, for figures whose panels share their colours.</summary>
internal static class ColourKey
{
    private const double FontSize = 7;
    private const double AdvancePoints = 3.7;
    private const double SwatchPoints = 20;
    private const double LineHeight = 11;

    public static View Build(IReadOnlyList<string> names, IReadOnlyList<string> colours, double width, IReadOnlyList<string>? shapes = null)
    {
        var entries = Arrange(names, colours, width);
        var height = (entries.Max(e => e.Line) + 1) * LineHeight;
        var rows = new InlineData([.. entries.Select((e, i) => new { X = e.Left, Y = (e.Line + 0.5) * LineHeight, e.Name, e.Colour, Shape = shapes?[i] ?? "square" })]);
        var colour = Channel.Category("colour") with { Scale = SameAs(colours) };
        var shape = Channel.Category("shape") with { Scale = SameAs(shapes ?? ["square"]) };
        return new LayerView(
        [
            new UnitView(new Mark("point") { Filled = true, Size = 32, Opacity = 1, XOffset = 4 }, new Encoding { Color = colour, Shape = shape }),
            new UnitView(new Mark("text") { Align = "left", Baseline = "middle", Dx = 11, FontSize = FontSize }, new Encoding { Text = Channel.Category("name") }),
        ])
        {
            Data = rows,
            Width = width,
            Height = height,
            Encoding = new Encoding
            {
                X = Channel.Quantity("x") with { Axis = Axis.Hidden, Scale = new Scale { Domain = [0, width], Nice = false } },
                Y = Channel.Quantity("y") with { Axis = Axis.Hidden, Scale = new Scale { Domain = [height, 0], Nice = false } },
            },
        };
    }

    private static Scale SameAs(IReadOnlyList<string> values) => new() { Domain = [.. values.Distinct()], Range = [.. values.Distinct()] };

    private static List<(string Name, string Colour, double Left, int Line)> Arrange(IReadOnlyList<string> names, IReadOnlyList<string> colours, double width)
    {
        var (left, line) = (0.0, 0);
        var entries = new List<(string Name, string Colour, double Left, int Line)>();
        for (var i = 0; i < names.Count; i++)
        {
            var length = SwatchPoints + (names[i].Length * AdvancePoints);
            if (left + length > width && left > 0)
            {
                (left, line) = (0, line + 1);
            }

            entries.Add((names[i], colours[i], left, line));
            left += length;
        }

        return entries;
    }
}
