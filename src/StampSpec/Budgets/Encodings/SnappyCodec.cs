using StampSpec.Alerts.Snappy;

namespace StampSpec.Budgets.Encodings;

/// <summary>Snappy's raw block format.</summary>
public sealed class SnappyCodec : ByteCodec
{
    /// <inheritdoc/>
    public override byte[] Compress(ReadOnlySpan<byte> bytes) => SnappyEncoder.Encode(bytes);

    /// <inheritdoc/>
    public override byte[] Expand(ReadOnlySpan<byte> compressed, int maximumBytes) => SnappyDecoder.Decode(compressed, maximumBytes);
}
