using System.Text;
using StampSpec.Alerts;
using StampSpec.Alerts.Inspection;
using StampSpec.Alerts.Lsst;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Budgets;

/// <summary>The packet of a real alert, measured from its file: the rest of the file without the stamps and their framing.</summary>
internal static class ShippedPacket
{
    /// <summary>True if the file begins like an alert: an object container or a wire message.</summary>
    public static bool IsAlert(ReadOnlySpan<byte> file) => file.StartsWith(AvroContainerReader.Magic) || ConfluentMessage.IsWire(file);

    /// <summary>The packet of an object container with one alert, or of a wire message with three cutouts.</summary>
    /// <param name="path">Its name, for diagnostics.</param>
    /// <param name="file">Its bytes.</param>
    /// <exception cref="InvalidInputException">The file is neither, or it is damaged.</exception>
    public static AlertPacket Of(string path, byte[] file)
    {
        try
        {
            return ConfluentMessage.IsWire(file) ? OfWire(path, file) : OfContainer(path, file);
        }
        catch (InvalidInputException invalid)
        {
            throw new InvalidInputException([.. invalid.Diagnostics.Select(d => d with { File = path })]);
        }
    }

    /// <summary>True if the bytes are text, as in a YAML file.</summary>
    internal static bool IsText(byte[] file)
    {
        try
        {
            return !new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
                .GetString(file)
                .Any(c => c is < ' ' and not ('\t' or '\n' or '\r'));
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

    // The framing of each stamp (a union index and a length) is not part of the packet: it is counted with the stamps of a layout.
    private static AlertPacket Packet(string path, string kind, byte[] file, long container, long[] stamps) =>
        new(
            Path.GetFileNameWithoutExtension(path),
            file.Length - container - stamps.Sum(bytes => 1 + AvroVarint.Bytes(bytes) + bytes),
            container,
            file.Length,
            $"{kind} {Path.GetFileName(path)}, measured"
        );
}

/// <summary>The place of a stamp in the bytes of its alert.</summary>
/// <param name="Offset">Offset of its first byte.</param>
/// <param name="Length">Number of bytes, without the length field before them.</param>
internal readonly record struct ShippedStamp(int Offset, int Length);

/// <summary>An alert in the form in which its container stored it.</summary>
/// <param name="Datum">The alert without the container, including its stamps.</param>
/// <param name="Stamps">The stamps, in the datum's order.</param>
/// <param name="ContainerBytes">The alert's share of the container.</param>
internal sealed record ShippedBytes(ReadOnlyMemory<byte> Datum, IReadOnlyList<ShippedStamp> Stamps, double ContainerBytes)
{
    /// <summary>The bytes of a stamp.</summary>
    public ReadOnlyMemory<byte> BytesOf(ShippedStamp stamp) => Datum.Slice(stamp.Offset, stamp.Length);

    /// <summary>An alert that was read together with its bytes, after its container has been read to the end.</summary>
    public static ShippedBytes Of(ShippedDatum shipped, AlertReadingOptions options) =>
        new(shipped.Bytes, StampsOf(shipped.Schema, shipped.Bytes, default, options, out _), shipped.Container.PerAlert);

    /// <summary>The alert of an object container with one alert.</summary>
    /// <exception cref="InvalidInputException">The file is not such a container, or it is damaged.</exception>
    public static ShippedBytes OfFile(byte[] file)
    {
        var options = AlertReadingOptions.Default;
        using var container = new AvroContainerReader(new MemoryStream(file, writable: false), options.Avro);
        var block =
            container.Header.Schema is AvroRecordSchema
                ? PacketStream.FirstBlock(container)
                : throw InvalidInputException.Of("alert.none", "the container contains no alert");
        var datum = block.Data.ToArray();
        var stamps = StampsOf(container.Header.Schema, datum, block.Origin, options, out var length);
        if (block.Count > 1 || container.TryReadBlock(out _))
        {
            throw InvalidInputException.Of(
                "alert.several",
                "the container contains several alerts, so its bytes are not those of one packet",
                fix: "use a file with one alert"
            );
        }

        AvroContainerReader.RequireEnd(block, length);
        return new ShippedBytes(datum, stamps, file.Length - datum.Length);
    }

    private static ShippedStamp[] StampsOf(
        AvroSchema schema,
        ReadOnlyMemory<byte> datum,
        AvroOrigin origin,
        AlertReadingOptions options,
        out int length
    ) => [.. PacketCutouts.For(schema).Find(datum, origin, options, out length).Select(c => new ShippedStamp(c.Offset, c.Length))];
}
