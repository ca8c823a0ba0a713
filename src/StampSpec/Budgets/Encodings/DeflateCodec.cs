using System.IO.Compression;
using StampSpec.Alerts.Fits;

namespace StampSpec.Budgets.Encodings;

/// <summary>Raw deflate at zlib's default level 6, as Avro containers have it.</summary>
public sealed class DeflateCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) => Through(bytes, target => new DeflateStream(target, CompressionLevel.Optimal));

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => BoundedInflate.Deflate(compressed, maximumBytes);
}
