namespace StampSpec.Alerts.Fits.Tiles;

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
