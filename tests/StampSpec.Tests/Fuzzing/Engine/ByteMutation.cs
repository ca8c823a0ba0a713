using System.Buffers.Binary;
using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes bytes without knowing what they mean: bits, numbers, ranges, the end.</summary>
internal static class ByteMutation
{
    private const int HeadBytes = 600;
    private const int LongestRange = 300;

    /// <summary>One to four changes.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> original, RandomSource random)
    {
        var bytes = original.ToArray();
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(4); left > 0; left--)
        {
            bytes = Change(bytes, random);
        }

        return bytes;
    }

    /// <summary>Random bytes alone, or behind the first few of the original.</summary>
    public static byte[] Noise(ReadOnlySpan<byte> original, RandomSource random) =>
        [.. original[..Math.Min(original.Length, random.NextInt(64))], .. random.Bytes(random.NextInt(400))];

    private static byte[] Change(byte[] bytes, RandomSource random)
    {
        if (bytes.Length == 0)
        {
            return random.Bytes(1 + random.NextInt(16));
        }

        // Most formats have their structure at the beginning.
        var at = random.Chance(0.5) ? random.NextInt(Math.Min(bytes.Length, HeadBytes)) : random.NextInt(bytes.Length);
        var length = Math.Min(1 + random.NextInt(random.Chance(0.5) ? 8 : LongestRange), bytes.Length - at);
        switch (random.NextInt(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.NextInt(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.NextBits();
                return bytes;
            case 2:
                WriteNumber(bytes.AsSpan(at), random);
                return bytes;
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. random.Bytes(length), .. bytes[at..]];
            case 6:
                return random.Chance(0.3) ? bytes[..at] : bytes[..^Math.Min(length, bytes.Length)];
            case 7:
                return [.. bytes[..at], .. Varint(random.EdgeNumber()), .. bytes[(at + Math.Min(length, 10))..]];
            default:
                bytes.AsSpan(random.NextInt(bytes.Length - length + 1), length).CopyTo(bytes.AsSpan(at));
                return bytes;
        }
    }

    private static void WriteNumber(Span<byte> bytes, RandomSource random)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, random.EdgeNumber());
        number = number[..(1 << random.NextInt(4))];
        if (random.Chance(0.5))
        {
            number.Reverse();
        }

        number[..Math.Min(number.Length, bytes.Length)].CopyTo(bytes);
    }

    private static List<byte> Varint(long number)
    {
        var bytes = new List<byte>();
        var left = ((ulong)number << 1) ^ (ulong)(number >> 63);
        for (; left >= 0x80; left >>= 7)
        {
            bytes.Add((byte)(left | 0x80));
        }

        bytes.Add((byte)left);
        return bytes;
    }
}
