namespace StampSpec.Budgets.Encodings;

/// <summary>Compression of bytes without loss.</summary>
public abstract class ByteCodec
{
    /// <summary>The compressed bytes.</summary>
    public abstract byte[] Compress(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes again.</summary>
    /// <param name="compressed">What <see cref="Compress"/> gave.</param>
    /// <param name="maximumBytes">Most bytes to expand to.</param>
    /// <exception cref="Diagnostics.InvalidInputException">The data are damaged, truncated or larger than the limit.</exception>
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
