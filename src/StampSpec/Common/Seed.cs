using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace StampSpec.Common;

/// <summary>
/// A 64-bit seed from which others are derived by name. Therefore the numbers drawn for one purpose do not depend on those drawn for
/// others, on their order, on threads, or on an interruption.
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
    internal RandomSource CreateSource() => new(this);
}

/// <summary>
/// Pseudo-random numbers by xoshiro256** (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47, 36), its state filled by SplitMix64.
/// The seeded generators of the runtime take 31-bit seeds, which are too short for seeds derived by hashing. Not thread-safe: use each
/// source on one thread.
/// </summary>
internal sealed class RandomSource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;
    private double? _spareNormal;

    /// <summary>Starts the sequence of a seed.</summary>
    public RandomSource(Seed seed)
    {
        var state = seed.Value;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), in steps of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextDouble(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>Uniform in 0 .. bound - 1, without modulo bias (Lemire 2019).</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var threshold = (0UL - (ulong)bound) % (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(NextBits(), (ulong)bound, out var low);
            if (low >= threshold)
            {
                return (int)high;
            }
        }
    }

    /// <summary>Standard normal by the polar method (Marsaglia and Bray 1964).</summary>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        while (true)
        {
            var u = (2 * NextDouble()) - 1;
            var v = (2 * NextDouble()) - 1;
            var s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                var factor = Math.Sqrt(-2 * Math.Log(s) / s);
                _spareNormal = v * factor;
                return u * factor;
            }
        }
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
