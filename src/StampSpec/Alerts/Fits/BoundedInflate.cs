using System.Buffers.Binary;
using System.IO.Compression;
using StampSpec.Diagnostics;

namespace StampSpec.Alerts.Fits;

/// <summary>Expands gzip and deflate data up to a cap, so that a bomb costs no more than the cap.</summary>
public static class BoundedInflate
{
    /// <summary>Cap for one cutout or packet unless the caller has a better one: 64 MiB.</summary>
    public const int DefaultMaximumBytes = 64 << 20;

    // Deflate cannot expand further than this (RFC 1951: 258 bytes from 2 bits), so a larger claim is a lie and gets no buffer.
    private const int MaximumRatio = 1032;
    private const int SmallestBuffer = 256;

    // GZipStream and DeflateStream take data that lack their last bytes for whole ones. A further gzip member of known content, appended
    // here, comes out whole only behind a whole file; a finished deflate stream never asks its source for more.
    private static readonly byte[] Sentinel = "StampSpc"u8.ToArray();
    private static readonly byte[] SentinelMember = Compress(Sentinel);

    /// <summary>True where the bytes start as gzip does.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>Expands a gzip file of one or more members; checksums are verified.</summary>
    /// <exception cref="InvalidInputException">The data are damaged, truncated or expand to over <paramref name="maximumBytes"/>.</exception>
    public static byte[] Gzip(ReadOnlySpan<byte> compressed, int maximumBytes = DefaultMaximumBytes)
    {
        if (!IsGzip(compressed) || compressed.Length < sizeof(uint))
        {
            throw Fault(0, "gzip.damaged", "the data do not start as gzip data do, with bytes 1F 8B");
        }

        // The last four bytes of a gzip file state the expanded size: usually right, never trusted.
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(compressed[^sizeof(uint)..]);
        if (stated > 0 && stated <= maximumBytes && stated <= (long)compressed.Length * MaximumRatio && ExpandsTo((int)stated, compressed) is { } whole)
        {
            return whole;
        }

        byte[] source = [.. compressed, .. SentinelMember];
        var expanded = Expand(source, Sentinel.Length, maximumBytes, stated, "gzip", out _);
        if (!expanded.AsSpan().EndsWith(Sentinel))
        {
            throw Fault(compressed.Length, "gzip.damaged", "the gzip data end too early");
        }

        Array.Resize(ref expanded, expanded.Length - Sentinel.Length);
        return expanded;
    }

    /// <summary>Expands a raw deflate stream (RFC 1951), as Avro's deflate codec stores it.</summary>
    /// <exception cref="InvalidInputException">The data are damaged, truncated or expand to over <paramref name="maximumBytes"/>.</exception>
    public static byte[] Deflate(ReadOnlySpan<byte> compressed, int maximumBytes = DefaultMaximumBytes)
    {
        if (compressed.IsEmpty)
        {
            throw Fault(0, "deflate.damaged", "there are no deflate data: 0 bytes");
        }

        var expanded = Expand(compressed, 0, maximumBytes, 4L * compressed.Length, "deflate", out var isWhole);
        return isWhole ? expanded : throw Fault(compressed.Length, "deflate.damaged", "the deflate data end too early");
    }

    /// <summary>
    /// Expands the usual case, one member of the stated size, without a spare copy; null for anything else. Bytes cut off would leave other bytes in the place of
    /// the size.
    /// </summary>
    private static unsafe byte[]? ExpandsTo(int size, ReadOnlySpan<byte> compressed)
    {
        fixed (byte* start = compressed)
        {
            using var stream = new GZipStream(new UnmanagedMemoryStream(start, compressed.Length), CompressionMode.Decompress);
            try
            {
                var expanded = new byte[size];
                return stream.ReadAtLeast(expanded, size, throwOnEndOfStream: false) == size && stream.ReadByte() < 0 ? expanded : null;
            }
            catch (InvalidDataException)
            {
                return null;
            }
        }
    }

    private static unsafe byte[] Expand(
        ReadOnlySpan<byte> compressed, int sentinelBytes, int maximumBytes, long expectedBytes, string format, out bool isWhole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        var plausible = Math.Min(expectedBytes, Math.Min(maximumBytes, (long)compressed.Length * MaximumRatio));
        fixed (byte* start = compressed)
        {
            var ownBytes = compressed.Length - (sentinelBytes > 0 ? SentinelMember.Length : 0);
            using var source = new EndNotingStream(start, compressed.Length);
            using Stream stream = format == "gzip"
                ? new GZipStream(source, CompressionMode.Decompress)
                : new DeflateStream(source, CompressionMode.Decompress);
            try
            {
                var capacity = (int)Math.Max(plausible, Math.Min(maximumBytes, SmallestBuffer));
                var expanded = ReadAll(stream, capacity + sentinelBytes, maximumBytes + (long)sentinelBytes);
                isWhole = !source.WasReadToItsEnd;
                return expanded ?? throw Fault(Math.Min(ownBytes, source.Position), format + ".too-large", $"the {format} data expand to over {maximumBytes} bytes, the limit here");
            }
            catch (InvalidDataException damaged)
            {
                // The stream reads ahead: the damage lies within the bytes taken so far.
                throw Fault(Math.Min(ownBytes, source.Position), format + ".damaged", $"a code, a length or a checksum of the {format} data is wrong at or before this byte", damaged);
            }
        }
    }

    private static byte[]? ReadAll(Stream stream, int capacity, long maximumBytes)
    {
        var buffer = new byte[capacity];
        var length = 0;
        while (true)
        {
            length += stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            if (length < buffer.Length || stream.ReadByte() is not (>= 0 and var next))
            {
                Array.Resize(ref buffer, length);
                return buffer;
            }

            if (length >= maximumBytes)
            {
                return null;
            }

            Array.Resize(ref buffer, (int)Math.Min(Math.Min(maximumBytes, Array.MaxLength), Math.Max(2L * buffer.Length, SmallestBuffer)));
            buffer[length++] = (byte)next;
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        using var target = new MemoryStream();
        using (var stream = new GZipStream(target, CompressionLevel.Optimal))
        {
            stream.Write(bytes);
        }

        return target.ToArray();
    }

    private static InvalidInputException Fault(long offset, string code, string message, Exception? cause = null) =>
        new(Diagnostic.Error(code, message) with { ByteOffset = offset }, cause);

    private sealed unsafe class EndNotingStream(byte* start, long length) : UnmanagedMemoryStream(start, length)
    {
        public bool WasReadToItsEnd { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Note(base.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Note(base.Read(buffer));

        private int Note(int read)
        {
            WasReadToItsEnd |= read == 0;
            return read;
        }
    }
}
