using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>Places each label next to its mark so that it covers other labels, marks, lines and edges as little as possible.</summary>
internal sealed class LabelPlacement(PlotBox area, double fontSize)
{
    private const double LineEms = 1.25;
    private const double Gap = 6;
    private const int MostLines = 6;
    private const int MostLinesAside = 12;
    private const double FarPenalty = 0.3;

    // The wide ones lead out of a crowd of marks.
    private static readonly double[] Gaps = [Gap, 3 * Gap, 6 * Gap, 12 * Gap, 20 * Gap, 30 * Gap];

    private readonly List<PlotBox> _taken = [];
    private readonly List<double> _barriers = [];
    private readonly List<PlotBox> _labels = [];

    /// <summary>Keeps labels away from a rectangle.</summary>
    public void Avoid(PlotBox box) => _taken.Add(box);

    /// <summary>Keeps labels from crossing a vertical line through the whole area.</summary>
    public void AvoidLine(double x) => _barriers.Add(x);

    /// <summary>Places a label near a mark.</summary>
    /// <param name="text">The label.</param>
    /// <param name="mark">The rectangle of the mark with its bars and dots.</param>
    /// <param name="anchorX">Horizontal position of the mark's own point.</param>
    /// <param name="anchorY">Height of the mark's own point.</param>
    public PlacedLabel Place(string text, PlotBox mark, double anchorX, double anchorY)
    {
        var length = FigureFonts.LengthOf(text, fontSize);
        var best = Candidates(mark, anchorY, length)
            .Select(c => (Label: new PlacedLabel(text, c.Left, c.Middle, length), c.Penalty))
            .MinBy(c => Cost(BoxOf(c.Label)) + LeaderCost(c.Label, anchorX, anchorY) + c.Penalty)
            .Label;
        _taken.Add(BoxOf(best));
        _labels.Add(BoxOf(best));
        return best;
    }

    private IEnumerable<(double Left, double Middle, double Penalty)> Candidates(PlotBox mark, double anchorY, double length)
    {
        var line = fontSize * LineEms;
        foreach (var gap in Gaps)
        {
            for (var step = -MostLinesAside; step <= MostLinesAside; step++)
            {
                var penalty = Math.Abs(step * line) + (gap - Gap);
                yield return (mark.Right + gap, anchorY + (step * line), penalty);
                yield return (mark.Left - gap - length, anchorY + (step * line), penalty + 1);
            }
        }

        var (low, high) = FreeRange((mark.Left + mark.Right) / 2);
        var centred = (mark.Left + mark.Right - length) / 2;
        foreach (var left in new[] { centred, Math.Clamp(centred, low, Math.Max(low, high - length)) })
        {
            for (var step = 0; step < MostLines; step++)
            {
                var aside = Math.Abs(left - centred) / 10;
                yield return (left, mark.Top - (line * (0.6 + step)), 2 + aside + (step * line) + ((anchorY - mark.Top) * FarPenalty));
                yield return (
                    left,
                    mark.Bottom + (line * (0.6 + step)),
                    3 + aside + (step * line) + ((mark.Bottom - anchorY) * FarPenalty)
                );
            }
        }
    }

    // The range between the lines or edges next to a position.
    private (double Low, double High) FreeRange(double x)
    {
        const double Room = 3;
        return (_barriers.Where(b => b <= x).Append(area.Left).Max() + Room, _barriers.Where(b => b > x).Append(area.Right).Min() - Room);
    }

    private double Cost(PlotBox box)
    {
        const double LineCost = 400;
        const double OutsideCost = 10_000;
        var outside =
            Math.Max(0, area.Left - box.Left)
            + Math.Max(0, box.Right - area.Right)
            + Math.Max(0, area.Top - box.Top)
            + Math.Max(0, box.Bottom - area.Bottom);
        var crossed = _barriers.Count(x => x > box.Left - 2 && x < box.Right + 2);
        return (outside * OutsideCost) + (_taken.Sum(t => t.OverlapWith(box)) * 10) + (crossed * LineCost);
    }

    // A leader line may cross marks, but not another label.
    private double LeaderCost(PlacedLabel label, double anchorX, double anchorY)
    {
        const int Steps = 20;
        const double StepCost = 20;
        if (label.LeaderTo(anchorX, anchorY) is not { } near)
        {
            return 0;
        }

        return StepCost
            * Enumerable
                .Range(0, Steps + 1)
                .Select(i => (double)i / Steps)
                .Select(part => (X: near.X + ((anchorX - near.X) * part), Y: near.Y + ((anchorY - near.Y) * part)))
                .Count(p => _labels.Any(l => p.X > l.Left && p.X < l.Right && p.Y > l.Top && p.Y < l.Bottom));
    }

    private PlotBox BoxOf(PlacedLabel label) =>
        new(label.Left, label.Middle - (fontSize * LineEms / 2), label.Left + label.Width, label.Middle + (fontSize * LineEms / 2));
}

/// <summary>A rectangle of a sheet in points, from the sheet's upper left corner.</summary>
internal readonly record struct PlotBox(double Left, double Top, double Right, double Bottom)
{
    public double OverlapWith(PlotBox other) =>
        Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left))
        * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
}

/// <summary>A label and the place of its middle left, in points of the sheet.</summary>
/// <param name="Text">The text.</param>
/// <param name="Left">Left end.</param>
/// <param name="Middle">Vertical middle.</param>
/// <param name="Width">Length.</param>
internal sealed record PlacedLabel(string Text, double Left, double Middle, double Width)
{
    private const double NearPoints = 13;
    private const double LeaderGap = 2;
    private const double HalfLine = 4;

    /// <summary>The line from the label to its mark; null if the label is near enough without one.</summary>
    /// <param name="x">Horizontal position of the mark.</param>
    /// <param name="y">Vertical position of the mark.</param>
    public (double X, double Y)? LeaderTo(double x, double y)
    {
        var (nearX, nearY) = (
            Math.Clamp(x, Left - LeaderGap, Left + Width + LeaderGap),
            Math.Clamp(y, Middle - HalfLine, Middle + HalfLine)
        );
        return double.Hypot(nearX - x, nearY - y) > NearPoints ? (nearX, nearY) : null;
    }
}
