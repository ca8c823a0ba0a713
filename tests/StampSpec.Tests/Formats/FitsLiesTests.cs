using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats;

public sealed class FitsLiesTests
{
    [Theory]
    [InlineData("NAXIS1  =           2147483648", "fits.axis-range")]
    [InlineData("NAXIS1  =                   -1", "fits.axis-range")]
    [InlineData("NAXIS1  = 99999999999999999999", "fits.card-value", 240)]
    [InlineData("NAXIS1  =                  2.5", "fits.card-value", 240)]
    [InlineData("NAXIS1  =             16777216", "fits.image-size")]
    [InlineData("NAXIS1  =                 5000", "fits.truncated", 5760)]
    [InlineData("NAXIS1  =", "fits.missing-card")]
    [InlineData("NAXISX  = 1", "fits.missing-card")]
    public void An_axis_that_lies_is_refused(string card, string code, long byteOffset = 0)
    {
        var cards = FitsBytes.Primary(8, 1, 100);
        cards[3] = card;
        FitsErrors.AssertRefused(FitsBytes.File(cards, new byte[100]), code, byteOffset);
    }

    [Theory]
    [InlineData("BITPIX  = 12", "fits.bitpix")]
    [InlineData("BITPIX  = -2147483648", "fits.bitpix")]
    public void A_number_type_that_does_not_exist_is_refused(string card, string code)
    {
        var cards = FitsBytes.Primary(8, 1);
        cards[1] = card;
        FitsErrors.AssertRefused(FitsBytes.File(cards, 1), code, 0);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_at_its_start()
    {
        FitsErrors.AssertRefused([], "fits.signature", 0);
        FitsErrors.AssertRefused("Obj\u0001 an Avro container"u8.ToArray(), "fits.signature", 0);
    }

    [Fact]
    public void A_header_without_end_is_refused()
    {
        var header = FitsBytes.Header(FitsBytes.Primary(8));
        header.AsSpan(240, 3).Fill((byte)'X');
        FitsErrors.AssertRefused(header, "fits.no-end", 0);
    }

    [Fact]
    public void Bytes_after_the_last_unit_that_are_no_extension_are_refused_where_they_start()
    {
        byte[] file = [.. FitsBytes.Header(FitsBytes.Primary(8)), .. "garbage"u8];
        FitsErrors.AssertRefused(file, "fits.signature", 2880);
    }

    [Fact]
    public void Too_many_units_are_refused()
    {
        var extension = FitsBytes.Header(["XTENSION= 'IMAGE   '", "BITPIX  = 8", "NAXIS   = 0", "PCOUNT  = 0", "GCOUNT  = 1"]);
        byte[] file = [.. FitsBytes.Header(FitsBytes.Primary(8)), .. extension, .. extension];
        FitsErrors.AssertRefused(() => FitsFile.Read(file, new FitsLimits { MaximumHdus = 2 }), "fits.hdu-count", 5760);
        Assert.Equal(3, FitsFile.Read(file, new FitsLimits { MaximumHdus = 3 }).Hdus.Count);
    }

    [SeededProperty(MaxTest = 400)]
    public Property Damaged_bytes_give_a_named_error_or_an_image_and_never_another_exception()
    {
        var file = FitsWriter.Write(
            new FitsImageHdu(FitsImage.From(new Image<float>(5, 4)), [FitsCard.Real("CRPIX1", 2.5), FitsCard.Text("BUNIT", "nJy")]),
            new FitsImageHdu(FitsImage.From(new Image<double>(3, 3)), [], "PSFIMAGE")
        );
        var damage = Gen.Zip(Gen.Choose(0, file.Length - 1), Gen.Choose(0, 255)).ArrayOf();
        var length = Gen.Choose(0, file.Length);
        return Prop.ForAll(damage.ToArbitrary(), length.ToArbitrary(), (changes, bytes) => ReadsOrRefuses(file, changes, bytes));
    }

    private static void ReadsOrRefuses(byte[] file, (int At, int Value)[] changes, int length)
    {
        var damaged = (byte[])file.Clone();
        foreach (var (at, value) in changes)
        {
            // Half of the damage goes into the cards, where the structure is.
            damaged[at % 2 == 0 ? at : at % 500] = (byte)value;
        }

        try
        {
            foreach (var hdu in FitsFile.Read(damaged.AsMemory(0, length)).Hdus.Where(h => h.HasImage))
            {
                hdu.ReadSingle();
                hdu.ReadDouble();
                Assert.True(hdu.Header.Cards.Count() == hdu.Header.Count);
            }
        }
        catch (InvalidInputException refused)
        {
            Assert.All(refused.Diagnostics, d => Assert.StartsWith("fits.", d.Code, StringComparison.Ordinal));
        }
    }
}
