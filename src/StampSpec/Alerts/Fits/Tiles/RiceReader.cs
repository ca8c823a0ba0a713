namespace StampSpec.Alerts.Fits.Tiles;

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
            throw RiceCodec.Damaged(Position, "the data end early");
        }

        _pending = (_pending << 8) | _data[Position++];
        _count += 8;
    }
}
