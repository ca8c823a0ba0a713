namespace StampSpec.Budgets.Encodings;

/// <summary>
/// Bytes sorted by their significance in 32-bit numbers, then compressed: all first bytes, all second, third and fourth ones, then those
/// left over. Exponents stand together, which helps on noisy floating-point images.
/// </summary>
/// <param name="inner">The compression behind the shuffling.</param>
public sealed class ShuffledCodec(ByteCodec inner) : ByteCodec
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
