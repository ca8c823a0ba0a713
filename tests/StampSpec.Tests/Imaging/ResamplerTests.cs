using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class ResamplerTests
{
    private static readonly PixelGrid Ztf = new(63, 63, 1.01);

    [Fact]
    public void A_Gaussian_becomes_the_Gaussian_of_the_target_width()
    {
        var target = new PixelGrid(111, 111, 0.2);
        var resampler = new Resampler(new ResamplingPlan(Ztf, new GaussianPsf(3), target, new GaussianPsf(1.4)) { Dilation = 0.365 });
        var result = resampler.Resample(AnalyticScene.Gaussian(Ztf, 3, 50));
        Assert.InRange(AnalyticScene.ErrorOverPeak(result, AnalyticScene.Gaussian(target, 1.4, 50)), 0, 3e-5);
    }

    [Theory]
    [InlineData(63, 111)]
    [InlineData(62, 110)]
    [InlineData(63, 64)]
    [InlineData(48, 63)]
    public void The_flux_of_a_point_is_kept_for_odd_and_even_sizes(int from, int to)
    {
        var source = new PixelGrid(from, 63, 1.01);
        var resampler = new Resampler(new ResamplingPlan(source, new GaussianPsf(3), new PixelGrid(to, to, 0.7), new GaussianPsf(3.6)));
        Assert.Equal(1234, AnalyticScene.Total(resampler.Resample(AnalyticScene.Gaussian(source, 3, 1234, 0.3, -0.2))), 1234 * 1e-6);
    }

    [SeededProperty(MaxTest = 15)]
    public bool Resampling_is_linear(int a, int b, int seed)
    {
        var resampler = new Resampler(
            new ResamplingPlan(Ztf, new MoffatPsf(2, 3.5), new PixelGrid(111, 111, 0.2), new MoffatPsf(0.8, 4.765)) { Dilation = 0.365 }
        );
        var (first, second) = (Noise(Ztf, seed), Noise(Ztf, seed + 1));
        var separately = Combined(resampler.Resample(first), a, resampler.Resample(second), b);
        var together = resampler.Resample(Combined(first, a, second, b));
        var rounding = 1e-12 * (1 + Math.Abs(a) + Math.Abs(b));
        return Enumerable.Range(0, together.Pixels.Length).All(i => Math.Abs(together.Pixels[i] - separately.Pixels[i]) < rounding);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(62)]
    public void The_same_PSF_on_the_same_grid_changes_nothing(int pixels)
    {
        var grid = new PixelGrid(pixels, pixels, 1.01);
        var psf = new MoffatPsf(2, 3) { Shape = new Ellipticity(0.1, -0.05) };
        var image = Noise(grid, 5);
        var result = new Resampler(new ResamplingPlan(grid, psf, grid, psf)).Resample(image);
        Assert.InRange(AnalyticScene.ErrorOverPeak(result, image), 0, 1e-4);
    }

    [Theory]
    [InlineData(63, 111)]
    [InlineData(63, 100)]
    [InlineData(50, 111)]
    public void Resampling_commutes_with_quarter_turns(int from, int to)
    {
        var (source, target) = (new PixelGrid(from, from, 1.01), new PixelGrid(to, to, 0.2));
        var plan = new ResamplingPlan(source, new MoffatPsf(2, 3.5), target, new KolmogorovPsf(0.85)) { Dilation = 0.365 };
        var elliptical = plan with { TargetPsf = new KolmogorovPsf(0.85) { Shape = new Ellipticity(0.1, 0.2) } };
        var turned = plan with { TargetPsf = new KolmogorovPsf(0.85) { Shape = new Ellipticity(-0.1, -0.2) } };
        var image = Noise(source, 9);
        AssertSame(QuarterTurn(new Resampler(plan).Resample(image)), new Resampler(plan).Resample(QuarterTurn(image)));
        AssertSame(QuarterTurn(new Resampler(elliptical).Resample(image)), new Resampler(turned).Resample(QuarterTurn(image)));
    }

    [Fact]
    public void A_shift_moves_the_image_by_fractions_of_a_pixel()
    {
        var psf = new GaussianPsf(3);
        var resampler = new Resampler(new ResamplingPlan(Ztf, psf, Ztf, psf) { ShiftColumnsArcsec = 0.4, ShiftRowsArcsec = -0.7 });
        var result = resampler.Resample(AnalyticScene.Gaussian(Ztf, 3));
        Assert.InRange(AnalyticScene.ErrorOverPeak(result, AnalyticScene.Gaussian(Ztf, 3, 1, 0.4, -0.7)), 0, 1e-4);
    }

    [Fact]
    public void A_missing_pixel_takes_its_neighbourhood_with_it_and_leaves_the_rest_as_it_would_be()
    {
        var plan = new ResamplingPlan(Ztf, new GaussianPsf(2.5), new PixelGrid(111, 111, 0.5), new GaussianPsf(2.8));
        var resampler = new Resampler(plan);
        var whole = AnalyticScene.Sum(AnalyticScene.Gaussian(Ztf, 2.5, 100, 5, 5), AnalyticScene.Gaussian(Ztf, 20, 1000));
        var broken = whole.Clone();
        broken[20, 30] = double.NaN;
        var (expected, result) = (resampler.Resample(whole), resampler.Resample(broken));
        // The missing pixel's centre is 11 rows and 1 column below the centre: 22.2 and 2.0 target pixels.
        Assert.True(double.IsNaN(result[33, 53]));
        var missing = result.Pixels.ToArray().Count(double.IsNaN);
        Assert.InRange(missing, 9, 60);
        for (var i = 0; i < result.Pixels.Length; i++)
        {
            Assert.True(
                double.IsNaN(result.Pixels[i]) || Math.Abs(result.Pixels[i] - expected.Pixels[i]) < 2e-4 * expected.Pixels.ToArray().Max()
            );
        }
    }

    [Fact]
    public void Beyond_the_edge_there_is_empty_sky_or_nothing_known()
    {
        var resampler = new Resampler(new ResamplingPlan(Ztf, new GaussianPsf(2.5), new PixelGrid(81, 81, 1.01), new GaussianPsf(2.8)));
        var image = AnalyticScene.Gaussian(Ztf, 2.5, 100);
        Assert.Equal(0, resampler.Resample(image)[3, 40], 1e-6);
        var result = resampler.Resample(image, EdgeRule.Missing);
        Assert.True(double.IsNaN(result[3, 40]));
        Assert.False(double.IsNaN(result[12, 40]));
    }

    [Fact]
    public void Variance_is_what_the_noise_of_many_resampled_images_shows()
    {
        var grid = new PixelGrid(31, 31, 1.01);
        var target = new PixelGrid(45, 45, 0.2);
        var resampler = new Resampler(
            new ResamplingPlan(grid, new MoffatPsf(2, 3.5), target, new MoffatPsf(0.8, 4.765)) { Dilation = 0.365 }
        );
        var sourceVariance = AnalyticScene.Sum(AnalyticScene.Gaussian(grid, 9, 300), Constant(grid, 2));
        var predicted = resampler.ResampleVariance(sourceVariance);
        const int images = 600;
        var measured = new double[predicted.Pixels.Length];
        for (var i = 0; i < images; i++)
        {
            var noise = Noise(grid, i);
            for (var p = 0; p < noise.Pixels.Length; p++)
            {
                noise.Pixels[p] *= Math.Sqrt(sourceVariance.Pixels[p]);
            }

            var result = resampler.Resample(noise);
            for (var p = 0; p < measured.Length; p++)
            {
                measured[p] += result.Pixels[p] * result.Pixels[p] / images;
            }
        }

        var ratios = measured.Select((m, i) => m / predicted.Pixels[i]).ToArray();
        Assert.InRange(ratios.Average(), 0.985, 1.015);
        Assert.All(ratios, ratio => Assert.InRange(ratio, 0.7, 1.35));
    }

    private static Image<double> Noise(PixelGrid grid, int seed)
    {
        var random = new Seed((ulong)(uint)seed).Derive("resampler-test").CreateSource();
        var image = new Image<double>(grid.Width, grid.Height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = random.NextNormal();
        }

        return image;
    }

    private static Image<double> Constant(PixelGrid grid, double value)
    {
        var image = new Image<double>(grid.Width, grid.Height);
        image.Pixels.Fill(value);
        return image;
    }

    private static Image<double> Combined(Image<double> first, double a, Image<double> second, double b)
    {
        var sum = first.Clone();
        for (var i = 0; i < sum.Pixels.Length; i++)
        {
            sum.Pixels[i] = (a * first.Pixels[i]) + (b * second.Pixels[i]);
        }

        return sum;
    }

    private static Image<double> QuarterTurn(Image<double> image)
    {
        var turned = new Image<double>(image.Height, image.Width);
        for (var row = 0; row < turned.Height; row++)
        {
            for (var column = 0; column < turned.Width; column++)
            {
                turned[row, column] = image[image.Height - 1 - column, row];
            }
        }

        return turned;
    }

    private static void AssertSame(Image<double> expected, Image<double> actual)
    {
        Assert.InRange(AnalyticScene.ErrorOverPeak(actual, expected), 0, 1e-12);
    }
}
