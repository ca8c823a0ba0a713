using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;

namespace StampSpec.Alerts.Lsst;

/// <summary>
/// Finds the cutouts of a message whose schema is not available. This is possible because FITS files state where they begin and end.
/// </summary>
internal static class WireCutouts
{
    // Schemas 7 to 11 end with the cutouts in this order.
    private static readonly string[] Names = ["cutoutDifference", "cutoutScience", "cutoutTemplate"];

    /// <summary>The cutouts in the order of the datum: the field, the place and the length of its value, and the file.</summary>
    /// <exception cref="InvalidInputException">The datum does not end with three complete FITS files.</exception>
    public static IReadOnlyList<(string Name, int Offset, int Length, FitsFile Fits)> Find(ReadOnlyMemory<byte> datum)
    {
        var cutouts = new List<(string Name, int Offset, int Length, FitsFile Fits)>();
        var position = 0;
        while (datum.Span[position..].IndexOf("SIMPLE  =                    T"u8) is >= 0 and var ahead && cutouts.Count < Names.Length)
        {
            var start = position + ahead;
            var length = LengthBefore(datum.Span[..start]) ?? throw Fault(start, "there is no valid length before a FITS file");
            if (length > datum.Length - start)
            {
                throw Fault(start, FormattableString.Invariant($"the FITS file of {length} bytes extends beyond the message"));
            }

            cutouts.Add((Names[cutouts.Count], start, length, FitsFile.Read(datum.Slice(start, length))));
            position = start + length;
        }

        return cutouts.Count == Names.Length
            ? cutouts
            : throw Fault(
                datum.Length,
                FormattableString.Invariant($"the message contains {cutouts.Count} FITS files, but an LSST alert has three")
            );
    }

    // The zig-zag length before a bytes value. The length of a file of 8,640 B to 1 MiB takes three bytes.
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
        new(Diagnostic.Error("wire.cutouts", message, byteOffset: ConfluentMessage.HeaderBytes + offset));
}
