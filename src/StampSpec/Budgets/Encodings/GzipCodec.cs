using System.IO.Compression;
using StampSpec.Alerts.Fits;

namespace StampSpec.Budgets.Encodings;

/// <summary>Gzip at zlib's default level 6, as ZTF's cutouts have it.</summary>
public sealed class GzipCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) => Through(bytes, target => new GZipStream(target, CompressionLevel.Optimal));

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => BoundedInflate.Gzip(compressed, maximumBytes);
}
