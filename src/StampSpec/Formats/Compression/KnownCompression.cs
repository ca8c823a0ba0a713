namespace StampSpec.Formats.Compression;

/// <summary>A compression that is recognised by its first bytes but not read.</summary>
/// <param name="Name">As its users call it.</param>
/// <param name="Command">Decompresses the file whose name follows it.</param>
internal sealed record KnownCompression(string Name, string Command)
{
    private static readonly (byte[] Magic, KnownCompression Compression)[] All =
    [
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], new("xz", "xz -dk")),
        ([(byte)'B', (byte)'Z', (byte)'h'], new("bzip2", "bzip2 -dk")),
        ([0x28, 0xB5, 0x2F, 0xFD], new("zstd", "zstd -d")),
        ([0x04, 0x22, 0x4D, 0x18], new("lz4", "lz4 -d")),
        ([(byte)'P', (byte)'K', 3, 4], new("zip", "unzip")),
        ([0x1F, 0x9D], new("compress", "uncompress -k")),
    ];

    /// <summary>The compression of a file; null if it is none of these.</summary>
    public static KnownCompression? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, compression) in All)
        {
            if (head.StartsWith(magic))
            {
                return compression;
            }
        }

        return null;
    }
}
