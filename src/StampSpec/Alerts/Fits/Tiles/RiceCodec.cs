using System.Numerics;

namespace StampSpec.Alerts.Fits.Tiles;

/// <summary>
/// RICE_1 compression of 32-bit integers (FITS standard 4.0, section 10.4.1): the first value as it is, then blocks of 32 differences, each
/// block with its own number of plain low bits.
/// </summary>
public static class RiceCodec
{
    private const int BlockValues = 32;
    private const int SplitBits = 5;
    private const int LargestSplit = 25;
    private const int PlainBits = 32;

    /// <summary>Compresses the values.</summary>
    public static byte[] Encode(ReadOnlySpan<int> values)
    {
        if (values.IsEmpty)
        {
            return [];
        }

        var bits = new RiceBits(values.Length * 2);
        bits.Write((uint)values[0], PlainBits);
        var last = values[0];
        Span<uint> folded = stackalloc uint[BlockValues];
        for (var start = 0; start < values.Length; start += BlockValues)
        {
            var block = folded[..Math.Min(BlockValues, values.Length - start)];
            for (var i = 0; i < block.Length; i++)
            {
                block[i] = Fold(unchecked(values[start + i] - last));
                last = values[start + i];
            }

            WriteBlock(bits, block);
        }

        return bits.ToArray();
    }

    /// <summary>Expands <paramref name="count"/> values.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The data end early or hold an impossible code.</exception>
    public static int[] Decode(ReadOnlySpan<byte> data, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);

        // A block of 32 values takes at least 5 bits: a larger claim gets no buffer.
        if (count > 0 && (data.Length < sizeof(int) || (long)(data.Length - sizeof(int)) * 8 * BlockValues / SplitBits < count - BlockValues))
        {
            throw Damaged(data.Length, $"{data.Length} bytes cannot hold {count} values");
        }

        var values = new int[count];
        var reader = new RiceReader(data);
        var last = count == 0 ? 0 : (int)reader.Read(PlainBits);
        for (var start = 0; start < count; start += BlockValues)
        {
            last = ReadBlock(ref reader, values.AsSpan(start, Math.Min(BlockValues, count - start)), last);
        }

        return values;
    }

    internal static Diagnostics.InvalidInputException Damaged(long offset, string message) => FitsFault.At(offset, "rice-damaged", "Rice data: " + message);

    private static uint Fold(int difference) => unchecked((uint)(difference << 1) ^ (uint)(difference >> 31));

    private static int Unfold(uint folded) => unchecked((int)(folded >> 1) ^ -(int)(folded & 1));

    private static void WriteBlock(RiceBits bits, ReadOnlySpan<uint> block)
    {
        double sum = 0;
        foreach (var value in block)
        {
            sum += value;
        }

        if (sum == 0)
        {
            bits.Write(0, SplitBits);
            return;
        }

        var split = Split(sum, block.Length);
        if (split >= LargestSplit)
        {
            WritePlain(bits, block);
            return;
        }

        bits.Write((uint)split + 1, SplitBits);
        foreach (var value in block)
        {
            bits.WriteUnary(value >> split);
            bits.Write(value, split);
        }
    }

    // Half the mean, less a rounding term, gives the number of bits worth storing plainly.
    private static int Split(double sum, int count)
    {
        var typical = Math.Max(0, (sum - (count / 2) - 1) / count);
        return 32 - BitOperations.LeadingZeroCount((uint)typical >> 1);
    }

    private static void WritePlain(RiceBits bits, ReadOnlySpan<uint> block)
    {
        bits.Write(LargestSplit + 1, SplitBits);
        foreach (var value in block)
        {
            bits.Write(value, PlainBits);
        }
    }

    private static int ReadBlock(ref RiceReader reader, Span<int> block, int last)
    {
        var split = (int)reader.Read(SplitBits) - 1;
        if (split > LargestSplit)
        {
            throw Damaged(reader.Position, $"split code {split + 1} is above {LargestSplit + 1}");
        }

        foreach (ref var value in block)
        {
            var folded = split switch
            {
                < 0 => 0u,
                LargestSplit => reader.Read(PlainBits),
                _ => (reader.ReadUnary() << split) | reader.Read(split),
            };
            last = unchecked(last + Unfold(folded));
            value = last;
        }

        return last;
    }
}
