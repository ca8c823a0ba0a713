using StampSpec.Common;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>What mutations draw.</summary>
internal static class RandomPicks
{
    private static readonly long[] Edges =
    [
        0,
        1,
        2,
        -1,
        -2,
        7,
        8,
        63,
        64,
        100,
        127,
        128,
        255,
        256,
        999,
        1000,
        4096,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        1 << 24,
        (1 << 24) + 1,
        1 << 26,
        (1 << 26) + 1,
        int.MaxValue,
        int.MinValue,
        uint.MaxValue,
        1L << 32,
        1L << 40,
        long.MaxValue,
        long.MaxValue - 1,
        long.MinValue,
        long.MinValue + 1,
    ];

    /// <summary>One of several.</summary>
    public static T Pick<T>(this RandomSource random, IReadOnlyList<T> items) => items[random.NextInt(items.Count)];

    /// <summary>True so often.</summary>
    public static bool Chance(this RandomSource random, double probability) => random.NextDouble() < probability;

    /// <summary>A number at which programs go wrong, or beside one, or any other.</summary>
    public static long EdgeNumber(this RandomSource random) =>
        random.NextInt(8) switch
        {
            0 => (long)random.NextBits() >> random.NextInt(64),
            1 => unchecked(random.Pick(Edges) + random.NextInt(9) - 4),
            _ => random.Pick(Edges),
        };

    /// <summary>Random bytes.</summary>
    public static byte[] Bytes(this RandomSource random, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.NextBits();
        }

        return bytes;
    }
}
