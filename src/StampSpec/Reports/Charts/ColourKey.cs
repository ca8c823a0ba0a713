using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>A colour key for figures whose panels share their colours.</summary>
internal static class ColourKey
{
    private const double SwatchWidth = 11;
    private const double Gap = 10;
    private const double LineHeight = 11;

    /// <summary>The key of layouts.</summary>
    public static IReadOnlyList<(string Name, string Colour, MarkerShape Shape, MarkTag Tag)> Of(LayoutMarks marks) =>
        [.. marks.Layouts.Select((name, i) => (name, marks.Colours[i], marks.Shapes[i], MarkTag.Of(name)))];

    /// <summary>The key of names that are not layouts.</summary>
    public static IReadOnlyList<(string Name, string Colour, MarkerShape Shape, MarkTag Tag)> Of(
        IReadOnlyList<string> names,
        IReadOnlyList<string> colours
    ) => [.. names.Select((name, i) => (name, colours[i], MarkerShape.FilledSquare, MarkTag.None))];

    /// <summary>Draws a key and returns its lower end.</summary>
    /// <param name="sheet">The sheet to draw on.</param>
    /// <param name="entries">Its entries, on as many lines as they need.</param>
    /// <param name="left">Left end.</param>
    /// <param name="right">Right end; only the first entry of a line may extend beyond it.</param>
    /// <param name="top">Upper end.</param>
    public static double Draw(
        Sheet sheet,
        IReadOnlyList<(string Name, string Colour, MarkerShape Shape, MarkTag Tag)> entries,
        double left,
        double right,
        double top
    )
    {
        var x = left;
        foreach (var entry in entries)
        {
            var length = SwatchWidth + FigureFonts.LengthOf(entry.Name, ChartStyle.LabelSize);
            if (x + length > right && x > left)
            {
                (x, top) = (left, top + LineHeight);
            }

            var middle = top + (LineHeight / 2);
            sheet.Add(LayoutMarks.Dot(x + 4, middle, 5.6, entry.Colour, entry.Shape), entry.Tag);
            sheet.Add(Marks.Label(entry.Name, x + SwatchWidth, middle, Alignment.MiddleLeft, new LabelLook()), entry.Tag);
            x += length + Gap;
        }

        return top + LineHeight;
    }
}
