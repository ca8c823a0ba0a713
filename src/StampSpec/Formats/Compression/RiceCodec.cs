using System.Numerics;
using StampSpec.Common;

namespace StampSpec.Formats.Compression;

/// <summary>
/// RICE_1 compression of 32-bit integers (FITS standard 4.0, section 10.4.1): the first value as it is, then blocks of 32 differences. Each
/// block has its own number of plain low bits.
/// </summary>
internal static class RiceCodec
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
    /// <exception cref="InvalidInputException">The data end too early or contain an invalid code.</exception>
    public static int[] Decode(ReadOnlySpan<byte> data, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);

        // A block of 32 values takes at least 5 bits, so a larger claim is false and gets no buffer.
        if (
            count > 0
            && (data.Length < sizeof(int) || (long)(data.Length - sizeof(int)) * 8 * BlockValues / SplitBits < count - BlockValues)
        )
        {
            throw Damaged(data.Length, $"{data.Length} bytes cannot contain {count} values");
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

    internal static InvalidInputException Damaged(long offset, string message) =>
        FormatFault.At(offset, "fits.rice-damaged", "Rice data: " + message);

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

    // Half the mean, minus a rounding term, gives the number of low bits to store plainly.
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

/// <summary>Collects bits, most significant first.</summary>
internal sealed class RiceBits(int capacity)
{
    private readonly List<byte> _bytes = new(capacity);
    private ulong _pending;
    private int _count;

    /// <summary>Appends the lowest <paramref name="bits"/> bits, at most 32.</summary>
    public void Write(uint value, int bits)
    {
        _pending = (_pending << bits) | (bits == 32 ? value : value & ((1u << bits) - 1));
        _count += bits;
        while (_count >= 8)
        {
            _count -= 8;
            _bytes.Add((byte)(_pending >> _count));
        }
    }

    /// <summary>Appends a number as that many zeros and a one.</summary>
    public void WriteUnary(uint zeros)
    {
        for (; zeros >= 31; zeros -= 31)
        {
            Write(0, 31);
        }

        Write(1, (int)zeros + 1);
    }

    /// <summary>The bytes so far, the last one filled with zeros.</summary>
    public byte[] ToArray()
    {
        if (_count > 0)
        {
            Write(0, 8 - _count);
        }

        return [.. _bytes];
    }
}

/// <summary>Reads bits, most significant first; asking for more than there are is an error.</summary>
internal ref struct RiceReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private ulong _pending;
    private int _count;

    /// <summary>The byte that the next refill reads.</summary>
    public int Position { get; private set; }

    /// <summary>The next bits as a number; at most 32.</summary>
    public uint Read(int bits)
    {
        while (_count < bits)
        {
            Refill();
        }

        _count -= bits;
        return (uint)((_pending >> _count) & ((1UL << bits) - 1));
    }

    /// <summary>The number of zeros before the next one.</summary>
    public uint ReadUnary()
    {
        var zeros = 0u;
        while (Read(1) == 0)
        {
            zeros++;
        }

        return zeros;
    }

    private void Refill()
    {
        if (Position == _data.Length)
        {
            throw RiceCodec.Damaged(Position, "the data end too early");
        }

        _pending = (_pending << 8) | _data[Position++];
        _count += 8;
    }
}
