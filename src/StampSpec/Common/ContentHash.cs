using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace StampSpec.Common;

/// <summary>
/// SHA-256 over a sequence of values, each preceded by its length, so that different sequences cannot give the same bytes.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Hash of a file's or buffer's bytes alone, lower-case hexadecimal.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public ContentHash Add(string text)
    {
        AddLength(Encoding.UTF8.GetByteCount(text));
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public ContentHash Add(ReadOnlySpan<int> values) => AddBytes(MemoryMarshal.AsBytes(values));

    public ContentHash Add(ReadOnlySpan<float> values) => AddBytes(MemoryMarshal.AsBytes(values));

    public ContentHash Add(ReadOnlySpan<double> values) => AddBytes(MemoryMarshal.AsBytes(values));

    /// <summary>The hash of everything added, lower-case hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private ContentHash AddBytes(ReadOnlySpan<byte> bytes)
    {
        AddLength(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    private void AddLength(long length)
    {
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(word, length);
        _hash.AppendData(word);
    }
}
