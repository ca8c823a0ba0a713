using System.Text;

namespace StampSpec.Alerts.Fits;

/// <summary>The parts of an 80-byte card, found without allocation. Values are read in free format, which covers fixed format.</summary>
internal static class FitsCardSyntax
{
    public const int CardBytes = 80;
    private const int KeywordBytes = 8;
    private const int ValueStart = 10;

    /// <summary>The value field without surrounding spaces and comment; empty if the card has no value.</summary>
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

    /// <summary>True if columns 9 and 10 hold the value indicator; the space of column 10 is often left out by writers.</summary>
    public static bool HasValue(ReadOnlySpan<byte> card) => card[KeywordBytes] == (byte)'=';

    /// <summary>A quoted value's text: quotes undoubled, trailing spaces dropped; null if the value is no quoted string.</summary>
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
            comment.IsEmpty ? null : Encoding.ASCII.GetString(comment));
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
