using StampSpec.Common;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;

namespace StampSpec.Budgets.Measured;

/// <summary>Divides the bytes of a shipped packet into parts, from the file itself.</summary>
internal static class ShippedParts
{
    /// <summary>Flux pixels of FITS cutouts.</summary>
    public const string Flux = "flux pixels";

    /// <summary>Variance pixels of FITS cutouts.</summary>
    public const string Variance = "variance pixels";

    /// <summary>PSF values of FITS cutouts.</summary>
    public const string Psf = "PSF values";

    /// <summary>Headers of FITS cutouts, with their padding.</summary>
    public const string FitsHeaders = "FITS headers";

    /// <summary>Padding of FITS data to a multiple of 2,880 bytes.</summary>
    public const string FitsPadding = "FITS padding";

    /// <summary>Gzipped FITS cutouts.</summary>
    public const string Gzipped = "gzipped FITS stamps";

    /// <summary>Catalogue records and single fields.</summary>
    public const string Records = "records";

    /// <summary>Container: schema, markers, lengths.</summary>
    public const string Container = "schema and container";

    /// <summary>Parts of an object container with one alert. Their sum is the size of the file.</summary>
    /// <exception cref="InvalidInputException">The file is not such a container, or it is damaged.</exception>
    public static IReadOnlyDictionary<string, long> Of(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var shipped = ShippedBytes.OfFile(file);
        var parts = new Dictionary<string, long>(StringComparer.Ordinal) { [Container] = file.Length - shipped.Datum.Length };
        foreach (var (part, bytes) in OfDatum(shipped))
        {
            parts.Add(part, bytes);
        }

        return parts;
    }

    /// <summary>Parts of an alert without its container. Their sum is the size of its datum.</summary>
    /// <exception cref="InvalidInputException">A stamp is damaged.</exception>
    internal static IReadOnlyDictionary<string, long> OfDatum(ShippedBytes shipped)
    {
        var parts = new Dictionary<string, long>(StringComparer.Ordinal);
        Add(parts, Records, shipped.Datum.Length - shipped.Stamps.Sum(stamp => (long)stamp.Length));
        foreach (var stamp in shipped.Stamps)
        {
            AddStamp(parts, shipped.BytesOf(stamp));
        }

        return parts;
    }

    private static void AddStamp(Dictionary<string, long> parts, ReadOnlyMemory<byte> stamp)
    {
        if (BoundedInflate.IsGzip(stamp.Span))
        {
            Add(parts, Gzipped, stamp.Length);
            return;
        }

        var data = 0L;
        var headers = 0L;
        var file = FitsFile.Read(stamp);
        var flux = FitsImageReader.MainUnit(file);
        foreach (var (index, hdu) in file.Hdus.Index())
        {
            var part = index == 0 || hdu == flux ? Flux : Other(hdu.Name);
            Add(parts, part, hdu.Data.Length);
            data += hdu.Data.Length;
            headers += hdu.DataOffset - hdu.Header.ByteOffset;
        }

        Add(parts, FitsHeaders, headers);
        Add(parts, FitsPadding, stamp.Length - data - headers);

        static string Other(string? name) => name == "PSFIMAGE" ? Psf : Variance;
    }

    private static void Add(Dictionary<string, long> parts, string part, long bytes) => parts[part] = parts.GetValueOrDefault(part) + bytes;
}

/// <summary>Mean bytes of one part of a packet.</summary>
/// <param name="Packet">Name of the packet: as shipped, or a variant of it.</param>
/// <param name="Part">Name of the part.</param>
/// <param name="Bytes">Mean over the alerts.</param>
public sealed record PacketPartSize(string Packet, string Part, double Bytes);
