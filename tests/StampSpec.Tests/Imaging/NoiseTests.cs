using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Simulation;

namespace StampSpec.Tests.Imaging;

public sealed class NoiseTests
{
    private const int Images = 250;

    private static readonly ResamplingPlan Plan = new(
        new PixelGrid(41, 41, 1.01),
        new KolmogorovPsf(2.1),
        new PixelGrid(67, 67, 0.2),
        new KolmogorovPsf(0.8)
    )
    {
        Dilation = 0.35,
    };

    [Theory]
    [InlineData(0.73, 22, 0.5, 0.34, 0.005)]
    [InlineData(1.0, 12, 0.5, 0.15, 0.005)]
    [InlineData(1.5, 3.3, 0.05, 0.019, 0.0005)]
    [InlineData(2.0, 1.0, 0.05, 0.0014, 0.00005)]
    public void Sharpening_ZTFs_seeing_costs_what_the_survey_facts_state(
        double fwhm,
        double gain,
        double gainRounding,
        double lost,
        double lostRounding
    )
    {
        var cost = DeconvolutionCost.Of(new KolmogorovPsf(2.0), 1.01, new KolmogorovPsf(fwhm));
        Assert.Equal(gain, cost.NoiseGain, gainRounding);
        Assert.Equal(lost, cost.LostPower, lostRounding);
    }

    [Fact]
    public void The_covariance_of_resampled_noise_is_the_kernels_autocorrelation()
    {
        var resampler = new Resampler(Plan);
        var noise = new ResampledNoise(resampler);
        var measured = Covariance(Enumerable.Range(0, Images).Select(i => resampler.Resample(White(41, i))), 3);
        var predicted = noise.Covariance(3);
        Assert.InRange(noise.NeighbourCorrelation, 0.5, 0.8);
        for (var i = 0; i < predicted.Pixels.Length; i++)
        {
            Assert.Equal(predicted.Pixels[i] / noise.MeanVariance, measured.Pixels[i] / noise.MeanVariance, 0.03);
        }
    }

    [Fact]
    public void Whitened_noise_has_no_correlation_and_the_stated_variance()
    {
        var resampler = new Resampler(Plan);
        var noise = new ResampledNoise(resampler);
        var images = Enumerable
            .Range(0, Images)
            .Select(i =>
                AnalyticScene.Sum(resampler.Resample(White(41, i)), noise.Complement(new Seed((ulong)i).Derive("added").CreateSource()))
            );
        var measured = Covariance(images, 3);
        for (var i = 0; i < measured.Pixels.Length; i++)
        {
            Assert.Equal(i == measured.Pixels.Length / 2 ? 1 : 0, measured.Pixels[i] / noise.WhiteVariance, 0.03);
        }
    }

    [Theory]
    [InlineData("u", 23.70, 33.7)]
    [InlineData("g", 24.97, 11.2)]
    [InlineData("r", 24.52, 17.9)]
    [InlineData("i", 24.13, 26.7)]
    [InlineData("z", 23.56, 46.4)]
    [InlineData("y", 22.55, 120)]
    public void A_visits_depth_and_noise_recompute_within_the_rounding_of_the_table(string name, double depth, double noise)
    {
        var band = LsstBand.Find(name)!;
        // The table's inputs are rounded to 0.01 mag; the largest difference is that of u, 0.0060 mag.
        Assert.Equal(depth, VisitDepth.FiveSigmaMag(band), 0.0061);
        Assert.Equal(1, band.NoiseNanojansky / noise, 0.006);
        Assert.Equal(band.FwhmArcsec, (0.822 * band.FwhmEffectiveArcsec) + 0.052, 0.001);
    }

    // Away from the edges, because the resampled noise fades there.
    private static Image<double> Covariance(IEnumerable<Image<double>> images, int largestLag)
    {
        const int margin = 12;
        var side = (2 * largestLag) + 1;
        var covariance = new Image<double>(side, side);
        var count = 0;
        foreach (var image in images)
        {
            for (var row = margin; row < image.Height - margin; row++)
            {
                for (var column = margin; column < image.Width - margin; column++)
                {
                    count++;
                    for (var lag = 0; lag < side * side; lag++)
                    {
                        covariance.Pixels[lag] +=
                            image[row, column] * image[row + (lag / side) - largestLag, column + (lag % side) - largestLag];
                    }
                }
            }
        }

        foreach (ref var value in covariance.Pixels)
        {
            value /= count;
        }

        return covariance;
    }

    private static Image<double> White(int side, int seed)
    {
        var random = new Seed((ulong)seed).Derive("noise-test").CreateSource();
        var image = new Image<double>(side, side);
        foreach (ref var pixel in image.Pixels)
        {
            pixel = random.NextNormal();
        }

        return image;
    }
}
