using System.Globalization;
using System.Text;

namespace StampSpec.Formats.Fits;

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
    /// The 80-byte cards of one card: several if a string continues on CONTINUE cards or a comment on further COMMENT cards.
    /// </summary>
    internal static IEnumerable<string> Format(FitsCard card)
    {
        RequireKeyword(card.Keyword);
        RequireAscii(card);
        if (card.Value is null)
        {
            return (card.Comment ?? string.Empty)
                .Chunk(72)
                .Select(text => $"{card.Keyword, -8}{new string(text)}")
                .DefaultIfEmpty(card.Keyword);
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
        card.Keyword
            is "SIMPLE"
                or "XTENSION"
                or "BITPIX"
                or "PCOUNT"
                or "GCOUNT"
                or "TFIELDS"
                or "EXTEND"
                or "EXTNAME"
                or "END"
                or "CONTINUE"
        || card.Keyword.StartsWith("NAXIS", StringComparison.Ordinal)
            ? throw new ArgumentException($"{card.Keyword} follows from the data and the name of the unit and cannot be set")
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
        var line = $"{keyword, -8}{ValueIndicator}{value}";
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

        var prefix = $"{card.Keyword, -8}{ValueIndicator}";
        while (text.Length > LongestText)
        {
            var length = PieceLength(text);
            yield return $"{prefix}'{text[..length]}&'";
            text = text[length..];
            prefix = "CONTINUE  ";
        }

        yield return $"{prefix}'{text}'";
    }

    // A piece must not split a doubled quote.
    private static int PieceLength(string text)
    {
        var quotes = text[..LongestText].Length - text[..LongestText].TrimEnd('\'').Length;
        return LongestText - (quotes % 2);
    }

    private static void RequireKeyword(string keyword)
    {
        if (keyword.Length > 8 || keyword.Any(c => !char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_')))
        {
            throw new ArgumentException($"'{keyword}' is not a FITS keyword, which is up to eight of A-Z, 0-9, hyphen and underscore");
        }
    }

    private static void RequireAscii(FitsCard card)
    {
        if ((card.Value + card.Comment).Any(c => c is < ' ' or > '~'))
        {
            throw new ArgumentException($"the {card.Keyword} card contains a character outside printable ASCII");
        }
    }
}

/// <summary>One image unit to be written.</summary>
/// <param name="Image">Its pixels.</param>
/// <param name="Cards">Further cards, without those that describe the pixels, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public sealed record FitsImageHdu(FitsImage Image, IReadOnlyList<FitsCard> Cards, string? Name = null) : FitsUnit(Cards, Name)
{
    internal override ReadOnlyMemory<byte> Data => Image.Data;

    internal override IEnumerable<FitsCard> Structure(bool isPrimary)
    {
        yield return isPrimary
            ? FitsCard.Logical("SIMPLE", true, "conforms to FITS standard")
            : FitsCard.Text("XTENSION", "IMAGE", "Image extension");
        yield return FitsCard.Integer("BITPIX", Image.BitsPerPixel, "array data type");
        yield return FitsCard.Integer("NAXIS", Image.Axes.Count, "number of array dimensions");
        for (var i = 0; i < Image.Axes.Count; i++)
        {
            yield return FitsCard.Integer("NAXIS" + (i + 1).ToString(CultureInfo.InvariantCulture), Image.Axes[i]);
        }

        if (!isPrimary)
        {
            yield return FitsCard.Integer("PCOUNT", 0, "number of parameters");
            yield return FitsCard.Integer("GCOUNT", 1, "number of groups");
        }
    }
}

/// <summary>One binary table unit to be written.</summary>
/// <param name="Bytes">Rows, then heap, big-endian.</param>
/// <param name="RowBytes">NAXIS1.</param>
/// <param name="Rows">NAXIS2.</param>
/// <param name="Columns">TFIELDS.</param>
/// <param name="Cards">Column cards and further cards, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
internal sealed record FitsTableHdu(
    ReadOnlyMemory<byte> Bytes,
    int RowBytes,
    int Rows,
    int Columns,
    IReadOnlyList<FitsCard> Cards,
    string? Name = null
) : FitsUnit(Cards, Name)
{
    internal override ReadOnlyMemory<byte> Data => Bytes;

    internal override IEnumerable<FitsCard> Structure(bool isPrimary)
    {
        if (isPrimary)
        {
            throw new ArgumentException("a table cannot be a file's first unit; put an image or FitsImage.None before it");
        }

        return
        [
            FitsCard.Text("XTENSION", "BINTABLE", "binary table extension"),
            FitsCard.Integer("BITPIX", 8),
            FitsCard.Integer("NAXIS", 2),
            FitsCard.Integer("NAXIS1", RowBytes),
            FitsCard.Integer("NAXIS2", Rows),
            FitsCard.Integer("PCOUNT", Bytes.Length - ((long)RowBytes * Rows)),
            FitsCard.Integer("GCOUNT", 1),
            FitsCard.Integer("TFIELDS", Columns),
        ];
    }
}

/// <summary>One header and data unit to be written: <see cref="FitsImageHdu"/> or <see cref="FitsTableHdu"/>.</summary>
/// <param name="Cards">Further cards, without those that describe the data, in order.</param>
/// <param name="Name">EXTNAME; null for none.</param>
public abstract record FitsUnit(IReadOnlyList<FitsCard> Cards, string? Name)
{
    internal abstract ReadOnlyMemory<byte> Data { get; }

    /// <summary>The cards that describe the data, starting with SIMPLE or XTENSION.</summary>
    internal abstract IEnumerable<FitsCard> Structure(bool isPrimary);
}
