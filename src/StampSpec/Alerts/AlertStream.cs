using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Fits;
using StampSpec.Alerts.Lsst;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts;

/// <summary>Reads alerts from a stream that can be read only once and names nothing: what it is shows in its first bytes.</summary>
internal static class AlertStream
{
    private const int HeadBytes = 512;
    private const int TarMagicStart = 257;

    /// <summary>The alerts of an archive, gzipped or not, of a container, or of one wire message, as they come.</summary>
    public static IEnumerable<AlertReading> Read(Stream stream, string name, AlertReadingOptions options)
    {
        var head = new byte[HeadBytes];
        head = head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
        using var whole = new HeadedStream(head, stream);
        var readings = BoundedInflate.IsGzip(head) ? PacketStream.ReadAll(TarPackets.Of(whole, name, isGzip: true, options), options)
            : head.AsSpan().StartsWith(AvroContainerReader.Magic) ? PacketStream.ReadMany(new PacketSource(name, () => whole), options)
            : IsTar(head) ? PacketStream.ReadAll(TarPackets.Of(whole, name, isGzip: false, options), options)
            : PacketStream.ReadAll([WireMessage.IsWire(head) ? PacketSource.OfBytes(name, ReadBytes(whole, name, options)) : Unknown(name)], options);
        foreach (var reading in readings)
        {
            yield return reading;
        }
    }

    /// <summary>All bytes of a stream that holds one packet.</summary>
    /// <exception cref="InvalidInputException">They are more than one packet may have.</exception>
    public static byte[] ReadBytes(Stream stream, string name, AlertReadingOptions options)
    {
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        for (var read = stream.Read(part); read > 0; read = stream.Read(part))
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > options.MaxTarEntryBytes)
            {
                var message = FormattableString.Invariant($"more than {options.MaxTarEntryBytes} bytes come through the pipe");
                throw new InvalidInputException(Diagnostic.Error("alert.pipe-size", message) with
                {
                    File = name,
                    ByteOffset = options.MaxTarEntryBytes,
                    Fix = ReadingLimits.AlertBytes.Fix,
                });
            }
        }

        return bytes.ToArray();
    }

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length == HeadBytes && head[TarMagicStart..].StartsWith("ustar"u8);

    private static PacketSource Unknown(string name) => PacketSource.Refused(
        name,
        Diagnostic.Error("alert.stream", "the first bytes are neither an archive's, nor an object container's, nor a wire message's") with
        {
            ByteOffset = 0,
            Fix = "send a tar archive, gzipped or not, or an object container",
        });
}
