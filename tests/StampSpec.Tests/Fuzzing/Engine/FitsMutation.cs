using System.Globalization;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes FITS files card by card.</summary>
internal static class FitsMutation
{
    private const int Card = 80;
    private const int ValueColumn = 10;

    private static readonly string[] Keywords =
    [
        "SIMPLE",
        "XTENSION",
        "BITPIX",
        "NAXIS",
        "NAXIS1",
        "NAXIS2",
        "NAXIS3",
        "PCOUNT",
        "GCOUNT",
        "BZERO",
        "BSCALE",
        "BLANK",
        "EXTNAME",
        "CONTINUE",
        "END",
        "TFIELDS",
        "TFORM1",
        "TTYPE1",
        "TFORM2",
        "THEAP",
        "ZIMAGE",
        "ZCMPTYPE",
        "ZBITPIX",
        "ZNAXIS",
        "ZNAXIS1",
        "ZNAXIS2",
        "ZTILE1",
        "ZTILE2",
        "ZQUANTIZ",
        "ZDITHER0",
        "ZSCALE",
        "ZZERO",
        "ZBLANK",
        "UTYPE",
    ];

    private static readonly string[] Values =
    [
        "T",
        "F",
        "'IMAGE   '",
        "'BINTABLE'",
        "'UNCERT  '",
        "'PSFIMAGE'",
        "'abc&'",
        "'",
        "''",
        "'''",
        "1E400",
        "-1.5D3",
        "NaN",
        "2.5",
        "8",
        "16",
        "32",
        "64",
        "-32",
        "-64",
        "",
        "/ comment",
        "'RICE_1'",
        "'GZIP_1'",
        "'1PB(9)'",
        "'9999999J'",
        "'Q'",
        "'SUBTRACTIVE_DITHER_2'",
        "'COMPRESSED_DATA'",
        "+",
        "1 2",
        "\u00FF",
    ];

    /// <summary>One to three changes of cards; sometimes of bytes as well.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> original, RandomSource random)
    {
        var bytes = original.ToArray();
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(3); left > 0; left--)
        {
            Change(bytes, random);
        }

        return random.Chance(0.2) ? ByteMutation.Apply(bytes, random) : bytes;
    }

    private static void Change(Span<byte> bytes, RandomSource random)
    {
        var cards = Cards(bytes, random);
        var at = cards.Start + (Card * random.NextInt(Math.Max(1, cards.Count)));
        if (at + Card > bytes.Length)
        {
            return;
        }

        var card = bytes.Slice(at, Card);
        switch (random.NextInt(6))
        {
            case 0:
                Write(card, random.Pick(Keywords), Value(random));
                break;
            case 1:
                bytes.Slice(cards.Start + (Card * random.NextInt(cards.Count)), Card).CopyTo(card);
                break;
            case 2:
                card.Fill((byte)' ');
                break;
            default:
                card[ValueColumn..].Fill((byte)' ');
                Put(card[ValueColumn..], Value(random));
                break;
        }
    }

    // The cards of the first header, or of the header of an extension.
    private static (int Start, int Count) Cards(ReadOnlySpan<byte> bytes, RandomSource random)
    {
        var start = 0;
        if (random.Chance(0.5) && bytes[Math.Min(bytes.Length, Card)..].IndexOf("XTENSION"u8) is >= 0 and var next)
        {
            start = next + Card;
        }

        var end = bytes[start..].IndexOf("END     "u8);
        return (start, end < 0 ? 1 : (end / Card) + 1);
    }

    private static string Value(RandomSource random) =>
        random.Chance(0.6) ? random.EdgeNumber().ToString(CultureInfo.InvariantCulture) : random.Pick(Values);

    private static void Write(Span<byte> card, string keyword, string value)
    {
        card.Fill((byte)' ');
        Put(card, keyword);
        Put(card[8..], keyword == "CONTINUE" ? "  " : "= ");
        Put(card[ValueColumn..], value);
    }

    private static void Put(Span<byte> target, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, target.Length)).CopyTo(target);
    }
}
