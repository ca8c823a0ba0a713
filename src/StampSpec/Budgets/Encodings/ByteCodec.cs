using System.IO.Compression;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Budgets.Encodings;

/// <summary>Compression of bytes without loss.</summary>
internal abstract class ByteCodec
{
    /// <summary>The compressed bytes.</summary>
    public abstract byte[] Compress(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes again.</summary>
    /// <param name="compressed">What <see cref="Compress"/> gave.</param>
    /// <param name="maximumBytes">Most bytes to expand to.</param>
    /// <exception cref="InvalidInputException">The data are damaged, truncated or larger than the limit.</exception>
    public abstract byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes);

    /// <summary>Runs bytes through one of the base library's compressing streams.</summary>
    private protected static byte[] Through(ReadOnlySpan<byte> bytes, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var stream = open(target))
        {
            stream.Write(bytes);
            stream.Flush();
        }

        return target.ToArray();
    }
}

/// <summary>Brotli at quality 9 with a window of 4 MiB.</summary>
internal sealed class BrotliCodec : ByteCodec
{
    private const int Quality = 9;
    private const int WindowBits = 22;

    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, buffer, out var written, Quality, WindowBits)
            ? buffer[..written]
            : throw new InvalidOperationException("the buffer for the longest result was too short");
    }

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes)
    {
        var buffer = new byte[maximumBytes];
        return BrotliDecoder.TryDecompress(compressed, buffer, out var written)
            ? buffer[..written]
            : throw new InvalidInputException(
                Diagnostic.Error(
                    "brotli.damaged",
                    FormattableString.Invariant($"the Brotli data are damaged, truncated or expand to over {maximumBytes} bytes")
                )
            );
    }
}

/// <summary>Raw deflate at zlib's default level 6, as Avro containers have it.</summary>
internal sealed class DeflateCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) =>
        Through(bytes, target => new DeflateStream(target, CompressionLevel.Optimal));

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => BoundedInflate.Deflate(compressed, maximumBytes);
}

/// <summary>Gzip at zlib's default level 6, as ZTF's cutouts have it.</summary>
internal sealed class GzipCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) => Through(bytes, target => new GZipStream(target, CompressionLevel.Optimal));

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => BoundedInflate.Gzip(compressed, maximumBytes);
}

/// <summary>
/// Bytes sorted by their significance in 32-bit numbers, then compressed: all first bytes, all second, third and fourth ones, then those
/// left over. Exponents stand together, which helps on noisy floating-point images.
/// </summary>
/// <param name="inner">The compression behind the shuffling.</param>
internal sealed class ShuffledCodec(ByteCodec inner) : ByteCodec
{
    private const int Stride = sizeof(float);

    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var shuffled = bytes.ToArray();
        var count = bytes.Length / Stride;
        for (var i = 0; i < count * Stride; i++)
        {
            shuffled[((i % Stride) * count) + (i / Stride)] = bytes[i];
        }

        return inner.Compress(shuffled);
    }

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes)
    {
        var shuffled = inner.Expand(compressed, maximumBytes);
        var bytes = (byte[])shuffled.Clone();
        var count = bytes.Length / Stride;
        for (var i = 0; i < count * Stride; i++)
        {
            bytes[i] = shuffled[((i % Stride) * count) + (i / Stride)];
        }

        return bytes;
    }
}

/// <summary>Snappy's raw block format.</summary>
internal sealed class SnappyCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) => SnappyEncoder.Encode(bytes);

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => SnappyDecoder.Decode(compressed, maximumBytes);
}
