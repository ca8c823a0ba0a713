using System.Buffers.Binary;
using System.IO.Compression;
using StampSpec.Common;

namespace StampSpec.Formats.Compression;

/// <summary>
/// Expands gzip and deflate data up to a limit. Neither a decompression bomb nor ordinary data use more memory than the limit: large
/// buffers are allocated only for a size that has been counted.
/// </summary>
internal static class BoundedInflate
{
    /// <summary>Limit for one cutout or packet, unless the caller gives another: 64 MiB.</summary>
    public const int DefaultMaximumBytes = 64 << 20;

    /// <summary>
    /// Maximum number of bytes that are allocated for a guessed size. Cutouts and most blocks fit, and are then inflated once instead of
    /// twice.
    /// </summary>
    private const int MostGuessedBytes = 1 << 20;

    // Deflate cannot expand by more than this (RFC 1951: 258 bytes from 2 bits), so a larger claim is false and gets no buffer.
    private const int MaximumRatio = 1032;
    private const int ScratchBytes = 1 << 14;

    // GZipStream and DeflateStream accept data without their last bytes as complete. Therefore a further gzip member of known content is
    // appended; it is expanded completely only after a complete file. A finished deflate stream never reads further from its source.
    private static readonly byte[] Sentinel = "StampSpc"u8.ToArray();
    private static readonly byte[] SentinelMember = Compress(Sentinel);

    /// <summary>True if the bytes start like gzip data.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    /// <summary>Expands a gzip file of one or more members; checksums are verified.</summary>
    /// <exception cref="InvalidInputException">
    /// The data are damaged or truncated, or expand to more than <paramref name="maximumBytes"/>.
    /// </exception>
    public static byte[] Gzip(ReadOnlySpan<byte> compressed, int maximumBytes = DefaultMaximumBytes)
    {
        if (!IsGzip(compressed) || compressed.Length < sizeof(uint))
        {
            throw Fault(0, "gzip.damaged", "the data are not gzip data, which start with the bytes 1F 8B");
        }

        // The last four bytes of a gzip file state the expanded size. It is usually right, but it is never trusted.
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(compressed[^sizeof(uint)..]);
        return stated > 0 && Guess(stated, compressed.Length, maximumBytes) == stated && ExpandsTo((int)stated, compressed) is { } whole
            ? whole
            : Expand(compressed, isGzip: true, 0, maximumBytes);
    }

    /// <summary>Expands a raw deflate stream (RFC 1951), as Avro's deflate codec stores it.</summary>
    /// <exception cref="InvalidInputException">
    /// The data are damaged or truncated, or expand to more than <paramref name="maximumBytes"/>.
    /// </exception>
    public static byte[] Deflate(ReadOnlySpan<byte> compressed, int maximumBytes = DefaultMaximumBytes) =>
        compressed.IsEmpty
            ? throw Fault(0, "deflate.damaged", "the deflate data are empty")
            : Expand(compressed, isGzip: false, Guess(4L * compressed.Length, compressed.Length, maximumBytes), maximumBytes);

    private static int Guess(long expectedBytes, int compressedBytes, int maximumBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumBytes);
        return (int)Math.Min(Math.Min(expectedBytes, MostGuessedBytes), Math.Min(maximumBytes, (long)compressedBytes * MaximumRatio));
    }

    /// <summary>
    /// Expands the usual case, one member of the stated size, without an extra copy; null for anything else. If bytes at the end are
    /// missing, other bytes are in the place of the size.
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

    /// <summary>
    /// Expands into a guessed buffer if that is enough; otherwise counts the bytes and expands again, into a buffer of their number.
    /// </summary>
    private static unsafe byte[] Expand(ReadOnlySpan<byte> compressed, bool isGzip, int guessedBytes, int maximumBytes)
    {
        fixed (byte* start = compressed)
        {
            var guessed = new byte[guessedBytes];
            var length = Inflate(start, compressed.Length, isGzip, guessed, maximumBytes);
            if (length <= guessedBytes)
            {
                Array.Resize(ref guessed, length);
                return guessed;
            }

            var expanded = new byte[length];
            return Inflate(start, compressed.Length, isGzip, expanded, maximumBytes) == length
                ? expanded
                : throw new InvalidOperationException("the same data expanded to a different length");
        }
    }

    /// <summary>Expands as much as fits the destination, and counts all.</summary>
    /// <returns>Bytes of the expanded data.</returns>
    /// <exception cref="InvalidInputException">The data are damaged or truncated, or expand to more than the limit.</exception>
    private static unsafe int Inflate(byte* start, int length, bool isGzip, Span<byte> destination, int maximumBytes)
    {
        var format = isGzip ? "gzip" : "deflate";
        using var source = new SuffixedStream(start, length, isGzip ? SentinelMember : []);
        using Stream stream = isGzip
            ? new GZipStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        try
        {
            var tail = new byte[isGzip ? Sentinel.Length : 0];
            var count = Drain(stream, destination, maximumBytes + (long)tail.Length, tail)
                ?? throw Fault(
                    source.Position,
                    format + ".too-large",
                    $"the {format} data expand to more than {maximumBytes} bytes, the limit"
                );
            var isWhole = isGzip ? tail.AsSpan().SequenceEqual(Sentinel) : !source.WasReadToItsEnd;
            return isWhole ? (int)(count - tail.Length) : throw Fault(length, format + ".damaged", $"the {format} data end too early");
        }
        catch (InvalidDataException damaged)
        {
            // The stream reads ahead, so the damage is within the bytes read so far.
            var message = $"a code, a length or a checksum of the {format} data is wrong at or before this byte";
            throw Fault(source.Position, format + ".damaged", message, damaged);
        }
    }

    /// <summary>
    /// Reads a stream to its end. Its first bytes go into the destination until that is full, and its last bytes into the tail.
    /// </summary>
    /// <returns>Bytes of the stream; null if they are more than the maximum.</returns>
    private static long? Drain(Stream stream, Span<byte> destination, long maximumBytes, Span<byte> tail)
    {
        var scratch = new byte[ScratchBytes];
        var count = 0L;
        for (var read = stream.Read(scratch); read > 0; read = stream.Read(scratch))
        {
            ReadOnlySpan<byte> part = scratch.AsSpan(0, read);
            if (count < destination.Length)
            {
                part[..(int)Math.Min(read, destination.Length - count)].CopyTo(destination[(int)count..]);
            }

            var kept = Math.Max(0, tail.Length - read);
            tail[(tail.Length - kept)..].CopyTo(tail);
            part[^(tail.Length - kept)..].CopyTo(tail[kept..]);
            count += read;
            if (count > maximumBytes)
            {
                return null;
            }
        }

        return count;
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
        new(Diagnostic.Error(code, message, byteOffset: offset), cause);

    /// <summary>Bytes in memory, followed by a suffix. The position never exceeds the length of the former.</summary>
    private sealed unsafe class SuffixedStream(byte* start, long length, byte[] suffix) : UnmanagedMemoryStream(start, length)
    {
        private int _suffixRead;

        public bool WasReadToItsEnd { get; private set; }

        // The base class also calls this method to read into spans.
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            if (read == 0)
            {
                read = Math.Min(count, suffix.Length - _suffixRead);
                suffix.AsSpan(_suffixRead, read).CopyTo(buffer.AsSpan(offset));
                _suffixRead += read;
            }

            WasReadToItsEnd |= read == 0;
            return read;
        }
    }
}
