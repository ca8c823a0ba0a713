using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats;

public sealed class FitsPeerTests
{
    [SkippableFact]
    public void Astropy_reads_our_files_and_fitsverify_finds_no_fault()
    {
        using var folder = new TemporaryFolder();
        var pixels = Enumerable.Range(0, 35).Select(i => i == 4 ? float.NaN : MathF.Sqrt(i) - 2).ToArray();
        File.WriteAllBytes(
            folder["ours.fits"],
            FitsWriter.Write(
                new FitsImageHdu(
                    FitsImage.From(new Image<float>(7, 5, pixels)),
                    [
                        FitsCard.Text("BUNIT", "nJy"),
                        FitsCard.Real("EXPTIME", 51.90937507036),
                        FitsCard.Text("LONGSTRN", "OGIP 1.0"),
                        FitsCard.Text("LONGTEXT", new string('x', 65) + "'" + new string('y', 90)),
                    ]
                ),
                new FitsImageHdu(FitsImage.From(new Image<double>(2, 1, [Math.PI, -1e-300])), [], "PSFIMAGE"),
                new FitsImageHdu(
                    FitsImage.FromInt16(2, 2, [1, -2, 3, -32768]),
                    [FitsCard.Real("BSCALE", 0.25), FitsCard.Real("BZERO", 8), FitsCard.Integer("BLANK", -32768)],
                    "SCALED"
                )
            )
        );
        Assert.Equal("3 units agree", PeerScript.Run("fits_read_ours.py", ["astropy", "numpy"], folder["ours.fits"]).Trim());
    }

    [SkippableFact]
    public void We_read_what_astropy_writes_in_every_number_type()
    {
        using var folder = new TemporaryFolder();
        PeerScript.Run("fits_write_theirs.py", ["astropy", "numpy"], folder.Path);
        foreach (var type in new[] { "uint8", "int16", "uint16", "int32", "int64", "float32", "float64" })
        {
            var hdu = FitsFile.Read(File.ReadAllBytes(folder[type + ".fits"])).Hdus[0];
            Assert.Equal(
                Enumerable.Range(0, 24).Select(i => 10d * i),
                hdu.ReadDouble().Pixels.ToArray().Concat(hdu.ReadDouble(1).Pixels.ToArray())
            );
            Assert.Equal((4, 3, 2), (hdu.Width, hdu.Height, hdu.Planes));
            Assert.Equal(new string('z', 150), hdu.Header.Text("LONGTEXT"));
        }
    }
}
