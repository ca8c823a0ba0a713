using StampSpec.Formats.Fits;

namespace StampSpec.Tests.Formats;

public sealed class FitsHeaderTests
{
    private static readonly FitsHeader Header = FitsFile
        .Read(
            FitsBytes.Header([
                .. FitsBytes.Primary(8),
                "CRVAL2  =     -29.342400167846 / Coordinate value",
                "OBSERVER= 'O''Hara  '           / who / where",
                "EMPTY   =                      / nothing",
                "BIG     = 1.5D+03",
                "COMMENT   free text = 'not a value'",
                "LONGSTR = 'one &'",
                "CONTINUE  'two''s &'",
                "CONTINUE  'three' / and a comment",
                "NOQUOTE = nJy",
                "CRVAL2  =                  7.0",
            ])
        )
        .Hdus[0]
        .Header;

    [Fact]
    public void Values_are_read_in_their_types()
    {
        Assert.Equal(-29.342400167846, Header.Real("CRVAL2"));
        Assert.Equal(1500, Header.Real("BIG"));
        Assert.Equal(8, Header.Integer("BITPIX"));
        Assert.Equal(8, Header.Real("BITPIX"));
        Assert.True(Header.Logical("SIMPLE"));
        Assert.Equal("O'Hara", Header.Text("OBSERVER"));
    }

    [Fact]
    public void Absent_keywords_and_empty_values_are_null()
    {
        Assert.Null(Header.Real("CRVAL1"));
        Assert.Null(Header.Integer("EMPTY"));
        Assert.Null(Header.Text("EMPTY"));
        Assert.Null(Header.Logical("COMMENT"));
        Assert.True(Header.Contains("EMPTY"));
        Assert.False(Header.Contains("CRVAL"));
    }

    [Fact]
    public void A_string_goes_on_over_continue_cards() => Assert.Equal("one two's three", Header.Text("LONGSTR"));

    [Fact]
    public void A_value_of_another_type_is_refused_at_its_card()
    {
        FitsErrors.AssertRefused(() => Header.Integer("CRVAL2"), "fits.card-value", 3 * 80);
        FitsErrors.AssertRefused(() => Header.Text("NOQUOTE"), "fits.card-value", 11 * 80);
        FitsErrors.AssertRefused(() => Header.Logical("BITPIX"), "fits.card-value", 80);
    }

    [Fact]
    public void Cards_keep_keyword_value_and_comment()
    {
        var cards = Header.Cards.ToArray();
        Assert.Equal(new FitsCard("OBSERVER", "'O''Hara  '", "who / where"), cards[4]);
        Assert.Equal(new FitsCard("COMMENT", null, "  free text = 'not a value'"), cards[7]);
        Assert.Equal(Header.Count, cards.Length);
    }
}
