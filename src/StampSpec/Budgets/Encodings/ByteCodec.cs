using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Budgets.Encodings;

/// <summary>Lossless compression of bytes.</summary>
/// <param name="compress">Compresses bytes.</param>
/// <param name="expand">
/// Expands compressed bytes, up to a number of bytes; throws <see cref="InvalidInputException"/> if the data are damaged or larger.
/// </param>
internal sealed class ByteCodec(Func<byte[], byte[]> compress, Func<byte[], int, byte[]> expand)
{
    private const int BrotliQuality = 9;
    private const int BrotliWindowBits = 22;
    private const int Stride = sizeof(float);

    /// <summary>Gzip at zlib's default level 6, as in ZTF's cutouts.</summary>
    public static ByteCodec Gzip { get; } =
        new(
            bytes => Through(bytes, target => new GZipStream(target, CompressionLevel.Optimal)),
            (compressed, maximumBytes) => BoundedInflate.Gzip(compressed, maximumBytes)
        );

    /// <summary>Raw deflate at zlib's default level 6, as in Avro containers.</summary>
    public static ByteCodec Deflate { get; } =
        new(
            bytes => Through(bytes, target => new DeflateStream(target, CompressionLevel.Optimal)),
            (compressed, maximumBytes) => BoundedInflate.Deflate(compressed, maximumBytes)
        );

    /// <summary>Brotli at quality 9 with a window of 4 MiB.</summary>
    public static ByteCodec Brotli { get; } = new(CompressBrotli, ExpandBrotli);

    /// <summary>Snappy's raw block format.</summary>
    public static ByteCodec Snappy { get; } =
        new(bytes => SnappyEncoder.Encode(bytes), (compressed, maximumBytes) => SnappyDecoder.Decode(compressed, maximumBytes));

    /// <summary>
    /// Compression of bytes that are sorted first by their significance in 32-bit numbers: all first bytes, all second, all third, all
    /// fourth, then the bytes left over. Exponents become neighbours, which helps on noisy floating-point images.
    /// </summary>
    /// <param name="inner">Compresses the sorted bytes.</param>
    public static ByteCodec Shuffled(ByteCodec inner) =>
        new(bytes => inner.Compress(Shuffle(bytes)), (compressed, maximumBytes) => Unshuffle(inner.Expand(compressed, maximumBytes)));

    /// <summary>The compressed bytes.</summary>
    public byte[] Compress(ReadOnlySpan<byte> bytes) => compress(bytes.ToArray());

    /// <summary>The original bytes.</summary>
    /// <param name="compressed">The result of <see cref="Compress"/>.</param>
    /// <param name="maximumBytes">Most bytes to expand to.</param>
    /// <exception cref="InvalidInputException">The data are damaged, truncated or larger than the limit.</exception>
    public byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => expand(compressed.ToArray(), maximumBytes);

    private static byte[] Through(byte[] bytes, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
        {
            stream.Write(bytes);
            stream.Flush();
        }

        return target.ToArray();
    }

    private static byte[] CompressBrotli(byte[] bytes)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, buffer, out var written, BrotliQuality, BrotliWindowBits)
            ? buffer[..written]
            : throw new InvalidOperationException("the buffer for the longest result was too short");
    }

    private static byte[] ExpandBrotli(byte[] compressed, int maximumBytes)
    {
        var buffer = new byte[maximumBytes];
        return BrotliDecoder.TryDecompress(compressed, buffer, out var written)
            ? buffer[..written]
            : throw InvalidInputException.Of(
                "brotli.damaged",
                FormattableString.Invariant($"the Brotli data are damaged, truncated or expand to over {maximumBytes} bytes")
            );
    }

    private static byte[] Shuffle(byte[] bytes)
    {
        var shuffled = (byte[])bytes.Clone();
        var count = bytes.Length / Stride;
        for (var i = 0; i < count * Stride; i++)
        {
            shuffled[((i % Stride) * count) + (i / Stride)] = bytes[i];
        }

        return shuffled;
    }

    private static byte[] Unshuffle(byte[] shuffled)
    {
        var bytes = (byte[])shuffled.Clone();
        var count = bytes.Length / Stride;
        for (var i = 0; i < count * Stride; i++)
        {
            bytes[i] = shuffled[((i % Stride) * count) + (i / Stride)];
        }

        return bytes;
    }
}
