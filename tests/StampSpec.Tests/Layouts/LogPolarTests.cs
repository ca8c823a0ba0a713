using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning.Networks;

namespace StampSpec.Tests.Layouts;

public sealed class LogPolarTests
{
    private const int Side = 63;
    private static readonly LogPolarGrid Grid = new(16, 1, 31);

    [Fact]
    public void Rings_widen_by_one_factor_and_end_at_the_outermost_radius()
    {
        Assert.Equal(1, Grid.RadiusArcsec(0), 12);
        Assert.Equal(31, Grid.RadiusArcsec(15), 12);
        Assert.All(Enumerable.Range(1, 15), ring =>
            Assert.Equal(Math.Pow(31, 1 / 15.0), Grid.RadiusArcsec(ring) / Grid.RadiusArcsec(ring - 1), 12)
        );
        Assert.All(Enumerable.Range(0, 16), ring =>
            Assert.Equal(
                (ring, ring == 15 ? null : ring + 1),
                (Grid.RingOf(Grid.RadiusArcsec(ring) * 0.9999), Grid.RingOf(Grid.RadiusArcsec(ring) * 1.0001))
            )
        );
        Assert.Equal(
            [0, 0, 15, 4, 8, 12],
            new[] { (1, 0), (5, 1), (5, -3), (0, 1), (-1, 0), (0, -1) }.Select(d => Grid.SectorOf(d.Item1, d.Item2 * 0.9))
        );
    }

    [Fact]
    public void A_cell_of_an_image_that_grows_outwards_holds_a_distance_within_its_ring()
    {
        var distance = TestImages.Of(Side, Side, (row, column) => Math.Sqrt(Math.Pow(row - 31, 2) + Math.Pow(column - 31, 2)));
        var binned = LogPolarBinning.Bin(distance, 1, Grid, BinRule.Mean);
        for (var ring = 1; ring < 16; ring++)
        {
            Assert.All(binned.Row(ring).ToArray(), value =>
                Assert.InRange(value, Grid.RadiusArcsec(ring - 1) - 0.4, Grid.RadiusArcsec(ring) + 0.4)
            );
        }
    }

    [Fact]
    public void Sums_keep_the_flux_of_what_lies_within_the_rings_and_means_its_brightness()
    {
        var spot = TestImages.Of(Side, Side, (row, column) => Math.Exp(-(Math.Pow(row - 33, 2) + Math.Pow(column - 28, 2)) / 18));
        var sums = LogPolarBinning.Bin(spot, 1, Grid, BinRule.Sum);
        Assert.Equal(spot.Pixels.ToArray().Sum(p => (double)p), sums.Pixels.ToArray().Sum(p => (double)p), 0.5);
        Assert.All(
            LogPolarBinning
                .Bin(TestImages.Of(Side, Side, (_, _) => 7), 0.5, Grid with { OutermostArcsec = 15 }, BinRule.Mean)
                .Pixels.ToArray(),
            value => Assert.Equal(7, value, 1e-5)
        );
    }

    [Fact]
    public void Images_of_ever_other_pixel_scales_do_not_fill_the_memory()
    {
        var image = TestImages.Of(3, 3, (_, _) => 7);
        for (var i = 0; i < 200; i++)
        {
            LogPolarBinning.Bin(image, 1 + (i * 1e-9), new LogPolarGrid(2, 0.5, 1), BinRule.Mean);
        }

        // Other tests may add some at the same time.
        Assert.InRange(LogPolarBinning.KnownGeometries, 1, 80);
    }

    [Fact]
    public void Turning_or_flipping_the_image_does_to_rings_and_sectors_what_their_view_says()
    {
        var image = TestImages.Rough(Side, 3, withMissing: false);
        var binned = LogPolarBinning.Bin(image, 1, Grid, BinRule.Mean);
        for (var view = 0; view < DihedralSymmetry.Count; view++)
        {
            var turned = new Image<float>(Side, Side);
            DihedralSymmetry.Write(image.Pixels, Side, isPolar: false, view, turned.Pixels);
            var expected = new float[256];
            DihedralSymmetry.Write(binned.Pixels, 16, isPolar: true, view, expected);
            var actual = LogPolarBinning.Bin(turned, 1, Grid, BinRule.Mean).Pixels.ToArray();
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
        }
    }
}
