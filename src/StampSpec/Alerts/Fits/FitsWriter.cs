using System.Text;

namespace StampSpec.Alerts.Fits;

/// <summary>Writes FITS files (FITS standard 4.0): the first unit is the primary one, the others are extensions.</summary>
public static class FitsWriter
{
    private const int FixedValueWidth = 20;
    private const int LongestText = 66;
    private const string ValueIndicator = "= ";

    /// <summary>The whole file.</summary>
    /// <param name="hdus">At least one unit.</param>
    /// <exception cref="ArgumentException">
    /// There is no unit, or a card cannot be written: bad keyword, non-ASCII text, a keyword that describes the data.
    /// </exception>
    public static byte[] Write(params IReadOnlyList<FitsUnit> hdus)
    {
        using var stream = new MemoryStream();
        Write(stream, hdus);
        return stream.ToArray();
    }

    /// <summary>Writes the whole file to a stream.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="hdus">At least one unit.</param>
    /// <exception cref="ArgumentException">
    /// There is no unit, or a card cannot be written: bad keyword, non-ASCII text, a keyword that describes the data.
    /// </exception>
    public static void Write(Stream stream, IReadOnlyList<FitsUnit> hdus)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(hdus);
        ArgumentOutOfRangeException.ThrowIfZero(hdus.Count);
        for (var i = 0; i < hdus.Count; i++)
        {
            WriteHeader(stream, Cards(hdus[i], i == 0, hdus.Count));
            stream.Write(hdus[i].Data.Span);
            Pad(stream, hdus[i].Data.Length, 0);
        }
    }

    /// <summary>
    /// The 80-byte cards that one card takes: several where a string goes on over CONTINUE cards or a comment over further COMMENT cards.
    /// </summary>
    internal static IEnumerable<string> Format(FitsCard card)
    {
        RequireKeyword(card.Keyword);
        RequireAscii(card);
        if (card.Value is null)
        {
            return (card.Comment ?? string.Empty).Chunk(72).Select(text => $"{card.Keyword,-8}{new string(text)}").DefaultIfEmpty(card.Keyword);
        }

        return card.Value.StartsWith('\'') ? FormatText(card) : [Line(card.Keyword, card.Value.PadLeft(FixedValueWidth), card.Comment)];
    }

    private static List<FitsCard> Cards(FitsUnit hdu, bool isPrimary, int hduCount)
    {
        List<FitsCard> cards = [.. hdu.Structure(isPrimary)];
        if (isPrimary && hduCount > 1)
        {
            cards.Add(FitsCard.Logical("EXTEND", true));
        }

        if (hdu.Name is not null)
        {
            cards.Add(FitsCard.Text("EXTNAME", hdu.Name, "extension name"));
        }

        cards.AddRange(hdu.Cards.Select(Free));
        return cards;
    }

    private static FitsCard Free(FitsCard card) =>
        card.Keyword is "SIMPLE" or "XTENSION" or "BITPIX" or "PCOUNT" or "GCOUNT" or "TFIELDS" or "EXTEND" or "EXTNAME" or "END" or "CONTINUE"
        || card.Keyword.StartsWith("NAXIS", StringComparison.Ordinal)
            ? throw new ArgumentException($"{card.Keyword} follows from the data and the name of the unit; it cannot be set beside them")
            : card;

    private static void WriteHeader(Stream stream, IReadOnlyList<FitsCard> cards)
    {
        var lines = cards.SelectMany(Format).Append("END").ToArray();
        foreach (var line in lines)
        {
            stream.Write(Encoding.ASCII.GetBytes(line.PadRight(FitsCardSyntax.CardBytes)));
        }

        Pad(stream, (long)lines.Length * FitsCardSyntax.CardBytes, (byte)' ');
    }

    private static void Pad(Stream stream, long written, byte fill)
    {
        var padding = new byte[FitsFile.Padded(written) - written];
        Array.Fill(padding, fill);
        stream.Write(padding);
    }

    private static string Line(string keyword, string value, string? comment)
    {
        var line = $"{keyword,-8}{ValueIndicator}{value}";
        if (comment is not null && line.Length + 3 < FitsCardSyntax.CardBytes)
        {
            line += " / " + comment;
        }

        return line.Length > FitsCardSyntax.CardBytes ? line[..FitsCardSyntax.CardBytes] : line;
    }

    private static IEnumerable<string> FormatText(FitsCard card)
    {
        var text = card.Value![1..^1];
        if (card.Value.Length <= LongestText + 2)
        {
            yield return Line(card.Keyword, card.Value.PadRight(FixedValueWidth), card.Comment);
            yield break;
        }

        var prefix = $"{card.Keyword,-8}{ValueIndicator}";
        while (text.Length > LongestText)
        {
            var length = PieceLength(text);
            yield return $"{prefix}'{text[..length]}&'";
            text = text[length..];
            prefix = "CONTINUE  ";
        }

        yield return $"{prefix}'{text}'";
    }

    // A piece must not part a doubled quote.
    private static int PieceLength(string text)
    {
        var quotes = text[..LongestText].Length - text[..LongestText].TrimEnd('\'').Length;
        return LongestText - (quotes % 2);
    }

    private static void RequireKeyword(string keyword)
    {
        if (keyword.Length > 8 || keyword.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_')))
        {
            throw new ArgumentException($"'{keyword}' is no FITS keyword: up to eight of A-Z, 0-9, hyphen and underscore");
        }
    }

    private static void RequireAscii(FitsCard card)
    {
        if ((card.Value + card.Comment).Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException($"the {card.Keyword} card holds a character outside printable ASCII");
        }
    }
}
