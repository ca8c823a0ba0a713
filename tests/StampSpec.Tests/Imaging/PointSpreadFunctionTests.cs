using MathNet.Numerics;
using MathNet.Numerics.Integration;
using StampSpec.Common;
using StampSpec.Imaging.Psf;
using StampSpec.Imaging.Resampling;

namespace StampSpec.Tests.Imaging;

public sealed class PointSpreadFunctionTests
{
    [Theory]
    [InlineData(1.5)]
    [InlineData(2.5)]
    public void A_Moffat_of_half_integer_order_has_its_elementary_transform(double beta)
    {
        var psf = new MoffatPsf(2, beta);
        var radius = 1 / Math.Sqrt(Math.Pow(2, 1 / beta) - 1);
        for (var k = 0.001; k < 12; k *= 1.3)
        {
            var z = k * radius;
            var expected = Math.Exp(-z) * (beta == 1.5 ? 1 : 1 + z);
            Assert.Equal(expected, psf.Transform(k, 0).Real, 1e-8);
        }
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(4.765)]
    public void A_Moffat_transform_is_the_Hankel_transform_of_its_profile(double beta)
    {
        var psf = new MoffatPsf(2, beta);
        var radius = 1 / Math.Sqrt(Math.Pow(2, 1 / beta) - 1);
        foreach (var k in (double[])[0.2, 1, 2.5])
        {
            var expected = GaussLegendreRule.Integrate(
                r =>
                    2
                    * (beta - 1)
                    / (radius * radius)
                    * r
                    * Math.Pow(1 + (r * r / (radius * radius)), -beta)
                    * SpecialFunctions.BesselJ(0, k * r),
                0,
                150,
                1024
            );
            Assert.Equal(expected, psf.Transform(0, k).Real, 2e-6);
        }
    }

    [Fact]
    public void The_Kolmogorov_profile_falls_to_half_at_half_its_FWHM()
    {
        double Profile(double r) =>
            GaussLegendreRule.Integrate(k => k * Math.Exp(-Math.Pow(k, 5.0 / 3)) * SpecialFunctions.BesselJ(0, k * r), 0, 14, 512);
        Assert.Equal(Profile(0) / 2, Profile(KolmogorovPsf.ScaleTimesFwhm / 2), 1e-6);
        Assert.Equal(Math.Exp(-1), new KolmogorovPsf(0.8).Transform(KolmogorovPsf.ScaleTimesFwhm / 0.8, 0).Real, 1e-12);
    }

    [Fact]
    public void A_distortion_stretches_its_own_axis_and_keeps_the_area()
    {
        var psf = new GaussianPsf(1) { Shape = new Ellipticity(0.2, 0) };
        var sigma = 1 / Math.Sqrt(8 * Math.Log(2));
        var (a2, b2) = (Math.Sqrt(1.2 / 0.8), Math.Sqrt(0.8 / 1.2));
        Assert.Equal(Math.Exp(-0.5 * 4 * sigma * sigma * a2), psf.Transform(2, 0).Real, 1e-12);
        Assert.Equal(Math.Exp(-0.5 * 4 * sigma * sigma * b2), psf.Transform(0, 2).Real, 1e-12);
        var diagonal = new GaussianPsf(1) { Shape = new Ellipticity(0, 0.2) };
        Assert.Equal(psf.Transform(2, 0).Real, diagonal.Transform(Math.Sqrt(2), Math.Sqrt(2)).Real, 1e-12);
    }

    [Fact]
    public void A_PSF_image_has_the_transform_and_the_width_of_the_function_that_it_samples()
    {
        var image = AnalyticScene.Gaussian(new PixelGrid(41, 41, 0.2), 0.8, 17);
        var sampled = new SampledPsf(image, 0.2);
        var gaussian = new GaussianPsf(0.8);
        Assert.Equal(gaussian.FwhmArcsec, sampled.FwhmArcsec, 0.02);
        foreach (var (kx, ky) in ((double, double)[])[(0, 0), (1.5, 2), (-4, 3), (8, 0)])
        {
            Assert.Equal(gaussian.Transform(kx, ky).Real, sampled.Transform(kx, ky).Real, 1e-9);
        }

        Assert.Equal(0, sampled.Transform(Math.PI / 0.2 * 1.01, 0).Magnitude);
    }

    [Fact]
    public void A_double_Gaussian_with_all_light_in_its_core_is_a_Gaussian_and_a_halo_widens_it()
    {
        Assert.Equal(0.8, new DoubleGaussianPsf(0.8, 2, 0).FwhmArcsec, 1e-9);
        Assert.InRange(new DoubleGaussianPsf(0.8, 2, 0.2).FwhmArcsec, 0.81, 0.9);
    }

    [Theory]
    [InlineData("gaussian:2.0")]
    [InlineData("moffat:2.0:3.5:0.1,-0.05")]
    [InlineData("kolmogorov:0.73:0.1,0.05")]
    [InlineData("double-gaussian:0.8:2:0.1")]
    public void Every_form_of_the_notation_is_read(string text)
    {
        var psf = PsfNotation.Parse(text);
        Assert.Equal(1, psf.Transform(0, 0).Real, 1e-9);
        Assert.Equal(text.Contains(',', StringComparison.Ordinal), psf.Transform(1, 0) != psf.Transform(0, 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gaussian")]
    [InlineData("gaussian:-1")]
    [InlineData("gaussian:x")]
    [InlineData("moffat:2")]
    [InlineData("moffat:2:1")]
    [InlineData("airy:2")]
    [InlineData("gaussian:2:0.8,0.7")]
    [InlineData("gaussian:2:0.1,0.1,0.1")]
    [InlineData("0.1,0.1")]
    public void What_is_no_PSF_is_refused(string text)
    {
        Assert.Throws<InvalidInputException>(() => PsfNotation.Parse(text));
    }
}
