using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Tests.Reports;

public sealed class ScorePanelTests
{
    private static readonly PlotScale X = new(1000, 100_000, 0, 200, IsLogarithmic: true);
    private static readonly PlotScale Y = new(0, 1, 100, 0);

    [Fact]
    public void Points_of_equal_bytes_keep_their_place_and_differ_in_shape_and_bar()
    {
        var placed = PlacedScore.Of(
            [Point("a", 10_000, 0.5), Point("b", 10_000, 0.7), Point("c", 10_000, 0.6), Point("d", 90_000, 0.6)],
            X,
            Y
        );
        Assert.All(placed.Take(3), p => Assert.Equal(100, p.X));
        Assert.Equal(3, placed.Take(3).Select(p => p.Shape).Distinct().Count());
        Assert.Equal(
            [117, 108.5, 91.5],
            placed
                .Take(3)
                .OrderBy(p =>
                    p.Point.Layout == "a" ? 0
                    : p.Point.Layout == "b" ? 1
                    : 2
                )
                .Select(p => p.Bar)
        );
        Assert.Equal(placed[3].X, placed[3].Bar);
    }

    [Fact]
    public void A_budget_far_from_all_points_is_an_arrow_at_the_edge()
    {
        var names = LimitName.Of([new ByteLimit("far", 138_240), new ByteLimit("near", 18_000), new ByteLimit("small", 500)], X);
        Assert.Equal(["\u2190 small, 500\u00a0B", "near", "far, 138\u00a0kB \u2192"], names.Select(n => n.Text));
        Assert.Equal([false, true, false], names.Select(n => n.IsOnAxis));
        Assert.Equal(X.PositionOf(18_000), names[1].Middle);
    }

    private static ScorePoint Point(string layout, double bytes, double score) =>
        new(layout, layout, bytes, ByteText.Of(bytes), new Estimate(score, score - 0.1, score + 0.1), [], false);
}
