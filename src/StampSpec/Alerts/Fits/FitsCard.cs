using System.Globalization;

namespace StampSpec.Alerts.Fits;

/// <summary>One header card: keyword, value in FITS syntax, comment (FITS standard 4.0, section 4).</summary>
/// <param name="Keyword">One to eight of A-Z, 0-9, hyphen and underscore.</param>
/// <param name="Value">
/// The value as FITS writes it (<c>T</c>, <c>-32</c>, <c>'nJy '</c>); null for COMMENT, HISTORY and blank cards.
/// </param>
/// <param name="Comment">The comment; for cards without value, their text.</param>
public sealed record FitsCard(string Keyword, string? Value, string? Comment)
{
    /// <summary>A logical value.</summary>
    public static FitsCard Logical(string keyword, bool value, string? comment = null) => new(keyword, value ? "T" : "F", comment);

    /// <summary>An integer.</summary>
    public static FitsCard Integer(string keyword, long value, string? comment = null) =>
        new(keyword, value.ToString(CultureInfo.InvariantCulture), comment);

    /// <summary>A real number, written with the fewest digits that read back to the same double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite; FITS headers cannot hold it.</exception>
    public static FitsCard Real(string keyword, double value, string? comment = null)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{keyword} is {value}; a FITS card holds finite numbers only");
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return new FitsCard(keyword, WithDecimalPoint(text), comment);
    }

    /// <summary>A character string; quotes are doubled and short strings padded to eight characters, as the standard asks.</summary>
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
