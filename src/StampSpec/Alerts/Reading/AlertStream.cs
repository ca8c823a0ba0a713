using StampSpec.Common;
using StampSpec.Formats;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Parquet;
using StampSpec.Formats.Tar;

namespace StampSpec.Alerts.Reading;

/// <summary>Reads alerts from a stream that can be read only once. Its first bytes show its format.</summary>
internal static class AlertStream
{
    private const int HeadBytes = 512;

    /// <summary>The alerts of an archive, gzipped or not, of a container, of a table, or of one wire message, in their order.</summary>
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

    /// <summary>
    /// The packets of an archive, gzipped or not, or those of the one container, table or wire message in the stream, kept in memory.
    /// </summary>
    public static IEnumerable<PacketSource> PacketsOf(Stream stream, string name, AlertReadingOptions options)
    {
        var head = HeadOf(stream);
        using var whole = new PrefixedStream(head, stream);
        foreach (var packet in PacketsOf(head, whole, name, options))
        {
            yield return packet;
        }
    }

    /// <summary>The packets of a stream whose first bytes have been read.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="whole">The stream from its start.</param>
    /// <param name="name">As the user would name it.</param>
    /// <param name="options">Limits.</param>
    public static IEnumerable<PacketSource> PacketsOf(byte[] head, Stream whole, string name, AlertReadingOptions options) =>
        KnownCompression.Of(head) is { } compression ? [Compressed(name, compression)]
        : BoundedInflate.IsGzip(head) ? TarPackets.Of(whole, name, isGzip: true, options)
        : TarEntryHeader.IsHeader(head) ? TarPackets.Of(whole, name, isGzip: false, options)
        : ParquetTable.IsTable(head) ? ParquetAlerts.RowsOf(Kept(whole, name, options), options)
        : ConfluentMessage.IsWire(head) || head.AsSpan().StartsWith(AvroContainerReader.Magic) ? [Kept(whole, name, options)]
        : [Unknown(name)];

    /// <summary>True for the first bytes of an archive or of a compressed file, whatever its name is.</summary>
    public static bool IsArchive(byte[] head) =>
        BoundedInflate.IsGzip(head) || TarEntryHeader.IsHeader(head) || KnownCompression.Of(head) is not null;

    /// <summary>The first bytes, as many as the formats need.</summary>
    public static byte[] HeadOf(Stream stream)
    {
        var head = new byte[HeadBytes];
        return head[..stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false)];
    }

    // The bytes are read at once, because the stream is closed before the packet may be opened.
    private static PacketSource Kept(Stream stream, string name, AlertReadingOptions options)
    {
        try
        {
            return PacketSource.OfBytes(name, ReadBytes(stream, name, options));
        }
        catch (InvalidInputException tooLarge)
        {
            return PacketSource.Refused(name, tooLarge.Diagnostics[0]);
        }
    }

    private static byte[] ReadBytes(Stream stream, string name, AlertReadingOptions options) =>
        BoundedFile.Read(stream, options.MaxAlertBytes)
        ?? throw InvalidInputException.Of(
            "alert.pipe-size",
            FormattableString.Invariant($"the pipe has more than {options.MaxAlertBytes} bytes, the limit"),
            file: name,
            byteOffset: options.MaxAlertBytes,
            fix: LimitOption.AlertBytes.Fix
        );

    private static PacketSource Unknown(string name) =>
        PacketSource.Refused(
            name,
            Diagnostic.Error(
                "alert.stream",
                "the input is neither an archive, nor an object container, nor a Parquet table, nor a wire message",
                byteOffset: 0,
                fix: "send a tar archive, gzipped or not, an object container or a Parquet table"
            )
        );

    private static PacketSource Compressed(string name, KnownCompression compression) =>
        PacketSource.Refused(
            name,
            Diagnostic.Error(
                "alert.compression",
                $"the input is compressed with {compression.Name}; only tar archives that are plain or compressed with gzip are read",
                byteOffset: 0,
                fix: $"decompress it first, for instance with '{compression.Command} FILE'"
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
