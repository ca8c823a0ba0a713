using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>Finds the cutouts of a message whose schema is not at hand: FITS files say themselves where they begin and end.</summary>
internal static class WireCutouts
{
    // Schemas 7 to 11 end with the cutouts in this order.
    private static readonly string[] Names = ["cutoutDifference", "cutoutScience", "cutoutTemplate"];

    /// <summary>The cutouts with their places in the datum, in its order.</summary>
    /// <exception cref="InvalidInputException">The datum does not hold three whole FITS files at its end.</exception>
    public static IReadOnlyList<WireCutout> Find(ReadOnlyMemory<byte> datum)
    {
        var cutouts = new List<WireCutout>();
        var position = 0;
        while (datum.Span[position..].IndexOf("SIMPLE  =                    T"u8) is >= 0 and var ahead && cutouts.Count < Names.Length)
        {
            var start = position + ahead;
            var length = LengthBefore(datum.Span[..start])
                ?? throw Fault(start, "no length that fits the message stands before a FITS file");
            if (length > datum.Length - start)
            {
                throw Fault(start, FormattableString.Invariant($"the FITS file of {length} bytes ends beyond the message"));
            }

            cutouts.Add(new WireCutout(Names[cutouts.Count], start, length, FitsFile.Read(datum.Slice(start, length))));
            position = start + length;
        }

        return cutouts.Count == Names.Length
            ? cutouts
            : throw Fault(
                datum.Length,
                FormattableString.Invariant($"the message holds {cutouts.Count} FITS files; an LSST alert has three")
            );
    }

    // The zig-zag length before a bytes value; files of 8,640 B and more take three bytes up to 1 MiB.
    private static int? LengthBefore(ReadOnlySpan<byte> before)
    {
        if (before.Length < 3 || before[^3] < 0x80 || before[^2] < 0x80 || before[^1] >= 0x80)
        {
            return null;
        }

        var number = (before[^3] & 0x7F) | ((before[^2] & 0x7F) << 7) | (before[^1] << 14);
        return number % 2 == 0 ? number / 2 : null;
    }

    private static InvalidInputException Fault(int offset, string message) =>
        new(Diagnostic.Error("wire.cutouts", message) with { ByteOffset = ConfluentMessage.HeaderBytes + offset });
}

/// <summary>One cutout of a wire message.</summary>
/// <param name="Name">The packet's field.</param>
/// <param name="Offset">Its first byte in the datum.</param>
/// <param name="Length">Its bytes, without the length before them.</param>
/// <param name="Fits">The file.</param>
internal sealed record WireCutout(string Name, int Offset, int Length, FitsFile Fits);
