using System.Globalization;
using StampSpec.Common;
using StampSpec.Formats.Fits;

namespace StampSpec.Tests.Formats;

public sealed class FitsFileTests
{
    [Theory]
    [InlineData(8, new byte[] { 7, 255 }, new double[] { 7, 255 })]
    [InlineData(16, new byte[] { 0xFF, 0xFE, 0x01, 0x00 }, new double[] { -2, 256 })]
    [InlineData(32, new byte[] { 0xFF, 0xFF, 0xFF, 0xFD, 0, 1, 0, 0 }, new double[] { -3, 65536 })]
    [InlineData(
        64,
        new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0, 0, 1, 0, 0, 0, 0, 0 },
        new double[] { -4, 1099511627776 }
    )]
    [InlineData(-32, new byte[] { 0x3F, 0xC0, 0, 0, 0x7F, 0xC0, 0, 0 }, new[] { 1.5, double.NaN })]
    [InlineData(-64, new byte[] { 0xBF, 0xF0, 0, 0, 0, 0, 0, 0, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0 }, new[] { -1, double.PositiveInfinity })]
    public void Every_number_type_is_read_big_endian(int bits, byte[] data, double[] expected)
    {
        var hdu = Assert.Single(FitsFile.Read(FitsBytes.File(FitsBytes.Primary(bits, 2, 1), data)).Hdus);
        Assert.Equal(expected, hdu.ReadDouble().Pixels.ToArray());
        Assert.Equal(expected.Select(v => (float)v), hdu.ReadSingle().Pixels.ToArray());
    }

    [Fact]
    public void The_first_axis_runs_along_columns()
    {
        var image = FitsFile.Read(FitsBytes.File(FitsBytes.Primary(8, 3, 2), 1, 2, 3, 4, 5, 6)).Hdus[0].ReadSingle();
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(4, image[1, 0]);
    }

    [Fact]
    public void Integers_are_scaled_and_blank_ones_are_missing()
    {
        string[] cards =
        [
            .. FitsBytes.Primary(16, 3, 1),
            "BZERO   =              32768.0",
            "BSCALE  = 5D-1",
            "BLANK   =                   -1",
        ];
        var hdu = FitsFile.Read(FitsBytes.File(cards, 0x80, 0x00, 0xFF, 0xFF, 0x00, 0x02)).Hdus[0];
        Assert.Equal([16384, double.NaN, 32769], hdu.ReadDouble().Pixels.ToArray());
        Assert.Equal([16384f, float.NaN, 32769f], hdu.ReadSingle().Pixels.ToArray());
    }

    [Fact]
    public void Unsigned_64_bit_integers_are_exact()
    {
        byte[] data = [0x80, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0x03, 0xE9, 0x80, 0x20, 0, 0, 0, 0, 0, 0];
        var hdu = FitsFile.Read(FitsBytes.File([.. FitsBytes.Primary(64, 3, 1), "BZERO   =  9223372036854775808"], data)).Hdus[0];
        Assert.Equal([0, 1001, 9007199254740992], hdu.ReadDouble().Pixels.ToArray());
        Assert.Equal([0f, 1001f, 9007199254740992f], hdu.ReadSingle().Pixels.ToArray());
    }

    [Theory]
    [InlineData("BZERO   =  9223372036854775808", 0x80, "9007199254740993")]
    [InlineData("OBJECT  = 'signed'", 0, "9007199254740993")]
    [InlineData("OBJECT  = 'signed'", 0xFF, "-63050394783186943")]
    public void A_64_bit_integer_with_more_digits_than_a_double_is_refused(string card, byte first, string value)
    {
        byte[] data = [first, 0x20, 0, 0, 0, 0, 0, 1];
        var hdu = FitsFile.Read(FitsBytes.File([.. FitsBytes.Primary(64, 1, 1), card], data)).Hdus[0];
        Assert.Equal(
            $"byte 2880: error fits.integer-digits: the pixel {value} has more digits than double precision, in which images are read; "
                + "store the image as 64-bit floating point (BITPIX -64) if the last digits do not matter",
            Assert.Throws<InvalidInputException>(() => hdu.ReadDouble()).Diagnostics[0].ToString()
        );
        Assert.Equal(float.Parse(value, CultureInfo.InvariantCulture), hdu.ReadSingle()[0, 0]);
    }

    [Fact]
    public void Floating_point_pixels_are_scaled_too()
    {
        string[] cards = [.. FitsBytes.Primary(-32, 1, 1), "BZERO   =                   10", "BSCALE  =                    2"];
        var hdu = FitsFile.Read(FitsBytes.File(cards, 0x3F, 0xC0, 0, 0)).Hdus[0];
        Assert.Equal(13f, Assert.Single(hdu.ReadSingle().Pixels.ToArray()));
        Assert.Equal(13d, Assert.Single(hdu.ReadDouble().Pixels.ToArray()));
    }

    [Fact]
    public void The_free_format_simple_card_of_ztf_is_accepted_and_a_file_that_denies_the_standard_is_not()
    {
        string[] cards = ["SIMPLE  =  T", .. FitsBytes.Primary(8, 1, 1).Skip(1)];
        Assert.Equal(9, FitsFile.Read(FitsBytes.File(cards, 9)).Hdus[0].ReadSingle()[0, 0]);
        cards[0] = "SIMPLE  =                    F";
        FitsErrors.AssertRefused(FitsBytes.File(cards, 9), "fits.not-simple", 0);
    }

    [Theory]
    [InlineData(new int[0], 0, 0, 0)]
    [InlineData(new[] { 4 }, 4, 1, 1)]
    [InlineData(new[] { 4, 0 }, 0, 0, 0)]
    [InlineData(new[] { 2, 2, 3 }, 2, 2, 3)]
    public void Zero_to_three_axes_have_their_width_height_and_planes(int[] axes, int width, int height, int planes)
    {
        var hdu = FitsFile.Read(FitsBytes.File(FitsBytes.Primary(8, axes), new byte[width * height * planes])).Hdus[0];
        Assert.Equal((width, height, planes), (hdu.Width, hdu.Height, hdu.Planes));
        Assert.Equal(planes > 0, hdu.HasImage);
    }

    [Fact]
    public void A_plane_of_a_cube_is_read_by_its_index()
    {
        var hdu = FitsFile.Read(FitsBytes.File(FitsBytes.Primary(8, 2, 1, 2), 1, 2, 3, 4)).Hdus[0];
        Assert.Equal([3f, 4f], hdu.ReadSingle(1).Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => hdu.ReadSingle(2));
    }

    [Fact]
    public void Extensions_are_found_by_name_and_other_kinds_keep_their_bytes()
    {
        byte[] file =
        [
            .. FitsBytes.Header(FitsBytes.Primary(8)),
            .. FitsBytes.File(
                ["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 2", "NAXIS2  = 1", "PCOUNT  = 3", "GCOUNT  = 1"],
                1,
                2,
                3,
                4,
                5
            ),
            .. FitsBytes.File(
                ["XTENSION= 'IMAGE   '", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 1", "PCOUNT  = 0", "GCOUNT  = 1", "EXTNAME = 'UNCERT  '"],
                42
            ),
        ];
        var fits = FitsFile.Read(file);
        Assert.Equal(3, fits.Hdus.Count);
        Assert.Equal([1, 2, 3, 4, 5], fits.Hdus[1].Data.ToArray());
        Assert.False(fits.Hdus[1].HasImage);
        Assert.Equal(42, fits["UNCERT"]!.ReadSingle()[0, 0]);
        Assert.Null(fits["PSFIMAGE"]);
    }

    [Fact]
    public void Missing_padding_of_the_last_block_is_forgiven_missing_pixels_are_not()
    {
        var file = FitsBytes.File(FitsBytes.Primary(8, 2, 2), 1, 2, 3, 4);
        Assert.Equal(4, FitsFile.Read(file.AsMemory(0, 2884)).Hdus[0].ReadSingle()[1, 1]);
        FitsErrors.AssertRefused(file[..2883], "fits.truncated", 2883);
    }

    [Fact]
    public void Reading_an_image_from_a_unit_without_one_says_so()
    {
        var hdu = FitsFile.Read(FitsBytes.Header(FitsBytes.Primary(8))).Hdus[0];
        FitsErrors.AssertRefused(() => hdu.ReadSingle(), "fits.no-image", 0);
    }
}
