using StampSpec.Common;
using StampSpec.Layouts.Cutting;

namespace StampSpec.Tests.Layouts;

public sealed class PixelNormalisationTests
{
    [Fact]
    public void Values_are_scaled_from_the_least_magnitude_to_its_99th_percentile()
    {
        // |x| is 0..200: low 0, position 0.99 * 200 = 198.
        var image = TestImages.Of(201, 1, (_, column) => column % 2 == 0 ? column : -column);
        var normalised = PixelNormalisation.Normalise(image);
        Assert.Equal((float)(100 / (198 + 1e-8)), normalised.Values[0, 100]);
        Assert.Equal((float)(-99 / (198 + 1e-8)), normalised.Values[0, 99]);
        Assert.All(normalised.Missing.Pixels.ToArray(), m => Assert.Equal(0, m));
    }

    [Fact]
    public void The_percentile_lies_between_order_statistics_as_numpy_puts_it()
    {
        // |x| is 1..4: low 1, position 2.97, high 3.97.
        var normalised = PixelNormalisation.Normalise(new Image<float>(4, 1, [1, -2, 3, 4]));
        Assert.Equal(
            [0, (float)(-3 / (2.97 + 1e-8)), (float)(2 / (2.97 + 1e-8)), (float)(3 / (2.97 + 1e-8))],
            normalised.Values.Pixels.ToArray()
        );
    }

    [Fact]
    public void Values_are_clipped_to_two_infinite_ones_too_and_NaN_is_zero()
    {
        var pixels = Enumerable.Repeat(1f, 300).ToArray();
        (pixels[0], pixels[1], pixels[2], pixels[3], pixels[4]) = (1000, -1000, float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        (pixels[5], pixels[6], pixels[7]) = (2e10f, -2e10f, 0);
        var normalised = PixelNormalisation.Normalise(new Image<float>(300, 1, pixels));
        Assert.Equal([2, -2, 0, 2, -2, 2, -2, 0], normalised.Values.Pixels[..8].ToArray());
        Assert.Equal([0, 0, 1, 1, 1, 0, 0, 0], normalised.Missing.Pixels[..8].ToArray());
    }

    [Theory]
    [InlineData(float.NaN, 0, 1)]
    [InlineData(7, 0, 0)]
    public void An_image_without_any_range_becomes_zeros(float pixel, float value, float missing)
    {
        var normalised = PixelNormalisation.Normalise(new Image<float>(2, 2, [pixel, pixel, pixel, pixel]));
        Assert.All(normalised.Values.Pixels.ToArray(), v => Assert.Equal(value, v));
        Assert.All(normalised.Missing.Pixels.ToArray(), m => Assert.Equal(missing, m));
    }

    [Fact]
    public void Asinh_stretches_by_the_noise_about_the_median_and_clips_nothing()
    {
        // The median is 3; the deviations 0, 1, 1, 2, 997 have the median 1.
        var normalised = AsinhNormalisation.Normalise(new Image<float>(5, 1, [1, 2, 3, 4, 1000]));
        const double noise = 1.482602218505602;
        Assert.Equal(new[] { -2, -1, 0, 1, 997 }.Select(x => (float)Math.Asinh(x / noise)), normalised.Values.Pixels.ToArray());
        Assert.True(normalised.Values[0, 4] > 7);
    }

    [Fact]
    public void Asinh_of_an_image_whose_pixels_are_mostly_equal_uses_their_root_mean_square_deviation()
    {
        var normalised = AsinhNormalisation.Normalise(new Image<float>(4, 1, [5, 5, 5, 9]));
        Assert.Equal([0, 0, 0, (float)Math.Asinh(2)], normalised.Values.Pixels.ToArray());
    }

    [Fact]
    public void Asinh_leaves_out_missing_pixels_and_marks_them()
    {
        var normalised = AsinhNormalisation.Normalise(new Image<float>(6, 1, [1, 2, 3, float.NaN, float.NegativeInfinity, -2e10f]));
        Assert.Equal([0, 0, 0, 1, 1, 1], normalised.Missing.Pixels.ToArray());
        var step = (float)Math.Asinh(1 / 1.482602218505602);
        Assert.Equal([-step, 0, step, 0, 0, 0], normalised.Values.Pixels.ToArray());
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(7, 0)]
    public void Asinh_of_an_image_without_any_range_is_zero(float pixel, float missing)
    {
        var normalised = AsinhNormalisation.Normalise(new Image<float>(2, 2, [pixel, pixel, pixel, pixel]));
        Assert.All(normalised.Values.Pixels.ToArray(), v => Assert.Equal(0, v));
        Assert.All(normalised.Missing.Pixels.ToArray(), m => Assert.Equal(missing, m));
    }
}
