using StampSpec.Alerts;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats.Tiles;

/// <summary>
/// Tile-compressed images are read in every place where images are read: cutouts of both surveys, inspected packets, files to resample.
/// </summary>
public sealed class CompressedImageTests
{
    private static readonly FitsTileSettings Settings = new(4, 77);

    [Fact]
    public void A_packet_with_compressed_cutouts_is_read_cut_and_inspected()
    {
        using var folder = new TemporaryFolder();
        var sky = Noise(63, 63);
        var record = ZtfPacketFile.Record(1);
        record["cutoutScience"] = ZtfPacketFile.Cutout(ZtfPacketFile.Gzip(Compressed(sky)));
        record["cutoutTemplate"] = ZtfPacketFile.Cutout(Compressed(sky));
        File.WriteAllBytes(folder["1.avro"], ZtfPacketFile.Container([record]));
        var alert = Assert.Single(AlertFiles.Read([folder["1.avro"]])).Alert!;
        Assert.Equal(Restored(sky).Pixels.ToArray(), alert.Science.Flux.Pixels.ToArray());
        Assert.Equal(Restored(sky).Pixels.ToArray(), alert.Template.Flux.Pixels.ToArray());
        Assert.Contains(
            "63 x 63 pixels, 3969 of 3969 finite",
            CommandLine.Run("inspect", folder["1.avro"]).Output,
            StringComparison.Ordinal
        );
        var cut = CommandLine.Run("cut", "ztf-multiscale", folder["1.avro"], "--out", folder["stamps"]);
        Assert.Equal(0, cut.ExitCode);
        Assert.Contains("1 alerts cut, 0 skipped", cut.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_Rubin_cutout_has_its_flux_variance_PSF_and_coordinates()
    {
        var (flux, variance, psf) = (Noise(30, 30), Noise(30, 30), Noise(41, 41));
        FitsCard[] wcs = [FitsCard.Real("CRVAL1", 150.5), FitsCard.Real("CRVAL2", -2.25), FitsCard.Real("CRPIX1", 15.5)];
        var cutout = LsstCutout.Read(
            CutoutKind.Science,
            FitsWriter.Write(
                new FitsImageHdu(FitsImage.None, []),
                FitsTileWriter.Compress(flux, Settings, wcs),
                FitsTileWriter.Compress(variance, Settings, [FitsCard.Text("UTYPE", "VarianceUncertainty")], "UNCERT"),
                FitsTileWriter.Compress(psf, Settings, [], "PSFIMAGE")
            )
        );
        Assert.Equal(Restored(flux).Pixels.ToArray(), cutout.Flux.Pixels.ToArray());
        Assert.Equal(Restored(variance).Pixels.ToArray(), cutout.Variance!.Pixels.ToArray());
        Assert.Equal(Restored(psf).To<double>().Pixels.ToArray(), cutout.Psf!.Pixels.ToArray());
        Assert.Equal((150.5, -2.25, 15.5), (cutout.Wcs!.RightAscensionDeg, cutout.Wcs.DeclinationDeg, cutout.Wcs.ReferenceColumn));
    }

    [Fact]
    public void A_compressed_variance_is_not_taken_for_a_flux_that_is_missing()
    {
        var file = FitsWriter.Write(new FitsImageHdu(FitsImage.None, []), FitsTileWriter.Compress(Noise(30, 30), Settings, [], "UNCERT"));
        var refused = Assert.Throws<InvalidInputException>(() => LsstCutout.Read(CutoutKind.Science, file));
        Assert.Equal("fits.no-image", refused.Diagnostics[0].Code);
    }

    [Fact]
    public void A_compressed_file_is_resampled_as_its_decompressed_pixels_are()
    {
        using var folder = new TemporaryFolder();
        var sky = Noise(21, 21);
        File.WriteAllBytes(folder["plain.fits"], FitsWriter.Write(new FitsImageHdu(FitsImage.From(Restored(sky)), [])));
        File.WriteAllBytes(folder["compressed.fits.fz"], Compressed(sky));
        Assert.Equal(
            (0, 0),
            (Resample(folder, "plain.fits", "a.fits").ExitCode, Resample(folder, "compressed.fits.fz", "b.fits").ExitCode)
        );
        Assert.Equal(File.ReadAllBytes(folder["a.fits"]), File.ReadAllBytes(folder["b.fits"]));
    }

    [Theory]
    [InlineData("ZCMPTYPE= 'RICE_1  '", "ZCMPTYPE= 'GZIP_1  '", "ZCMPTYPE is GZIP_1; only RICE_1 is supported")]
    [InlineData("ZBITPIX =                  -32", "ZBITPIX =                   16", "ZBITPIX is 16; only -32 and -64 are supported")]
    public void Another_compression_is_refused_with_what_to_do(string card, string otherwise, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = Compressed(Noise(21, 21));
        var at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(card));
        Assert.True(at > 0);
        System.Text.Encoding.ASCII.GetBytes(otherwise, file.AsSpan(at));
        File.WriteAllBytes(folder["in.fits.fz"], file);
        var run = Resample(folder, "in.fits.fz", "out.fits");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("in.fits.fz", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("funpack", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out.fits"]));
    }

    private static CommandLineResult Resample(TemporaryFolder folder, string input, string output) =>
        CommandLine.Run(
            "resample",
            folder[input],
            folder[output],
            "--source-psf",
            "gaussian:2",
            "--source-scale",
            "1",
            "--target-psf",
            "gaussian:3",
            "--target-scale",
            "1",
            "--target-pixels",
            "15"
        );

    private static byte[] Compressed(Image<float> image) =>
        FitsWriter.Write(new FitsImageHdu(FitsImage.None, []), FitsTileWriter.Compress(image, Settings, []));

    private static Image<float> Restored(Image<float> image) => FitsTileReader.Read(FitsFile.Read(Compressed(image)).Hdus[1]);

    private static Image<float> Noise(int width, int height)
    {
        var source = new Seed(11).CreateSource();
        var image = new Image<float>(width, height);
        foreach (ref var pixel in image.Pixels)
        {
            pixel = (float)(250 + (12 * source.NextNormal()));
        }

        return image;
    }
}
