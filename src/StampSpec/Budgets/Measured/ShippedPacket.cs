using System.Text;
using StampSpec.Alerts.Lsst;
using StampSpec.Diagnostics;

namespace StampSpec.Budgets.Measured;

/// <summary>The packet of a real alert, read off its file: what is left of it when the stamps and their framing are taken out.</summary>
public static class ShippedPacket
{
    /// <summary>True if the file begins as an alert does: an object container, or a wire message.</summary>
    public static bool IsAlert(ReadOnlySpan<byte> file) => file.StartsWith("Obj\u0001"u8) || ConfluentMessage.IsWire(file);

    /// <summary>The packet of an object container with one alert, or of a wire message with three cutouts.</summary>
    /// <exception cref="InvalidInputException">The file is neither, or damaged.</exception>
    public static AlertPacket Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = File.ReadAllBytes(path);
        try
        {
            return ConfluentMessage.IsWire(file) ? OfWire(path, file) : OfContainer(path, file);
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Diagnostics.Select(d => d with { File = path })]);
        }
    }

    /// <summary>True if the bytes are text, as a YAML file's are.</summary>
    internal static bool IsText(byte[] file)
    {
        try
        {
            return !new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file).Any(c => c is < ' ' and not ('\t' or '\n' or '\r'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static AlertPacket OfWire(string path, byte[] file)
    {
        var stamps = WireCutouts.Find(ConfluentMessage.Parse(file).Datum).Select(c => (long)c.Length);
        return Packet(path, "wire message", file, ConfluentMessage.HeaderBytes, [.. stamps]);
    }

    private static AlertPacket OfContainer(string path, byte[] file)
    {
        var shipped = ShippedBytes.OfFile(file);
        return Packet(path, "container", file, file.Length - shipped.Datum.Length, [.. shipped.Stamps.Select(s => (long)s.Length)]);
    }

    // The framing of each stamp, a union's index and a length, belongs to the stamps that a layout puts in their place.
    private static AlertPacket Packet(string path, string kind, byte[] file, long container, long[] stamps) => new(
        Path.GetFileNameWithoutExtension(path),
        file.Length - container - stamps.Sum(bytes => 1 + AvroVarint.Bytes(bytes) + bytes),
        container,
        file.Length,
        $"{kind} {Path.GetFileName(path)}, measured");
}
