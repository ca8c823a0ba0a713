using System.Globalization;
using System.Text;

namespace StampSpec.Formats.Fits;

/// <summary>One header card: keyword, value in FITS syntax, comment (FITS standard 4.0, section 4).</summary>
/// <param name="Keyword">One to eight of A-Z, 0-9, hyphen and underscore.</param>
/// <param name="Value">
/// The value as FITS writes it (<c>T</c>, <c>-32</c>, <c>'nJy '</c>); null for COMMENT, HISTORY and blank cards.
/// </param>
/// <param name="Comment">The comment; for a card without a value, its text.</param>
public sealed record FitsCard(string Keyword, string? Value, string? Comment)
{
    /// <summary>A logical value.</summary>
    public static FitsCard Logical(string keyword, bool value, string? comment = null) => new(keyword, value ? "T" : "F", comment);

    /// <summary>An integer.</summary>
    public static FitsCard Integer(string keyword, long value, string? comment = null) =>
        new(keyword, value.ToString(CultureInfo.InvariantCulture), comment);

    /// <summary>A real number, written with the fewest digits that give the same double when read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; FITS headers cannot contain it.</exception>
    public static FitsCard Real(string keyword, double value, string? comment = null)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{keyword} is {value}; a FITS card can contain only finite numbers");
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return new FitsCard(keyword, WithDecimalPoint(text), comment);
    }

    /// <summary>
    /// A character string; quotes are doubled and short strings are padded to eight characters, as the standard requires.
    /// </summary>
    public static FitsCard Text(string keyword, string value, string? comment = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new FitsCard(keyword, $"'{value.Replace("'", "''", StringComparison.Ordinal).PadRight(8)}'", comment);
    }

    private static string WithDecimalPoint(string number)
    {
        if (number.Contains('.', StringComparison.Ordinal))
        {
            return number;
        }

        var exponent = number.IndexOf('E', StringComparison.Ordinal);
        return exponent < 0 ? number + ".0" : number.Insert(exponent, ".0");
    }
}

/// <summary>The parts of an 80-byte card, found without allocation. Values are read in free format, which covers fixed format.</summary>
internal static class FitsCardSyntax
{
    public const int CardBytes = 80;
    private const int KeywordBytes = 8;
    private const int ValueStart = 10;

    /// <summary>The value field without surrounding spaces and without the comment; empty if the card has no value.</summary>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> card)
    {
        if (!HasValue(card))
        {
            return default;
        }

        var field = card[ValueStart..].TrimStart((byte)' ');
        return field[..ValueLength(field)].TrimEnd((byte)' ');
    }

    /// <summary>The quoted text of a CONTINUE card, which has no value indicator.</summary>
    public static ReadOnlySpan<byte> Continuation(ReadOnlySpan<byte> card)
    {
        var field = card[KeywordBytes..].TrimStart((byte)' ');
        return field[..ValueLength(field)].TrimEnd((byte)' ');
    }

    /// <summary>True if columns 9 and 10 contain the value indicator. Many writers omit the space in column 10.</summary>
    public static bool HasValue(ReadOnlySpan<byte> card) => card[KeywordBytes] == (byte)'=';

    /// <summary>
    /// The text of a quoted value, with single quotes and without trailing spaces; null if the value is not a quoted string.
    /// </summary>
    public static string? Unquote(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2 || value[0] != (byte)'\'' || value[^1] != (byte)'\'')
        {
            return null;
        }

        var text = Encoding.ASCII.GetString(value[1..^1]);
        return text.Replace("''", "'", StringComparison.Ordinal).TrimEnd(' ');
    }

    /// <summary>The card as keyword, value and comment.</summary>
    public static FitsCard Parse(ReadOnlySpan<byte> card)
    {
        var keyword = Encoding.ASCII.GetString(card[..KeywordBytes]).TrimEnd(' ');
        if (!HasValue(card))
        {
            return new FitsCard(keyword, null, Encoding.ASCII.GetString(card[KeywordBytes..].TrimEnd((byte)' ')));
        }

        var field = card[ValueStart..].TrimStart((byte)' ');
        var length = ValueLength(field);
        var comment = field[length..].TrimStart((byte)' ').TrimStart((byte)'/').Trim((byte)' ');
        return new FitsCard(
            keyword,
            Encoding.ASCII.GetString(field[..length].TrimEnd((byte)' ')),
            comment.IsEmpty ? null : Encoding.ASCII.GetString(comment)
        );
    }

    private static int ValueLength(ReadOnlySpan<byte> field)
    {
        if (!field.IsEmpty && field[0] == (byte)'\'')
        {
            return QuotedLength(field);
        }

        var slash = field.IndexOf((byte)'/');
        return slash < 0 ? field.Length : slash;
    }

    private static int QuotedLength(ReadOnlySpan<byte> field)
    {
        for (var i = 1; i < field.Length; i++)
        {
            if (field[i] != (byte)'\'')
            {
                continue;
            }

            if (i + 1 == field.Length || field[i + 1] != (byte)'\'')
            {
                return i + 1;
            }

            i++;
        }

        return field.Length;
    }
}
