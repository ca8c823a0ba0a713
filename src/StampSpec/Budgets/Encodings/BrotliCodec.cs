using System.IO.Compression;
using StampSpec.Diagnostics;

namespace StampSpec.Budgets.Encodings;

/// <summary>Brotli at quality 9 with a window of 4 MiB.</summary>
public sealed class BrotliCodec : ByteCodec
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
            : throw new InvalidInputException(Diagnostic.Error(
                "brotli.damaged", FormattableString.Invariant($"the Brotli data are damaged, truncated or expand to over {maximumBytes} bytes")));
    }
}
