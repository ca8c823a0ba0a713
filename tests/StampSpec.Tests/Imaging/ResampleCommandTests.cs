using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Imaging;

public sealed class ResampleCommandTests
{
    [Theory]
    [InlineData("gaussian:0", "1.0", "FWHM")]
    [InlineData("gauss:2", "1.0", "write gaussian:FWHM")]
    [InlineData("gaussian:2", "-1", "--source-scale")]
    public void Wrong_options_are_named_and_nothing_is_written(string psf, string scale, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["in.fits"], FitsWriter.Write(new FitsImageHdu(FitsImage.From(new Image<double>(9, 9)), [])));
        var run = Run(folder, folder["in.fits"], psf, scale);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.fits"]));
    }

    [Theory]
    [InlineData("gaussian:2", "1e-300", "9", "1", "more than 16384 times the finest structure of 1E-300 arcsec")]
    [InlineData("gaussian:2", "1", "8192", "1e9", "more than 16384 times the finest structure of 1 arcsec")]
    [InlineData(
        "gaussian:2",
        "1",
        "111",
        "2000",
        "the grids and PSFs reach over 3.331E+05 arcsec with their margins, more than 16384 times "
    )]
    [InlineData(
        "double-gaussian:1e-200:1e200:0.5",
        "1",
        "9",
        "1",
        "error psf.fwhm: the FWHM 1E-200 of 'double-gaussian:1e-200:1e200:0.5' is not supported; write a FWHM from 0.001 to 1000 arcsec\n"
    )]
    [InlineData(
        "gaussian:0",
        "1",
        "9",
        "1",
        "error psf.fwhm: the FWHM 0 of 'gaussian:0' is not supported; write a FWHM from 0.001 to 1000 arcsec\n"
    )]
    public void Sizes_and_widths_that_no_memory_holds_are_refused(
        string psf,
        string scale,
        string pixels,
        string targetScale,
        string expected
    )
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["in.fits"], FitsWriter.Write(new FitsImageHdu(FitsImage.From(new Image<double>(9, 9)), [])));
        var run = Run(folder, folder["in.fits"], psf, scale, pixels, targetScale);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.fits"]));
    }

    [Fact]
    public void Sharpening_states_its_noise_gain_and_lost_power()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["in.fits"], FitsWriter.Write(new FitsImageHdu(FitsImage.From(new Image<double>(9, 9)), [])));
        var run = CommandLine.Run(
            "resample",
            folder["in.fits"],
            folder["out.fits"],
            "--source-psf",
            "kolmogorov:2.0",
            "--source-scale",
            "1.01",
            "--target-psf",
            "kolmogorov:1.0",
            "--target-scale",
            "0.2",
            "--target-pixels",
            "41"
        );
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("noise gain 12.0, lost power 14.8 %", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("noise gain", Run(folder, folder["in.fits"], "gaussian:2", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_does_not_exist_or_holds_no_FITS_is_wrong_input()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, Run(folder, folder["absent.fits"], "gaussian:2", "1").ExitCode);
        File.WriteAllText(folder["text.fits"], "no image");
        var run = Run(folder, folder["text.fits"], "gaussian:2", "1");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("text.fits", run.Error, StringComparison.Ordinal);
    }

    private static CommandLineResult Run(
        TemporaryFolder folder,
        string input,
        string psf,
        string scale,
        string targetPixels = "9",
        string targetScale = "1"
    ) =>
        CommandLine.Run(
            "resample",
            input,
            folder["out.fits"],
            "--source-psf",
            psf,
            "--source-scale",
            scale,
            "--target-psf",
            "gaussian:3",
            "--target-scale",
            targetScale,
            "--target-pixels",
            targetPixels
        );
}
