namespace StampSpec.Reports.Charts;

/// <summary>Puts each label beside its mark where it covers least: no other label, no mark, no edge.</summary>
internal sealed class LabelPlacement(double width, double height, double fontSize)
{
    // Mean advance of Inter's lower case, in ems.
    private const double AdvanceEms = 0.56;
    private const double LineEms = 1.25;
    private const double Gap = 6;
    private const int MostLines = 6;

    private readonly List<PlotBox> _taken = [];

    /// <summary>About how long a text is, in the unit of the font size.</summary>
    public static double LengthOf(string text, double fontSize) => text.Length * fontSize * AdvanceEms;

    /// <summary>Keeps labels away from a rectangle.</summary>
    public void Avoid(PlotBox box) => _taken.Add(box);

    /// <summary>Places a label near a mark.</summary>
    /// <param name="text">The label.</param>
    /// <param name="mark">The mark with everything that belongs to it, which may be taller than wide.</param>
    /// <param name="anchorY">Height of the mark's own point.</param>
    public PlacedLabel Place(string text, PlotBox mark, double anchorY)
    {
        var length = LengthOf(text, fontSize);
        var best = Candidates(mark, anchorY, length).MinBy(c => Cost(BoxOf(c.Left, c.Middle, length)) + c.Penalty);
        _taken.Add(BoxOf(best.Left, best.Middle, length));
        return new PlacedLabel(text, best.Left, best.Middle, length);
    }

    private IEnumerable<(double Left, double Middle, double Penalty)> Candidates(PlotBox mark, double anchorY, double length)
    {
        var line = fontSize * LineEms;
        foreach (var gap in new[] { Gap, 3 * Gap, 6 * Gap })
        {
            for (var step = -MostLines; step <= MostLines; step++)
            {
                var penalty = Math.Abs(step * line) + (gap - Gap);
                yield return (mark.Right + gap, anchorY + (step * line), penalty);
                yield return (mark.Left - gap - length, anchorY + (step * line), penalty + 1);
            }
        }

        for (var step = 0; step < 3; step++)
        {
            yield return (((mark.Left + mark.Right) - length) / 2, mark.Top - (line * (0.6 + step)), 2 + (step * line));
            yield return (((mark.Left + mark.Right) - length) / 2, mark.Bottom + (line * (0.6 + step)), 3 + (step * line));
        }
    }

    private double Cost(PlotBox box)
    {
        var outside = Math.Max(0, -box.Left) + Math.Max(0, box.Right - width) + Math.Max(0, -box.Top) + Math.Max(0, box.Bottom - height);
        return (outside * 100) + (_taken.Sum(t => t.OverlapWith(box)) * 10);
    }

    private PlotBox BoxOf(double left, double middle, double length) =>
        new(left, middle - (fontSize * LineEms / 2), left + length, middle + (fontSize * LineEms / 2));
}
