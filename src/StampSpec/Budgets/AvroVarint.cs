namespace StampSpec.Budgets;

/// <summary>Sizes of Avro's zig-zag variable-length numbers.</summary>
internal static class AvroVarint
{
    /// <summary>Bytes of a number of 0 or more.</summary>
    public static int Bytes(long number)
    {
        var bytes = 1;
        for (var left = (ulong)number << 1; left >= 0x80; left >>= 7)
        {
            bytes++;
        }

        return bytes;
    }
}
