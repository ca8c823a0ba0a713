using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Fits;

/// <summary>
/// A FITS file held in memory (FITS standard 4.0): headers are indexed, pixels stay where they are until asked for. Cutouts' departures
/// from the standard are read: a SIMPLE card in free format, and last blocks without their padding.
/// </summary>
public sealed class FitsFile
{
    /// <summary>Headers and data fill whole blocks of this size.</summary>
    public const int BlockBytes = 2880;

    private const int Card = FitsCardSyntax.CardBytes;

    private FitsFile(IReadOnlyList<FitsHdu> hdus)
    {
        Hdus = hdus;
    }

    /// <summary>All units, the primary one first; at least one.</summary>
    public IReadOnlyList<FitsHdu> Hdus { get; }

    /// <summary>The first unit with this EXTNAME; null if there is none.</summary>
    public FitsHdu? this[string name] => Hdus.FirstOrDefault(h => string.Equals(h.Name, name, StringComparison.Ordinal));

    /// <summary>Bytes that a header or data unit of this length takes: the next multiple of 2,880.</summary>
    public static long Padded(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>Reads the headers of a file; the file's bytes must not change while the result is in use.</summary>
    /// <param name="bytes">The whole file, uncompressed.</param>
    /// <param name="limits">What the file may claim; <see cref="FitsLimits.Default"/> if null.</param>
    /// <exception cref="InvalidInputException">
    /// The bytes are no FITS file, or lie about their sizes; the diagnostic holds the byte offset.
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
                throw FitsFault.At(offset, "hdu-count", $"the file holds over {limits.MaximumHdus} header and data units, the limit");
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
            throw FitsFault.At(
                bytes.Length, "truncated", $"the file ends {available} bytes into a data unit of {structure.DataBytes} bytes that starts at byte {offset}");
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
            throw FitsFault.At(start, "signature", isPrimary ? "no FITS file: it does not start with SIMPLE =" : "no XTENSION card where the next unit should start");
        }

        var length = FindEnd(span, start);
        var header = new FitsHeader(bytes.Slice(start, length), start);
        if (isPrimary && header.Logical("SIMPLE") != true)
        {
            throw FitsFault.At(start, "not-simple", "SIMPLE is not T: the file says that it departs from the FITS standard");
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

        throw FitsFault.At(start, "no-end", "the header has no END card before the file ends");
    }
}
