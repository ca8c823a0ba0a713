using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Fits;
using StampSpec.Diagnostics;

namespace StampSpec.Budgets.Measured;

/// <summary>What the bytes of a shipped packet are spent on, read off the file itself.</summary>
public static class ShippedParts
{
    /// <summary>Flux pixels of FITS cutouts.</summary>
    public const string Flux = "flux pixels";

    /// <summary>Variance pixels of FITS cutouts.</summary>
    public const string Variance = "variance pixels";

    /// <summary>PSF values of FITS cutouts.</summary>
    public const string Psf = "PSF values";

    /// <summary>Headers of FITS cutouts, with their filling.</summary>
    public const string FitsHeaders = "FITS headers";

    /// <summary>Filling of FITS data to 2,880 bytes.</summary>
    public const string FitsPadding = "FITS padding";

    /// <summary>Gzipped FITS cutouts.</summary>
    public const string Gzipped = "gzipped FITS stamps";

    /// <summary>Catalogue records and single fields.</summary>
    public const string Records = "records";

    /// <summary>Container: schema, markers, lengths.</summary>
    public const string Container = "schema and container";

    /// <summary>Parts of an object container with one alert; they add up to the file.</summary>
    /// <exception cref="InvalidInputException">The file is no such container, or damaged.</exception>
    public static IReadOnlyDictionary<string, long> Of(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var stamps = StampsOf(file, out var alert);
        long datum = alert.Length;
        var parts = new Dictionary<string, long>(StringComparer.Ordinal);
        Add(parts, Container, file.Length - datum);
        Add(parts, Records, datum);
        foreach (var stamp in stamps)
        {
            Add(parts, Records, -stamp.Length);
            AddStamp(parts, stamp);
        }

        return parts;
    }

    /// <summary>The stamps of a container with one alert.</summary>
    /// <param name="file">The container.</param>
    /// <param name="datum">The alert without the container, its stamps among them.</param>
    internal static IReadOnlyList<byte[]> StampsOf(byte[] file, out byte[] datum)
    {
        using var container = new AvroContainerReader(new MemoryStream(file, writable: false));
        object?[] alerts = [.. container.ReadAll().Take(2)];
        if (alerts is not [AvroRecord packet])
        {
            throw new InvalidInputException(alerts.Length > 1
                ? Diagnostic.Error("alert.several", "the container holds several alerts, so its bytes are not one packet's") with { Fix = "give a file with one alert" }
                : Diagnostic.Error("alert.none", "the container holds no alert"));
        }

        datum = new AvroDatumWriter(packet.Schema).Encode(packet);
        return [.. packet.Schema.Fields.Where(f => f.Name.StartsWith("cutout", StringComparison.Ordinal)).Select(f => StampOf(packet[f.Position])).OfType<byte[]>()];
    }

    private static byte[]? StampOf(object? value) => value switch
    {
        byte[] bytes => bytes,
        AvroRecord record when record.Schema.TryGetField("stampData", out var data) => record[data.Position] as byte[],
        _ => null,
    };

    private static void AddStamp(Dictionary<string, long> parts, byte[] stamp)
    {
        if (BoundedInflate.IsGzip(stamp))
        {
            Add(parts, Gzipped, stamp.Length);
            return;
        }

        var data = 0L;
        var headers = 0L;
        foreach (var (index, hdu) in FitsFile.Read(stamp).Hdus.Index())
        {
            Add(parts, index == 0 ? Flux : hdu.Name == "PSFIMAGE" ? Psf : Variance, hdu.Data.Length);
            data += hdu.Data.Length;
            headers += hdu.DataOffset - hdu.Header.ByteOffset;
        }

        Add(parts, FitsHeaders, headers);
        Add(parts, FitsPadding, stamp.Length - data - headers);
    }

    private static void Add(Dictionary<string, long> parts, string part, long bytes) => parts[part] = parts.GetValueOrDefault(part) + bytes;
}
