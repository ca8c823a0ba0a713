using System.Globalization;
using StampSpec.Common;

namespace StampSpec.Formats.Fits;

/// <summary>
/// A FITS file held in memory (FITS standard 4.0): headers are indexed, and pixels are read only on demand. Two departures from the
/// standard that occur in cutouts are accepted: a SIMPLE card in free format, and a last block without its padding.
/// </summary>
public sealed class FitsFile
{
    /// <summary>Headers and data fill whole blocks of this size.</summary>
    public const int BlockBytes = 2880;

    private const int Card = FitsCardSyntax.CardBytes;

    /// <summary>The code of a file that does not begin as FITS files do.</summary>
    internal const string SignatureCode = "fits.signature";

    private FitsFile(IReadOnlyList<FitsHdu> hdus)
    {
        Hdus = hdus;
    }

    /// <summary>All units, the primary one first; at least one.</summary>
    public IReadOnlyList<FitsHdu> Hdus { get; }

    /// <summary>The first unit with this EXTNAME; null if there is none.</summary>
    public FitsHdu? this[string name] => Hdus.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.Ordinal));

    /// <summary>The bytes that a header or data unit of this length occupies: the next multiple of 2,880.</summary>
    public static long Padded(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>Reads the headers of a file; the file's bytes must not change while the result is in use.</summary>
    /// <param name="bytes">The whole file, uncompressed.</param>
    /// <param name="limits">Limits on the file; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The bytes are not a FITS file, or their stated sizes are wrong. The diagnostic contains the byte offset.
    /// </exception>
    public static FitsFile Read(ReadOnlyMemory<byte> bytes, FitsLimits? limits = null)
    {
        limits ??= FitsLimits.Default;
        var hdus = new List<FitsHdu>(4);
        var offset = 0;
        while (hdus.Count == 0 || !IsFill(bytes.Span[offset..]))
        {
            if (hdus.Count == limits.MaximumHdus)
            {
                throw FormatFault.At(
                    offset,
                    "fits.hdu-count",
                    $"the file contains more than {limits.MaximumHdus} header and data units, the limit"
                );
            }

            hdus.Add(ReadHdu(bytes, ref offset, hdus.Count == 0, limits));
        }

        return new FitsFile(hdus);
    }

    private static bool IsFill(ReadOnlySpan<byte> rest) => rest.IndexOfAnyExcept((byte)0, (byte)' ') < 0;

    private static FitsHdu ReadHdu(ReadOnlyMemory<byte> bytes, ref int offset, bool isPrimary, FitsLimits limits)
    {
        var header = ReadHeader(bytes, ref offset, isPrimary);
        var structure = FitsStructure.Of(header, isPrimary || IsImageExtension(header), limits);
        var dataOffset = offset;
        var available = bytes.Length - offset;
        if (structure.DataBytes > available)
        {
            throw FormatFault.At(
                bytes.Length,
                "fits.truncated",
                $"the file ends {available} bytes into a data unit of {structure.DataBytes} bytes that starts at byte {offset}"
            );
        }

        offset = (int)Math.Min(bytes.Length, offset + Padded(structure.DataBytes));
        return new FitsHdu(header, structure, bytes.Slice(dataOffset, (int)structure.DataBytes), dataOffset);
    }

    private static bool IsImageExtension(FitsHeader header) => header.Text("XTENSION") == "IMAGE";

    private static FitsHeader ReadHeader(ReadOnlyMemory<byte> bytes, ref int offset, bool isPrimary)
    {
        var start = offset;
        var span = bytes.Span[start..];
        var first = isPrimary ? "SIMPLE  ="u8 : "XTENSION="u8;
        if (!span.StartsWith(first))
        {
            throw FormatFault.At(
                start,
                SignatureCode,
                isPrimary
                    ? "this is not a FITS file: it does not start with SIMPLE ="
                    : "there is no XTENSION card at the start of the next unit",
                isPrimary ? "give a FITS file, compressed with gzip or not" : FormatFault.CopyAgain
            );
        }

        var length = FindEnd(span, start);
        var header = new FitsHeader(bytes.Slice(start, length), start);
        if (isPrimary && header.Logical("SIMPLE") != true)
        {
            throw FormatFault.At(start, "fits.not-simple", "SIMPLE is not T, so the file does not conform to the FITS standard");
        }

        offset = (int)Math.Min(bytes.Length, start + Padded(length + Card));
        return header;
    }

    private static int FindEnd(ReadOnlySpan<byte> span, int start)
    {
        var end = "END     "u8;
        for (var at = 0; at + Card <= span.Length; at += Card)
        {
            if (span.Slice(at, end.Length).SequenceEqual(end))
            {
                return at;
            }
        }

        throw FormatFault.At(start, "fits.no-end", "the header has no END card before the file ends");
    }
}

/// <summary>
/// Limits on the claims of a FITS file, so that a false header cannot make the reader allocate or loop without bound.
/// </summary>
public sealed record FitsLimits
{
    /// <summary>Limits for alert cutouts and reference images.</summary>
    public static FitsLimits Default { get; } = new();

    /// <summary>Maximum number of header and data units in one file.</summary>
    public int MaximumHdus { get; init; } = 1024;

    /// <summary>Longest axis, pixels or bytes.</summary>
    public long MaximumAxis { get; init; } = 1 << 24;

    /// <summary>Maximum number of pixels in one image, stored or compressed.</summary>
    public long MaximumPixels { get; init; } = 1 << 24;
}

/// <summary>The contents of the mandatory cards: kind, number type and axes, checked against the limits.</summary>
internal sealed record FitsStructure(bool IsImage, int BitsPerPixel, int[] Axes, long Pixels, long DataBytes)
{
    private const int MaximumAxisCount = 999;

    private static readonly string[] AxisKeywords = ["NAXIS1", "NAXIS2", "NAXIS3"];

    public int BytesPerValue => Math.Abs(BitsPerPixel) / 8;

    public static FitsStructure Of(FitsHeader header, bool isImage, FitsLimits limits)
    {
        var bits = Required(header, "BITPIX");
        if (bits is not (8 or 16 or 32 or 64 or -32 or -64))
        {
            throw FormatFault.At(header.ByteOffset, "fits.bitpix", $"BITPIX is {bits}; 8, 16, 32, 64, -32 or -64 is expected");
        }

        var axes = ReadAxes(header, limits);
        var pixels = axes.Length == 0 ? 0 : Product(axes, header, limits);
        return new FitsStructure(isImage, (int)bits, axes, pixels, DataLength(header, bits, pixels, limits));
    }

    private static int[] ReadAxes(FitsHeader header, FitsLimits limits)
    {
        var count = Required(header, "NAXIS");
        if (count is < 0 or > MaximumAxisCount)
        {
            throw FormatFault.At(header.ByteOffset, "fits.naxis", $"NAXIS is {count}; 0 to {MaximumAxisCount} is expected");
        }

        var axes = new int[count];
        for (var i = 0; i < axes.Length; i++)
        {
            var keyword = i < AxisKeywords.Length ? AxisKeywords[i] : "NAXIS" + (i + 1).ToString(CultureInfo.InvariantCulture);
            var length = Required(header, keyword);
            if (length < 0 || length > limits.MaximumAxis)
            {
                throw FormatFault.At(header.ByteOffset, "fits.axis-range", $"{keyword} is {length}; 0 to {limits.MaximumAxis} is accepted");
            }

            axes[i] = (int)length;
        }

        return axes;
    }

    private static long Product(int[] axes, FitsHeader header, FitsLimits limits)
    {
        long pixels = 1;
        foreach (var axis in axes)
        {
            pixels *= axis;
            if (pixels > limits.MaximumPixels)
            {
                throw FormatFault.At(
                    header.ByteOffset,
                    "fits.image-size",
                    $"the axes {string.Join(" x ", axes)} give more than {limits.MaximumPixels} values, the limit for one image"
                );
            }
        }

        return pixels;
    }

    // FITS standard 4.0, equation 2: |BITPIX| / 8 x GCOUNT x (PCOUNT + product of the axes).
    private static long DataLength(FitsHeader header, long bits, long pixels, FitsLimits limits)
    {
        var groups = header.Integer("GCOUNT") ?? 1;
        var parameters = header.Integer("PCOUNT") ?? 0;
        if (groups != 1 || parameters < 0 || parameters > limits.MaximumPixels)
        {
            throw FormatFault.At(
                header.ByteOffset,
                "fits.groups",
                $"GCOUNT is {groups} and PCOUNT {parameters}; GCOUNT 1 and PCOUNT 0 to {limits.MaximumPixels} are accepted"
            );
        }

        return Math.Abs(bits) / 8 * (parameters + pixels);
    }

    private static long Required(FitsHeader header, string keyword) =>
        header.Integer(keyword)
        ?? throw FormatFault.At(header.ByteOffset, "fits.missing-card", $"the header has no {keyword} card with a value");
}
