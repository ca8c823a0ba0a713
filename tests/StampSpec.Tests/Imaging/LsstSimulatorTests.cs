using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Simulation;
using StampSpec.Imaging.Statistics;

namespace StampSpec.Tests.Imaging;

public sealed class LsstSimulatorTests
{
    private static readonly SimulationSettings Default = new();

    [Theory]
    [InlineData(ResamplingMapping.PixelAnalog, 63, 0.734)]
    [InlineData(ResamplingMapping.SeeingScaled, 111, 0.734)]
    public void Each_well_posed_mapping_gives_the_bands_PSF_at_its_own_scale(ResamplingMapping mapping, int pixels, double fwhm)
    {
        var simulated = LsstSimulator.SimulateWithReport(SimulatedSky.Alert(1e6, 1), Default with { Mapping = mapping }, new Seed(1));
        var science = simulated.Alert.Science;
        Assert.Equal((pixels, pixels, 0.2), (science.Flux.Width, science.Flux.Height, science.PixelScaleArcsec));
        Assert.Equal(fwhm, simulated.Report.TargetFwhmArcsec, 1e-9);
        // A star that is so bright that noise does not matter has the shape of the PSF in its packet.
        var (centre, psf) = (pixels / 2, science.Psf!);
        var flux = science.Flux[centre, centre] / psf[20, 20];
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(psf[20, 20 + i] / psf[20, 20], science.Flux[centre, centre + i] / (flux * psf[20, 20]), 0.02);
        }

        Assert.Equal(1e6 * simulated.Report.NanojanskyPerDn, flux, 0.03 * flux);
    }

    [Fact]
    public void Sharpening_is_refused_with_its_price_unless_it_is_allowed()
    {
        var angular = Default with { Mapping = ResamplingMapping.Angular };
        var refusal = Assert.Throws<InvalidInputException>(() => LsstSimulator.Simulate(SimulatedSky.Alert(1000, 1), angular, new Seed(1)));
        Assert.Contains("white noise by 22", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("34 %", refusal.Message, StringComparison.Ordinal);
        var report = LsstSimulator
            .SimulateWithReport(SimulatedSky.Alert(1000, 1), angular with { AllowDeconvolution = true }, new Seed(1))
            .Report;
        Assert.Equal(DeconvolutionCost.Of(new KolmogorovPsf(2.1), 1.01, new KolmogorovPsf(0.734)), report.Deconvolution);
        Assert.Equal(
            317,
            LsstSimulator.Simulate(SimulatedSky.Alert(1000, 1), angular with { AllowDeconvolution = true }, new Seed(1)).Science.Flux.Width
        );
    }

    [Theory]
    [InlineData("g")]
    [InlineData("z")]
    public void Empty_pixels_have_the_bands_noise_without_correlation(string band)
    {
        var images = Enumerable
            .Range(0, 12)
            .Select(i =>
                LsstSimulator.Simulate(SimulatedSky.Alert(0, i), Default with { Band = LsstBand.Find(band)! }, new Seed(4)).Science.Flux
            )
            .ToArray();
        var (variance, product, count) = (0.0, 0.0, 0);
        foreach (var image in images)
        {
            for (var i = 0; i + 1 < image.Pixels.Length; i++)
            {
                variance += image.Pixels[i] * image.Pixels[i];
                product += image.Pixels[i] * image.Pixels[i + 1];
                count++;
            }
        }

        Assert.Equal(1, Math.Sqrt(variance / count) / LsstBand.Find(band)!.NoiseNanojansky, 0.02);
        Assert.Equal(0, product / variance, 0.02);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_variance_plane_explains_the_residuals_on_sky_and_on_a_bright_star(bool whiten)
    {
        var settings = Default with { Whiten = whiten };
        var truth = SimulatedSky.Star(SimulatedSky.Grid, 20_000);
        var (all, star) = (new List<double>(), new List<double>());
        for (var i = 0; i < 24; i++)
        {
            var simulated = LsstSimulator.SimulateWithReport(SimulatedSky.Alert(20_000, i), settings, new Seed(2));
            var expected = new Resampler(MappedGeometry.Of(63, 63, 2.1, settings).Science).Resample(truth);
            var (flux, variance) = (simulated.Alert.Science.Flux, simulated.Alert.Science.Variance!);
            for (var p = 0; p < flux.Pixels.Length; p++)
            {
                var residual = flux.Pixels[p] - (expected.Pixels[p] * simulated.Report.NanojanskyPerDn);
                all.Add(residual * residual / variance.Pixels[p]);
                if (Math.Abs((p / flux.Width) - 55) <= 2 && Math.Abs((p % flux.Width) - 55) <= 2)
                {
                    star.Add(all[^1]);
                }
            }
        }

        Assert.Equal(1, all.Average(), 0.03);
        Assert.Equal(1, star.Average(), 0.2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_alert_and_another_seed_another()
    {
        var alert = SimulatedSky.Alert(1000, 3);
        var first = LsstSimulator.Simulate(alert, Default, new Seed(1)).Difference.Flux.Pixels.ToArray();
        Assert.Equal(first, LsstSimulator.Simulate(alert, Default, new Seed(1)).Difference.Flux.Pixels.ToArray());
        Assert.NotEqual(first, LsstSimulator.Simulate(alert, Default, new Seed(2)).Difference.Flux.Pixels.ToArray());
    }

    [Fact]
    public void Pixels_missing_in_ZTF_are_missing_in_flux_and_variance_alike()
    {
        var alert = SimulatedSky.Alert(1000, 3);
        alert.Science.Flux.Row(10).Fill(float.NaN);
        var science = LsstSimulator.Simulate(alert, Default, new Seed(1)).Science;
        Assert.InRange(science.Flux.Pixels.ToArray().Count(float.IsNaN), 111, 6 * 111);
        Assert.Equal(science.Flux.Pixels.ToArray().Select(float.IsNaN), science.Variance!.Pixels.ToArray().Select(float.IsNaN));
    }

    [Fact]
    public void An_image_without_noise_cannot_be_simulated_and_says_so()
    {
        var alert = SimulatedSky.Alert(1000, 3);
        alert.Template.Flux.Pixels.Fill(7);
        var fault = Assert.Throws<InvalidInputException>(() => LsstSimulator.Simulate(alert, Default, new Seed(1)));
        Assert.Contains("template", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Seeing_is_measured_from_stars_within_its_error()
    {
        var grid = SimulatedSky.Grid;
        var scene = AnalyticScene.Sum(
            AnalyticScene.Gaussian(grid, 2.5, 30_000, -12.3, 8.1),
            AnalyticScene.Gaussian(grid, 2.5, 8_000, 14.2, -11),
            AnalyticScene.Gaussian(grid, 5, 50_000, 1, 20)
        );
        var random = new Seed(8).CreateSource();
        foreach (ref var pixel in scene.Pixels)
        {
            pixel += 8 * random.NextNormal();
        }

        var seeing = SeeingMeasurement.Of(scene, 8)!;
        Assert.InRange(seeing.ErrorPixels!.Value, 1e-4, 0.02);
        Assert.InRange(Math.Abs(seeing.FwhmPixels - (2.5 / 1.01)), 0, 4 * seeing.ErrorPixels.Value);
        Assert.Null(SeeingMeasurement.Of(new Image<double>(63, 63), 8));
    }
}
