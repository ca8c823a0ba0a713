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
    public void Values_are_clipped_to_two_and_missing_ones_are_zero_with_a_mask()
    {
        var pixels = Enumerable.Repeat(1f, 300).ToArray();
        (pixels[0], pixels[1], pixels[2], pixels[3], pixels[4], pixels[5]) = (1000, -1000, float.NaN, float.PositiveInfinity, 2e10f, 0);
        var normalised = PixelNormalisation.Normalise(new Image<float>(300, 1, pixels));
        Assert.Equal([2, -2, 0, 0, 0, 0], normalised.Values.Pixels[..6].ToArray());
        Assert.Equal([0, 0, 1, 1, 1, 0, 0], normalised.Missing.Pixels[..7].ToArray());
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
}
