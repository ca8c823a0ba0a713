using ScottPlot;
using StampSpec.Reports.Figures;

namespace StampSpec.Reports.Charts;

/// <summary>A layout's point in a score panel.</summary>
/// <param name="Point">The layout.</param>
/// <param name="X">Horizontal position of its value.</param>
/// <param name="Y">Vertical position of its score.</param>
/// <param name="Bar">Horizontal position of its interval: that of its value, or beside it if other points are near.</param>
/// <param name="Shape">Shape of its marker, which differs from those of near points.</param>
internal sealed record PlacedScore(ScorePoint Point, double X, double Y, double Bar, MarkerShape Shape)
{
    private const double Near = 8;
    private const double BarStep = 8.5;

    // Diamonds are published values.
    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle,
        MarkerShape.FilledSquare,
        MarkerShape.FilledTriangleUp,
        MarkerShape.FilledTriangleDown,
        MarkerShape.Cross,
    ];

    /// <summary>Places points on a panel, in their order.</summary>
    public static PlacedScore[] Of(IReadOnlyList<ScorePoint> points, PlotScale x, PlotScale y)
    {
        var placed = points
            .Select(p => new PlacedScore(p, x.PositionOf(p.X), y.PositionOf(p.Score.Value), x.PositionOf(p.X), Shapes[0]))
            .ToArray();
        var order = Enumerable.Range(0, placed.Length).OrderBy(i => placed[i].X).ThenBy(i => i).ToArray();
        var start = 0;
        for (var next = 1; next <= order.Length; next++)
        {
            if (next == order.Length || placed[order[next]].X - placed[order[next - 1]].X >= Near)
            {
                Part(placed, order[start..next]);
                start = next;
            }
        }

        return placed;
    }

    // Bars go to both sides in turn, the highest score first.
    private static void Part(PlacedScore[] placed, int[] group)
    {
        if (group.Length == 1)
        {
            return;
        }

        var centre = (placed[group[0]].X + placed[group[^1]].X) / 2;
        foreach (var (rank, i) in group.OrderBy(i => placed[i].Y).ThenBy(i => i).Index())
        {
            var aside = BarStep * ((rank / 2) + 1) * (rank % 2 == 0 ? 1 : -1);
            placed[i] = placed[i] with { Bar = centre + aside, Shape = Shapes[rank % Shapes.Length] };
        }
    }
}

/// <summary>The name of a limit above a panel.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Text">Its name, or its name and bytes with an arrow towards it if it is beyond the axis.</param>
/// <param name="Middle">Horizontal position.</param>
/// <param name="Line">Line of the name, from 0 next to the panel; names that would touch are on different lines.</param>
/// <param name="IsOnAxis">Whether the limit is on the axis.</param>
internal sealed record LimitName(ByteLimit Limit, string Text, double Middle, int Line, bool IsOnAxis)
{
    /// <summary>Places the names of limits.</summary>
    public static IReadOnlyList<LimitName> Of(IReadOnlyList<ByteLimit> limits, PlotScale x)
    {
        const double NameGap = 4;
        var ends = new List<double>();
        var names = new List<LimitName>();
        foreach (var name in limits.OrderBy(l => l.Bytes).Select(l => Place(l, x)))
        {
            var half = FigureFonts.LengthOf(name.Text, ChartStyle.LabelSize) / 2;
            var line = ends.FindIndex(end => end + NameGap <= name.Middle - half);
            if (line < 0)
            {
                line = ends.Count;
                ends.Add(0);
            }

            ends[line] = name.Middle + half;
            names.Add(name with { Line = line });
        }

        return names;
    }

    private static LimitName Place(ByteLimit limit, PlotScale x)
    {
        if (limit.Bytes >= x.Low && limit.Bytes <= x.High)
        {
            return new LimitName(limit, limit.Name, x.PositionOf(limit.Bytes), 0, true);
        }

        var isRight = limit.Bytes > x.High;
        var text = isRight ? $"{limit.Name}, {ByteText.Of(limit.Bytes)} \u2192" : $"\u2190 {limit.Name}, {ByteText.Of(limit.Bytes)}";
        var half = FigureFonts.LengthOf(text, ChartStyle.LabelSize) / 2;
        return new LimitName(limit, text, isRight ? x.End - half : x.Start + half, 0, false);
    }
}
