using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;

namespace StampSpec.Tests.Layouts;

public sealed class LayoutSamplerTests
{
    private const double Ztf = 1.01;

    [Fact]
    public void The_full_layout_is_the_cutout_itself()
    {
        var image = TestImages.Rough(63, 1);
        Assert.Equal(TestImages.Bits(image), TestImages.Bits(Assert.Single(Sample(image, "ztf-full"))));
    }

    [Fact]
    public void A_pixel_that_is_one_native_pixel_keeps_its_value_but_not_the_sign_of_zero_nor_infinity()
    {
        var image = TestImages.Of(2, 2, (row, column) => (row, column) is (1, 0) ? 0.1 : 0);
        (image[0, 1], image[1, 1]) = (-0f, float.PositiveInfinity);
        var cut = LayoutSampler.Sample(image, 1, new StampLayout("whole", [new StampScale(4, 1)])).Single();
        Assert.Equal([0f, 0f, 0.1f], new[] { cut[1, 1], cut[1, 2], cut[2, 1] });
        Assert.False(float.IsNegative(cut[1, 2]));
        Assert.True(float.IsNaN(cut[2, 2]));
        Assert.True(float.IsNaN(cut[0, 0]));
    }

    [Fact]
    public void The_cropped_layout_is_rows_and_columns_24_to_39()
    {
        var stamp = Assert.Single(Sample(TestImages.Ramp(63), "ztf-cropped"));
        AssertIs(stamp, 16, (row, column) => (100 * (24 + row)) + 24 + column);
    }

    [Fact]
    public void The_low_resolution_layout_is_4_by_4_means_padded_at_the_end_with_padding_left_out()
    {
        var stamp = Assert.Single(Sample(TestImages.Ramp(63), "ztf-low-resolution"));
        AssertIs(stamp, 16, (row, column) => (100 * Centre(row)) + Centre(column));

        static double Centre(int cell) => cell == 15 ? 61 : (4 * cell) + 1.5;
    }

    [Fact]
    public void The_multiscale_layout_repeats_2_by_2_means_and_crops_28_12_4_and_the_whole()
    {
        // Centres of the published pixels, worked out by hand: 63 -> 32 (the last is row 62 alone) -> 16 -> 8.
        double[] half = [.. Enumerable.Range(0, 32).Select(i => i == 31 ? 62 : (2 * i) + 0.5)];
        double[] quarter = [.. Enumerable.Range(0, 16).Select(i => (half[2 * i] + half[(2 * i) + 1]) / 2)];
        double[] eighth = [.. Enumerable.Range(0, 8).Select(i => (quarter[2 * i] + quarter[(2 * i) + 1]) / 2)];
        Assert.Equal(59.375, eighth[7]);

        var scales = Sample(TestImages.Ramp(63), "ztf-multiscale");
        AssertIs(scales[0], 8, (row, column) => (100 * (28 + row)) + 28 + column);
        AssertIs(scales[1], 8, (row, column) => (100 * half[12 + row]) + half[12 + column]);
        AssertIs(scales[2], 8, (row, column) => (100 * quarter[4 + row]) + quarter[4 + column]);
        AssertIs(scales[3], 8, (row, column) => (100 * eighth[row]) + eighth[column]);
    }

    [Fact]
    public void Sums_of_a_constant_image_count_its_pixels()
    {
        var scales = LayoutSampler.Sample(TestImages.Of(128, 128, (_, _) => 1), 0.2, LayoutLibrary.Load("rubin-proposal"));
        Assert.Equal([1, 4, 16, 64], scales.Select(s => s.Pixels.ToArray().Distinct().Single()));
    }

    [Fact]
    public void Missing_pixels_are_left_out_of_means_and_filled_with_the_mean_in_sums()
    {
        var image = TestImages.Of(4, 4, (row, column) => (row, column) switch
            {
                (0, 0) => double.NaN,
                (0, 1) => double.PositiveInfinity,
                (2 or 3, 2 or 3) => double.NaN,
                _ => (4 * row) + column,
            });
        var mean = Assert.Single(LayoutSampler.Sample(image, 1, new StampLayout("mean", [new StampScale(2, 2)])));
        Assert.Equal([(4 + 5) / 2f, (2 + 3 + 6 + 7) / 4f, (8 + 9 + 12 + 13) / 4f, float.NaN], mean.Pixels.ToArray());
        var sum = Assert.Single(LayoutSampler.Sample(image, 1, new StampLayout("sum", [new StampScale(2, 2)]) { Bins = BinRule.Sum }));
        Assert.Equal([(4 + 5) * 2, 2 + 3 + 6 + 7, 8 + 9 + 12 + 13, float.NaN], sum.Pixels.ToArray());
    }

    [Theory]
    [InlineData(10, 0.5, 4, 1.25)]
    [InlineData(63, 1.01, 21, 3.03)]
    [InlineData(60, 0.2, 24, 0.5)]
    [InlineData(7, 1, 5, 1.4)]
    public void Sums_keep_the_flux_for_ratios_that_do_not_divide_the_grid(int native, double nativeArcsec, int pixels, double pixelArcsec)
    {
        var image = TestImages.Rough(native, 5, withMissing: false);
        var stamp = Assert.Single(
            LayoutSampler.Sample(
                image,
                nativeArcsec,
                new StampLayout("whole", [new StampScale(pixels, pixelArcsec)]) { Bins = BinRule.Sum }
            )
        );
        Assert.Equal(Total(image), Total(stamp), Total(image, Math.Abs) * 1e-6);
    }

    [Fact]
    public void A_pixel_between_native_pixels_weighs_them_by_area()
    {
        // 4 px of 1.5 native pixels over 6: edges 0, 1.5, 3, 4.5, 6.
        var image = TestImages.Of(6, 6, (row, column) => (row, column) switch
            {
                (0, 0) => 8,
                (0, 1) => 16,
                (1, 1) => 4,
                _ => 0,
            });
        var layout = new StampLayout("fine", [new StampScale(4, 1.5)]) { Bins = BinRule.Sum };
        var sum = Assert.Single(LayoutSampler.Sample(image, 1, layout));
        Assert.Equal([8 + (16 * 0.5f) + (4 * 0.25f), (16 * 0.5f) + (4 * 0.25f), 0, 0], sum.Row(0).ToArray());
        Assert.Equal([4 * 0.25f, 4 * 0.25f, 0, 0], sum.Row(1).ToArray());
        var mean = Assert.Single(LayoutSampler.Sample(image, 1, layout with { Bins = BinRule.Mean }));
        Assert.Equal((float)(17 / 2.25), mean[0, 0]);
    }

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(30)]
    [InlineData(111)]
    public void A_linear_image_keeps_its_value_at_the_common_centre_of_all_scales(int native)
    {
        var layout = new StampLayout("concentric", [new StampScale(4, 1), new StampScale(4, 2), new StampScale(3, 5)]);
        var means = LayoutSampler.Sample(TestImages.Ramp(native), 1, layout).Select(s => Total(s) / s.Pixels.Length).ToArray();
        Assert.All(means, mean => Assert.Equal(means[0], mean, 3));
        Assert.Equal(101 * ((((native + 1) / 2) * 2) - 1) / 2.0, means[0], 3);
    }

    [Fact]
    public void Pixels_beyond_a_small_cutout_are_missing_and_its_own_pixels_stay_in_the_middle()
    {
        var stamp = Assert.Single(LayoutSampler.Sample(TestImages.Ramp(30), 0.2, new StampLayout("wide", [new StampScale(34, 0.2)])));
        AssertIs(stamp, 34, (row, column) => row is < 2 or > 31 || column is < 2 or > 31 ? double.NaN : (100 * (row - 2)) + column - 2);
    }

    [Fact]
    public void Cutouts_that_are_no_squares_are_centred_along_each_side()
    {
        var stamp = Assert.Single(
            LayoutSampler.Sample(
                TestImages.Of(8, 6, (row, column) => (10 * row) + column),
                1,
                new StampLayout("small", [new StampScale(2, 1)])
            )
        );
        Assert.Equal([23, 24, 33, 34], stamp.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1.01, 1.0, 4.0)]
    [InlineData(0.2003, 0.2, 0.8)]
    [InlineData(0.1990, 0.2, 0.8)]
    public void Nominal_pixel_scales_take_whole_native_pixels(double native, double fineArcsec, double coarseArcsec)
    {
        var nominal = LayoutSampler.Sample(
            TestImages.Rough(31, 9),
            native,
            new StampLayout("nominal", [new StampScale(8, fineArcsec), new StampScale(4, coarseArcsec)])
        );
        var exact = LayoutSampler.Sample(
            TestImages.Rough(31, 9),
            1,
            new StampLayout("exact", [new StampScale(8, 1), new StampScale(4, 4)])
        );
        Assert.All(exact.Zip(nominal), pair => Assert.Equal(TestImages.Bits(pair.First), TestImages.Bits(pair.Second)));
    }

    [Fact]
    public void Pixels_finer_than_the_native_ones_are_refused()
    {
        var error = Assert.Throws<InvalidInputException>(() => Sample(TestImages.Ramp(63), "rubin-proposal"));
        Assert.Equal("layout.finer-than-native", Assert.Single(error.Diagnostics).Code);
    }

    private static IReadOnlyList<Image<float>> Sample(Image<float> image, string layout) =>
        LayoutSampler.Sample(image, Ztf, LayoutLibrary.Load(layout));

    private static double Total(Image<float> image, Func<double, double>? of = null) =>
        image.Pixels.ToArray().Sum(p => of is null ? p : of(p));

    private static void AssertIs(Image<float> stamp, int side, Func<int, int, double> expected)
    {
        Assert.Equal(TestImages.Bits(TestImages.Of(side, side, expected)), TestImages.Bits(stamp));
    }
}
