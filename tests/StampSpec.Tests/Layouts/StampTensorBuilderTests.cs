using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;

namespace StampSpec.Tests.Layouts;

public sealed class StampTensorBuilderTests
{
    private static readonly StampLayout Blocks = new("blocks", [new StampScale(2, 1), new StampScale(2, 2)]);

    [Fact]
    public void Channels_are_the_images_then_their_masks_and_positions_are_unit_vectors()
    {
        var builder = new StampTensorBuilder(Blocks, NormalisationOrder.None);
        builder.Add(Alert(1, 0, 0));
        builder.Add(Alert(2, 90, 0) with { DeclinationDeg = 30 });
        var tensors = builder.Build();
        Assert.Equal(2, tensors.Count);
        Assert.Equal([new StampTensorShape(6, 2), new StampTensorShape(6, 2)], tensors.Shapes);
        Assert.Equal(2 * 24, tensors.Scales[1].Length);
        Assert.Equal([1, 1, 1, 1, 10, 10, 10, 10, 100, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], tensors.Scales[0][..24]);
        Assert.Equal(2, tensors.Scales[1][24]);
        Assert.Equal([1, 0, 0, 0, 0.866025f, 0.5f], tensors.SkyPositions.Select(p => MathF.Round(p, 6)));
    }

    [Fact]
    public void A_scale_holds_only_the_images_that_it_carries()
    {
        var coarse = new StampScale(2, 2) { Images = [CutoutKind.Difference] };
        var builder = new StampTensorBuilder(Blocks with { Scales = [Blocks.Scales[0], coarse] }, NormalisationOrder.None);
        builder.Add(Alert(7, 0, 0));
        var tensors = builder.Build();
        Assert.Equal([new StampTensorShape(6, 2), new StampTensorShape(2, 2)], tensors.Shapes);
        Assert.Equal([700, 700, 700, 700, 0, 0, 0, 0], tensors.Scales[1]);
    }

    [Fact]
    public void Before_bins_normalised_values_and_the_mask_as_the_mean_of_what_is_covered()
    {
        var image = TestImages.Of(4, 4, (row, column) => (row, column) is (0, 0) ? double.NaN : 1 + (4 * row) + column);
        var normalised = PixelNormalisation.Normalise(image);
        var cut = new StampCutter(Blocks, NormalisationOrder.Before).Cut(new Cutout(CutoutKind.Science, image, 1));
        Assert.Equal(0.25f, cut[1].Missing[0, 0]);
        var mean = (0 + (double)normalised.Values[0, 1] + normalised.Values[1, 0] + normalised.Values[1, 1]) / 4;
        Assert.Equal((float)mean, cut[1].Values[0, 0]);
        Assert.Equal(normalised.Values[1, 1], cut[0].Values[0, 0]);
    }

    [Theory]
    [InlineData(NormalisationOrder.None)]
    [InlineData(NormalisationOrder.Before)]
    [InlineData(NormalisationOrder.After)]
    public void Layouts_that_share_normalised_cutouts_get_the_stamps_that_each_would_make_alone(NormalisationOrder order)
    {
        var gap = TestImages.Of(4, 4, (row, column) => (row, column) is (0, 0) ? double.NaN : 1 + (4 * row) + column);
        var natives = new NormalisedCutouts();
        foreach (var layout in new[] { Blocks, Blocks with { Scales = [new StampScale(2, 1)] }, Blocks })
        {
            foreach (var (kind, image) in new[] { (CutoutKind.Science, gap), (CutoutKind.Template, TestImages.Rough(4, 2)) })
            {
                var cutout = new Cutout(kind, image, 1);
                var alone = new StampCutter(layout, order).Cut(cutout);
                var together = new StampCutter(layout, order).Cut(cutout, natives);
                Assert.Equal(alone.Select(s => s.Values.Pixels.ToArray()), together.Select(s => s.Values.Pixels.ToArray()));
                Assert.Equal(alone.Select(s => s.Missing.Pixels.ToArray()), together.Select(s => s.Missing.Pixels.ToArray()));
            }
        }
    }

    [Theory]
    [InlineData(NormalisationOrder.Before)]
    [InlineData(NormalisationOrder.After)]
    [InlineData(NormalisationOrder.Asinh)]
    public void Normalised_values_are_the_same_for_sums_and_means(NormalisationOrder order)
    {
        var cutout = new Cutout(CutoutKind.Science, TestImages.Rough(16, 3), 1);
        var layout = new StampLayout("both", [new StampScale(4, 1), new StampScale(4, 2), new StampScale(4, 4)]);
        var means = new StampCutter(layout, order).Cut(cutout);
        var sums = new StampCutter(layout with { Bins = BinRule.Sum }, order).Cut(cutout);
        Assert.All(means.Zip(sums), pair =>
            Assert.All(pair.First.Values.Pixels.ToArray().Zip(pair.Second.Values.Pixels.ToArray()), values =>
                Assert.Equal(values.First, values.Second, 1e-5)
            )
        );
    }

    [Fact]
    public void After_normalises_each_stamp_by_its_own_pixels_and_knows_only_their_absence()
    {
        var image = TestImages.Of(4, 4, (row, column) => (row, column) is (0, 0) ? double.NaN : 1 + (4 * row) + column);
        var cutout = new Cutout(CutoutKind.Science, image, 1);
        var cutter = new StampCutter(Blocks, NormalisationOrder.After);
        var expected = PixelNormalisation.Normalise(cutter.Raw(cutout)[1]);
        Assert.Equal(expected.Values.Pixels.ToArray(), cutter.Cut(cutout)[1].Values.Pixels.ToArray());
        Assert.Equal(0, cutter.Cut(cutout)[1].Missing[0, 0]);
    }

    [Theory]
    [InlineData(NormalisationOrder.None)]
    [InlineData(NormalisationOrder.Before)]
    [InlineData(NormalisationOrder.After)]
    [InlineData(NormalisationOrder.Asinh)]
    public void Every_value_is_finite_even_where_the_layout_reaches_beyond_the_cutout(NormalisationOrder order)
    {
        var builder = new StampTensorBuilder(new StampLayout("wide", [new StampScale(8, 1), new StampScale(8, 2)]), order, capacity: 1);
        builder.Add(Alert(3, 10, -20));
        var tensors = builder.Build();
        Assert.All(tensors.Scales, scale => Assert.All(scale, value => Assert.True(float.IsFinite(value))));
        Assert.Equal(1, tensors.Scales[0][3 * 64]);
        Assert.Equal(0, tensors.Scales[0][(3 * 64) + (4 * 8) + 4]);
    }

    [Fact]
    public void Omitted_centres_are_filled_in_so_that_omission_changes_no_tensor()
    {
        var omitted = new StampTensorBuilder(
            Blocks with
            {
                KeepsRedundantCentres = false,
                Scales = [new StampScale(4, 1), new StampScale(4, 2)],
            },
            NormalisationOrder.Before
        );
        var kept = new StampTensorBuilder(Blocks with { Scales = [new StampScale(4, 1), new StampScale(4, 2)] }, NormalisationOrder.Before);
        omitted.Add(Alert(4, 0, 0));
        kept.Add(Alert(4, 0, 0));
        Assert.Equal(kept.Build().Scales[1], omitted.Build().Scales[1]);
    }

    [Fact]
    public void An_alert_that_cannot_be_cut_leaves_the_builder_as_it_was()
    {
        var builder = new StampTensorBuilder(Blocks, NormalisationOrder.None);
        var coarse = Alert(5, 0, 0);
        Assert.Throws<InvalidInputException>(() =>
            builder.Add(coarse with { Difference = coarse.Difference with { PixelScaleArcsec = 3 } })
        );
        builder.Add(Alert(6, 0, 0));
        Assert.Equal((1, 24), (builder.Build().Count, builder.Build().Scales[0].Length));
    }

    private static Alert Alert(long candid, double rightAscensionDeg, double declinationDeg) =>
        new(
            SurveyKind.Ztf,
            candid,
            $"ZTF{candid}",
            rightAscensionDeg,
            declinationDeg,
            Cutout(CutoutKind.Science, candid),
            Cutout(CutoutKind.Template, 10 * candid),
            Cutout(CutoutKind.Difference, 100 * candid)
        );

    private static Cutout Cutout(CutoutKind kind, double value) => new(kind, TestImages.Of(4, 4, (_, _) => value), 1);
}
