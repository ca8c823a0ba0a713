using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Compression;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads alerts from a stream that has no name and can be read only once. Its first bytes show its format.</summary>
internal static class AlertStream
{
    private const int HeadBytes = 512;
    private const int TarMagicStart = 257;

    /// <summary>The alerts of an archive, gzipped or not, of a container, or of one wire message, in their order.</summary>
    public static IEnumerable<AlertReading> Read(Stream stream, string name, AlertReadingOptions options)
    {
        var head = HeadOf(stream);
        using var whole = new PrefixedStream(head, stream);
        // A container of many alerts is read without keeping all of them in memory.
        var readings = head.AsSpan().StartsWith(AvroContainerReader.Magic)
            ? PacketStream.ReadMany(new PacketSource(name, () => whole), options)
            : PacketStream.ReadAll(PacketsOf(head, whole, name, options), options);
        foreach (var reading in readings)
        {
            yield return reading;
        }
    }

    /// <summary>The packets of an archive, gzipped or not, or the one container or wire message in the stream, kept in memory.</summary>
    public static IEnumerable<PacketSource> PacketsOf(Stream stream, string name, AlertReadingOptions options)
    {
        var head = HeadOf(stream);
        using var whole = new PrefixedStream(head, stream);
        foreach (var packet in PacketsOf(head, whole, name, options))
        {
            yield return packet;
        }
    }

    private static IEnumerable<PacketSource> PacketsOf(byte[] head, Stream whole, string name, AlertReadingOptions options) =>
        BoundedInflate.IsGzip(head) ? TarPackets.Of(whole, name, isGzip: true, options)
        : IsTar(head) ? TarPackets.Of(whole, name, isGzip: false, options)
        : ConfluentMessage.IsWire(head) || head.AsSpan().StartsWith(AvroContainerReader.Magic)
            ? [new PacketSource(name, () => new MemoryStream(ReadBytes(whole, name, options), writable: false))]
        : [Unknown(name)];

    private static byte[] HeadOf(Stream stream)
    {
        var head = new byte[HeadBytes];
        return head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
    }

    /// <summary>All bytes of a stream that can be read only once, kept in memory.</summary>
    /// <exception cref="InvalidInputException">The stream has more bytes than one packet may have.</exception>
    public static byte[] ReadBytes(Stream stream, string name, AlertReadingOptions options)
    {
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        for (var read = stream.Read(part); read > 0; read = stream.Read(part))
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > options.MaxAlertBytes)
            {
                throw InvalidInputException.Of(
                    "alert.pipe-size",
                    FormattableString.Invariant($"the pipe has more than {options.MaxAlertBytes} bytes, the limit"),
                    file: name,
                    byteOffset: options.MaxAlertBytes,
                    fix: LimitOption.AlertBytes.Fix
                );
            }
        }

        return bytes.ToArray();
    }

    private static bool IsTar(ReadOnlySpan<byte> head) => head.Length == HeadBytes && head[TarMagicStart..].StartsWith("ustar"u8);

    private static PacketSource Unknown(string name) =>
        PacketSource.Refused(
            name,
            Diagnostic.Error(
                "alert.stream",
                "the input is neither an archive, nor an object container, nor a wire message",
                byteOffset: 0,
                fix: "send a tar archive, gzipped or not, or an object container"
            )
        );
}

/// <summary>A stream whose first bytes have already been read. It gives them again, and then the rest.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
{
    private ReadOnlyMemory<byte> _head = head;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_head.IsEmpty)
        {
            return rest.Read(buffer);
        }

        var length = Math.Min(buffer.Length, _head.Length);
        _head.Span[..length].CopyTo(buffer);
        _head = _head[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
