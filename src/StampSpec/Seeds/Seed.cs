using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StampSpec.Seeds;

/// <summary>
/// A 64-bit seed from which others are derived by name, so that what is drawn for one purpose never depends on the order, thread or
/// resumption in which other purposes drew.
/// </summary>
/// <param name="Value">The seed itself.</param>
public readonly record struct Seed(ulong Value)
{
    /// <summary>The seed for one purpose: the first 8 bytes of SHA-256 over this seed and the names, each preceded by its length.</summary>
    /// <param name="purpose">Names from coarse to fine, such as cell, run and <c>"initialisation"</c>.</param>
    public Seed Derive(params ReadOnlySpan<string> purpose)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, Value);
        hash.AppendData(word);
        foreach (var name in purpose)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteUInt64LittleEndian(word, (ulong)bytes.Length);
            hash.AppendData(word);
            hash.AppendData(bytes);
        }

        return new Seed(BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset()));
    }

    /// <summary>The seed of the item with this index.</summary>
    public Seed Derive(long index) => Derive(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>A generator that yields the same numbers for the same seed on every machine and runtime.</summary>
    public RandomSource CreateSource() => new(this);
}
