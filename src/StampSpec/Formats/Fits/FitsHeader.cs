using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>
/// The cards of one header, kept as the file's bytes and looked up on demand: reading an image costs a few keyword comparisons and no
/// strings. If a keyword occurs twice, the first one counts.
/// </summary>
public sealed class FitsHeader
{
    private const int Card = FitsCardSyntax.CardBytes;
    private readonly ReadOnlyMemory<byte> _cards;

    internal FitsHeader(ReadOnlyMemory<byte> cards, long byteOffset)
    {
        _cards = cards;
        ByteOffset = byteOffset;
    }

    /// <summary>Where the header starts in the file.</summary>
    public long ByteOffset { get; }

    /// <summary>Number of cards before END.</summary>
    public int Count => _cards.Length / Card;

    /// <summary>All cards in their order. Each enumeration parses them again.</summary>
    public IEnumerable<FitsCard> Cards => Enumerable.Range(0, Count).Select(i => FitsCardSyntax.Parse(_cards.Span.Slice(i * Card, Card)));

    /// <summary>True if the keyword has a card.</summary>
    public bool Contains(string keyword) => IndexOf(keyword) >= 0;

    /// <summary>An integer value; null if the keyword is missing or has no value.</summary>
    /// <exception cref="InvalidInputException">The value is not a 64-bit integer.</exception>
    public long? Integer(string keyword)
    {
        var value = Find(keyword, out var offset);
        if (value.IsEmpty)
        {
            return null;
        }

        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Malformed(keyword, value, offset, "an integer");
    }

    /// <summary>A real (or integer) value; null if the keyword is missing or has no value.</summary>
    /// <exception cref="InvalidInputException">The value is not a number.</exception>
    public double? Real(string keyword)
    {
        var value = Find(keyword, out var offset);
        if (value.IsEmpty)
        {
            return null;
        }

        Span<byte> text = stackalloc byte[value.Length];
        value.Replace(text, (byte)'D', (byte)'E');
        return Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length && double.IsFinite(number)
            ? number
            : throw Malformed(keyword, value, offset, "a finite number");
    }

    /// <summary>A logical value; null if the keyword is missing or has no value.</summary>
    /// <exception cref="InvalidInputException">The value is neither T nor F.</exception>
    public bool? Logical(string keyword)
    {
        var value = Find(keyword, out var offset);
        return value switch
        {
            [] => null,
            [(byte)'T'] => true,
            [(byte)'F'] => false,
            _ => throw Malformed(keyword, value, offset, "T or F"),
        };
    }

    /// <summary>
    /// A character string, which continues on CONTINUE cards if it ends with an ampersand; null if the keyword is missing or has no value.
    /// </summary>
    /// <exception cref="InvalidInputException">The value is not quoted.</exception>
    public string? Text(string keyword)
    {
        var index = IndexOf(keyword);
        var value = Find(keyword, out var offset);
        if (value.IsEmpty)
        {
            return null;
        }

        var part = FitsCardSyntax.Unquote(value) ?? throw Malformed(keyword, value, offset, "a string in single quotes");
        var text = new StringBuilder(part);
        while (part.EndsWith('&') && ContinuationAfter(index) is { } next)
        {
            text.Length--;
            text.Append(next);
            (part, index) = (next, index + 1);
        }

        return text.ToString();
    }

    private string? ContinuationAfter(int index)
    {
        if (index + 1 >= Count)
        {
            return null;
        }

        var card = _cards.Span.Slice((index + 1) * Card, Card);
        return card.StartsWith("CONTINUE"u8) ? FitsCardSyntax.Unquote(FitsCardSyntax.Continuation(card)) : null;
    }

    private ReadOnlySpan<byte> Find(string keyword, out long offset)
    {
        var index = IndexOf(keyword);
        offset = ByteOffset + (Math.Max(index, 0) * Card);
        return index < 0 ? default : FitsCardSyntax.Value(_cards.Span.Slice(index * Card, Card));
    }

    private int IndexOf(string keyword)
    {
        var wanted = KeywordBits(keyword);
        var cards = _cards.Span;
        for (var i = 0; i < cards.Length; i += Card)
        {
            if (MemoryMarshal.Read<ulong>(cards[i..]) == wanted)
            {
                return i / Card;
            }
        }

        return -1;
    }

    private static ulong KeywordBits(string keyword)
    {
        Span<byte> name = stackalloc byte[8];
        name.Fill((byte)' ');
        Encoding.ASCII.GetBytes(keyword, name);
        return MemoryMarshal.Read<ulong>(name);
    }

    private static InvalidInputException Malformed(string keyword, ReadOnlySpan<byte> value, long offset, string expected) =>
        FormatFault.At(offset, "fits.card-value", $"{keyword} is {Encoding.ASCII.GetString(value)}; {expected} is expected");
}
