using FsCheck;
using FsCheck.Fluent;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Layouts;

public sealed class RedundantCentresTests
{
    [SeededProperty]
    public Property Omitted_centres_rebuild_bit_for_bit_for_every_geometry_that_allows_them()
    {
        var cases = (
            from half in Gen.Choose(1, 6)
            from ratio in Gen.Elements(2, 3, 4)
            from scales in Gen.Choose(2, 4)
            from native in Gen.Choose(5, 90)
            from sum in Gen.Elements(BinRule.Sum, BinRule.Mean)
            from finest in Gen.Elements(1.0, 2.0, 1.5, 1.487, 10.0 / 3)
            from seed in Gen.Choose(0, 1_000_000)
            let pixels = 2 * ratio * half
            select (Layout: Layout(pixels, finest, ratio, scales, sum), native, seed)
        ).ToArbitrary();
        return Prop.ForAll(cases, c =>
        {
            var cut = LayoutSampler.Sample(TestImages.Rough(c.native, c.seed), 1, c.Layout);
            var stored = RedundantCentres.Omit(cut, c.Layout);
            var rebuilt = RedundantCentres.Rebuild(stored, c.Layout);
            Assert.All(cut.Zip(rebuilt), pair => Assert.Equal(TestImages.Bits(pair.First), TestImages.Bits(pair.Second)));
        });
    }

    [Fact]
    public void The_proposals_omitted_centres_are_its_8_by_8_middles()
    {
        var layout = LayoutLibrary.Load("rubin-proposal-omitted");
        var stored = RedundantCentres.Omit(LayoutSampler.Sample(TestImages.Ramp(128), 0.2, layout), layout);
        Assert.DoesNotContain(float.NaN, stored[0].Pixels.ToArray());
        foreach (var scale in stored.Skip(1))
        {
            Assert.Equal(64, scale.Pixels.ToArray().Count(float.IsNaN));
            Assert.True(float.IsNaN(scale[4, 4]) && float.IsNaN(scale[11, 11]) && !float.IsNaN(scale[3, 4]) && !float.IsNaN(scale[11, 12]));
        }
    }

    [Fact]
    public void A_rebuilt_sum_is_the_sum_of_the_native_pixels()
    {
        var layout = LayoutLibrary.Load("rubin-proposal-omitted");
        var native = TestImages.Ramp(128);
        var rebuilt = RedundantCentres.Rebuild(RedundantCentres.Omit(LayoutSampler.Sample(native, 0.2, layout), layout), layout);
        var sum = 0.0;
        for (var row = 32; row < 40; row++)
        {
            for (var column = 32; column < 40; column++)
            {
                sum += native[row, column];
            }
        }

        Assert.Equal(sum, rebuilt[3][4, 4]);
    }

    private static StampLayout Layout(int pixels, double finest, int ratio, int scales, BinRule bins) =>
        new("case", [.. Enumerable.Range(0, scales).Select(i => new StampScale(pixels, finest * Math.Pow(ratio, i)))])
        {
            Bins = bins,
            KeepsRedundantCentres = false,
        };
}
