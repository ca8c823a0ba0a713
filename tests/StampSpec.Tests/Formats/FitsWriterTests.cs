using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats;

public sealed class FitsWriterTests
{
    [SeededProperty]
    public void Pixels_of_every_bit_pattern_come_back_bit_for_bit(NonEmptyArray<int> bits)
    {
        float[] values = [.. bits.Get.Select(BitConverter.Int32BitsToSingle)];
        var image = FitsImage.From(new Image<float>(values.Length, 1, values));
        var read = FitsFile.Read(FitsWriter.Write(new FitsImageHdu(image, []))).Hdus[0].ReadSingle();
        Assert.Equal(Bits(values), Bits(read.Pixels));
    }

    [Fact]
    public void Doubles_cubes_and_scaled_integers_come_back()
    {
        var psf = new Image<double>(2, 1, [Math.PI, double.NaN]);
        var planes = new[] { new Image<float>(1, 2, [1, 2]), new Image<float>(1, 2, [3, 4]) };
        var file = FitsFile.Read(
            FitsWriter.Write(
                new FitsImageHdu(FitsImage.None, [FitsCard.Text("ORIGIN", "StampSpec")]),
                new FitsImageHdu(FitsImage.From(psf), [], "PSFIMAGE"),
                new FitsImageHdu(FitsImage.From(planes), []),
                new FitsImageHdu(FitsImage.FromInt16(2, 1, [-5, 32767]), [FitsCard.Real("BSCALE", 0.5), FitsCard.Integer("BLANK", 32767)])
            )
        );
        Assert.False(file.Hdus[0].HasImage);
        Assert.Equal(psf.Pixels.ToArray(), file["PSFIMAGE"]!.ReadDouble().Pixels.ToArray());
        Assert.Equal([3f, 4f], file.Hdus[2].ReadSingle(1).Pixels.ToArray());
        Assert.Equal([-2.5, double.NaN], file.Hdus[3].ReadDouble().Pixels.ToArray());
    }

    [Fact]
    public void A_cutout_of_three_units_has_the_size_that_rubin_ships()
    {
        var image = FitsImage.From(new Image<float>(30, 30));
        var psf = FitsImage.From(new Image<double>(41, 41));
        var file = FitsWriter.Write(
            new FitsImageHdu(image, []),
            new FitsImageHdu(image, [], "UNCERT"),
            new FitsImageHdu(psf, [], "PSFIMAGE")
        );
        Assert.Equal(34_560, file.Length);
    }

    [Fact]
    public void Cards_stand_in_fixed_format()
    {
        string[] expected =
        [
            "SIMPLE  =                    T / conforms to FITS standard",
            "BITPIX  =                  -32 / array data type",
            "NAXIS   =                    2 / number of array dimensions",
            "NAXIS1  =                    1",
            "NAXIS2  =                    1",
            "SCALE   =                1E-05 / small".Replace("  1E", "1.0E", StringComparison.Ordinal),
            "COUNT   =                 -7.0",
            "BUNIT   = 'nJy     '           / unit",
            "WHO     = 'O''Hara '",
            "COMMENT remark",
            "END",
        ];
        var header = Encoding.ASCII.GetString(
            FitsWriter.Write(
                new FitsImageHdu(
                    FitsImage.From(new Image<float>(1, 1)),
                    [
                        FitsCard.Real("SCALE", 1e-5, "small"),
                        FitsCard.Real("COUNT", -7),
                        FitsCard.Text("BUNIT", "nJy", "unit"),
                        FitsCard.Text("WHO", "O'Hara"),
                        new FitsCard("COMMENT", null, "remark"),
                    ]
                )
            )
        );
        Assert.Equal(expected, header[..2880].Chunk(80).Select(c => new string(c).TrimEnd()).Take(expected.Length));
    }

    [SeededProperty]
    public Property Any_printable_string_and_any_finite_number_come_back()
    {
        var text = Gen.Choose(' ', '~').Select(c => (char)c).ArrayOf().Select(c => new string(c).TrimEnd(' ')).Where(t => !t.EndsWith('&'));
        var longText = text.Resize(300);
        var number = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);
        return Prop.ForAll(longText.ToArbitrary(), number.ToArbitrary(), (t, x) =>
        {
            var header = FitsFile
                .Read(FitsWriter.Write(new FitsImageHdu(FitsImage.None, [FitsCard.Text("TEXT", t), FitsCard.Real("NUMBER", x)])))
                .Hdus[0]
                .Header;
            Assert.Equal(t, header.Text("TEXT"));
            Assert.Equal(x, header.Real("NUMBER"));
        });
    }

    [Fact]
    public void Cards_that_no_header_can_hold_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Write(FitsCard.Integer("lower", 1)));
        Assert.Throws<ArgumentException>(() => Write(FitsCard.Integer("TOOLONGKEY", 1)));
        Assert.Throws<ArgumentException>(() => Write(FitsCard.Text("UNIT", "\u00B5Jy")));
        Assert.Throws<ArgumentException>(() => Write(FitsCard.Integer("NAXIS1", 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => FitsCard.Real("NAN", double.NaN));
    }

    private static byte[] Write(FitsCard card) => FitsWriter.Write(new FitsImageHdu(FitsImage.None, [card]));

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
