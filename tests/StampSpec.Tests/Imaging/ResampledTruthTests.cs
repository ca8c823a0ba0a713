using System.Globalization;
using System.Text.Json;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;
using StampSpec.Imaging.Simulation;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

/// <summary>Compares resampled scenes with their expected images: closed forms here, the peer's reference images beside the
/// checkout.</summary>
public sealed class ResampledTruthTests
{
    public static TheoryData<string> Cases => ["gauss-broaden", "gauss-upsample", "glints", "moffat-pixel-analog", "moffat-seeing-scaled"];

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_reference_scene_comes_nearer_to_its_truth_than_the_peer_brings_it(string name)
    {
        var folder = Repository.SharedPath("reference", "psf", name);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        var truth = Read(folder, "truth.fits");
        using var temporary = new TemporaryFolder();
        var (from, to) = (json.RootElement.GetProperty("source"), json.RootElement.GetProperty("target"));
        var run = CommandLine.Run(
            "resample",
            Path.Combine(folder, "source.fits"),
            temporary["out.fits"],
            "--source-psf",
            Psf(from),
            "--source-scale",
            Text(from, "scale"),
            "--target-psf",
            Psf(to),
            "--target-scale",
            Text(to, "scale"),
            "--target-pixels",
            Text(to, "pixels"),
            "--dilate",
            Text(json.RootElement, "dilate")
        );
        Assert.True(run.ExitCode == 0, run.Error);
        var result = Read(temporary.Path, "out.fits");
        // The stated error and that of the peer's image differ by its rounding. Both of us lose the light beyond the frame of the source.
        var peerFlux = Math.Max(
            json.RootElement.GetProperty("galsim_flux_error").GetDouble(),
            Math.Abs((AnalyticScene.Total(Read(folder, "galsim.fits")) / AnalyticScene.Total(truth)) - 1)
        );
        Assert.InRange(
            AnalyticScene.ErrorOverPeak(result, truth, json.RootElement.GetProperty("margin_pixels").GetInt32()),
            0,
            json.RootElement.GetProperty("galsim_max_error_over_peak").GetDouble()
        );
        Assert.InRange(Math.Abs((AnalyticScene.Total(result) / AnalyticScene.Total(truth)) - 1), 0, 1.001 * peerFlux);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.3, -0.4)]
    [InlineData(7.1, -3.3)]
    public void A_point_anywhere_on_the_grid_is_drawn_anew_through_elliptical_Moffats(double x, double y)
    {
        var (source, target) = (new PixelGrid(63, 63, 1.01), new PixelGrid(111, 111, 0.2));
        var (before, after) = (new Ellipticity(0.1, 0.05), new Ellipticity(-0.05, 0.08));
        var plan = new ResamplingPlan(
            source,
            new MoffatPsf(2, 3.5) { Shape = before },
            target,
            new MoffatPsf(0.83, 4.765) { Shape = after }
        )
        {
            Dilation = 0.365,
        };
        var result = new CompactSourceCorrection(new Resampler(plan)).Resample(AnalyticScene.Moffat(source, 2, 3.5, 500, x, y, before));
        var truth = AnalyticScene.Moffat(target, 0.83, 4.765, 500, x * 0.365, y * 0.365, after);
        Assert.InRange(AnalyticScene.ErrorOverPeak(result, truth), 0, 1e-3);
    }

    [Fact]
    public void A_point_on_a_host_goes_from_a_fine_grid_to_a_coarse_one()
    {
        var (source, target) = (new PixelGrid(201, 201, 0.2), new PixelGrid(41, 41, 1.01));
        var plan = new ResamplingPlan(source, new GaussianPsf(0.8), target, new GaussianPsf(2.2));
        var result = new CompactSourceCorrection(new Resampler(plan)).Resample(PointAndHost(source, 0.8));
        var truth = PointAndHost(target, 2.2);
        Assert.InRange(AnalyticScene.ErrorOverPeak(result, truth, 4), 0, 1e-4);
        Assert.InRange(Math.Abs((AnalyticScene.Total(result) / AnalyticScene.Total(truth)) - 1), 0, 1e-4);
    }

    [Fact]
    public void A_point_on_a_host_goes_from_a_coarse_grid_to_a_fine_one()
    {
        var (source, target) = (new PixelGrid(63, 63, 1.01), new PixelGrid(251, 251, 0.2));
        var plan = new ResamplingPlan(source, new GaussianPsf(2.1), target, new GaussianPsf(2.3));
        var resampler = new Resampler(plan);
        var linear = AnalyticScene.ErrorOverPeak(resampler.Resample(PointAndHost(source, 2.1)), PointAndHost(target, 2.3), 20);
        var corrected = AnalyticScene.ErrorOverPeak(
            new CompactSourceCorrection(resampler).Resample(PointAndHost(source, 2.1)),
            PointAndHost(target, 2.3),
            20
        );
        Assert.InRange(linear, 0, 1e-2);
        Assert.InRange(corrected, 0, Math.Min(2e-3, linear / 2));
    }

    [Theory]
    [InlineData(2.2)]
    [InlineData(2.6)]
    [InlineData(4)]
    public void Compact_light_that_is_no_point_is_not_taken_for_one(double fwhm)
    {
        var (source, target) = (new PixelGrid(63, 63, 1.01), new PixelGrid(111, 111, 0.2));
        var plan = new ResamplingPlan(source, new GaussianPsf(2), target, new GaussianPsf(0.8)) { Dilation = 0.365 };
        var image = AnalyticScene.Gaussian(source, fwhm, 500, 0.4, -0.2);
        // The scene itself is a Gaussian, dilated with the scene, between the PSF and the image.
        var after = Math.Sqrt((0.8 * 0.8) + (Math.Pow(0.365, 2) * ((fwhm * fwhm) - 4)));
        var truth = AnalyticScene.Gaussian(target, after, 500, 0.4 * 0.365, -0.2 * 0.365);
        Assert.InRange(AnalyticScene.ErrorOverPeak(new CompactSourceCorrection(new Resampler(plan)).Resample(image), truth), 0, 5e-4);
    }

    [Fact]
    public void Padding_keeps_far_wings_from_coming_back()
    {
        var (source, target) = (new PixelGrid(201, 201, 0.2), new PixelGrid(31, 31, 1.01));
        var plan = new ResamplingPlan(source, new KolmogorovPsf(0.8), target, new KolmogorovPsf(2.5)) { PaddingFactor = 4 };
        var point = ImpulseRenderer.Draw(plan.SourcePsf, 201, 0.2);
        double Flux(double padding) => AnalyticScene.Total(new Resampler(plan with { PaddingFactor = padding }).Resample(point));
        var far = Flux(8);
        Assert.Equal(far, Flux(4), 3e-5);
        Assert.InRange(Flux(1) - far, 1e-4, 2e-3);
    }

    // The host is a sum of Gaussians, narrow ones inside, as galaxies' profiles are often modelled: each stays a Gaussian under a Gaussian
    // PSF.
    private static Image<double> PointAndHost(PixelGrid grid, double fwhm) =>
        AnalyticScene.Sum(
            AnalyticScene.Gaussian(grid, fwhm, 800, 0.3, -0.4),
            AnalyticScene.Gaussian(grid, Math.Sqrt((fwhm * fwhm) + 1), 200, 3, 2),
            AnalyticScene.Gaussian(grid, Math.Sqrt((fwhm * fwhm) + 6), 700, 3, 2),
            AnalyticScene.Gaussian(grid, Math.Sqrt((fwhm * fwhm) + 25), 1500, 3, 2)
        );

    private static string Psf(JsonElement image)
    {
        var psf = image.GetProperty("psf");
        var text = $"{psf.GetProperty("profile").GetString()}:{Text(psf, "fwhm")}";
        text += psf.TryGetProperty("beta", out _) ? ":" + Text(psf, "beta") : string.Empty;
        return psf.TryGetProperty("e1", out _) ? $"{text}:{Text(psf, "e1")},{Text(psf, "e2")}" : text;
    }

    private static string Text(JsonElement element, string property) =>
        element.GetProperty(property).GetDouble().ToString("R", CultureInfo.InvariantCulture);

    private static Image<double> Read(string folder, string file) =>
        FitsFile.Read(File.ReadAllBytes(Path.Combine(folder, file))).Hdus[0].ReadDouble();
}
