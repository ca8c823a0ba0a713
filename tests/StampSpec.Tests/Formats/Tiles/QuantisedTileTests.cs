using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats.Tiles;

public sealed class QuantisedTileTests
{
    [Fact]
    public void The_dither_numbers_end_in_the_state_that_the_standard_states() => Assert.Equal(1043618065, DitherSequence.LastSeed);

    [SeededProperty(MaxTest = 300)]
    public Property Every_pixel_comes_back_within_half_a_step_and_missing_ones_stay_missing()
    {
        var pixel = Gen.Frequency((9, Gen.Choose(-1_000_000, 1_000_000).Select(i => i / 300f)), (1, Gen.Constant(float.NaN)));
        var step = Gen.Choose(1, 1000).Select(i => i / 100d);
        return Prop.ForAll(pixel.ArrayOf().ToArbitrary(), step.ToArbitrary(), Gen.Choose(0, 9_999).ToArbitrary(), (pixels, width, dither) =>
        {
            if (QuantisedTile.Quantise(pixels, width, dither) is not { } tile)
            {
                Assert.True(pixels.All(float.IsNaN), "only a tile without any finite pixel may be refused here");
                return;
            }

            var restored = new float[pixels.Length];
            tile.Restore(restored, dither);
            for (var i = 0; i < pixels.Length; i++)
            {
                Assert.Equal(float.IsNaN(pixels[i]), float.IsNaN(restored[i]));
                Assert.True(float.IsNaN(pixels[i]) || Math.Abs(pixels[i] - restored[i]) <= (width / 2) + 1e-3);
            }
        });
    }

    [Fact]
    public void Infinite_pixels_and_ranges_beyond_32_bits_are_not_quantised()
    {
        Assert.Null(QuantisedTile.Quantise([1, float.PositiveInfinity], 1, 0));
        Assert.Null(QuantisedTile.Quantise([0, 1e30f], 1, 0));
        Assert.Null(QuantisedTile.Quantise([float.NaN], 1, 0));
    }

    [Fact]
    public void Dithering_leaves_no_bias_where_plain_rounding_does()
    {
        // A level of 0.3 steps above an anchor would be rounded down in every pixel. With dithering, its mean over 9,999 pixels is restored
        // within 5 standard errors.
        var pixels = Enumerable.Repeat(0.3f, 10_000).ToArray();
        pixels[0] = 0;
        var tile = QuantisedTile.Quantise(pixels, 1, 0)!;
        var restored = new float[pixels.Length];
        tile.Restore(restored, 0);
        Assert.Equal(0.3, restored.Skip(1).Average(), 5 / Math.Sqrt(12 * 9_999.0));
    }

    [Fact]
    public void Noise_is_measured_beside_a_source_and_a_slope()
    {
        var source = new Seed(3).CreateSource();
        var image = new Image<float>(60, 60);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (x, y) = ((i % 60) - 30, (i / 60) - 30);
            image.Pixels[i] = (float)((7 * source.NextNormal()) + (0.5 * x) + (2000 * Math.Exp(-((x * x) + (y * y)) / 18.0)));
        }

        image.Pixels[5] = float.NaN;
        Assert.InRange(FitsTileWriter.Sigma(image.Pixels, 60)!.Value, 6.5, 7.9);
        Assert.Null(FitsTileWriter.Sigma(new float[40], 4));
        Assert.Null(FitsTileWriter.Sigma(new float[40], 8));
    }
}
