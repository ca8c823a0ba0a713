namespace StampSpec.Alerts.Avro;

/// <summary>Skips an array or a map; a block whose size the file states is skipped whole.</summary>
internal sealed class AvroSkipItems(AvroPlan item) : AvroPlan
{
    public override void Run(ref AvroCursor cursor, scoped Span<AvroSlot> slots)
    {
        cursor.Enter();
        for (var count = cursor.ReadBlockCount(out var blockBytes); count > 0; count = cursor.ReadBlockCount(out blockBytes))
        {
            if (blockBytes is { } bytes)
            {
                cursor.Take(bytes, "a block");
            }
            else if (item is AvroSkipFixed equal)
            {
                SkipEqual(ref cursor, count, equal.SizeBytes);
            }
            else
            {
                SkipEach(ref cursor, count);
            }
        }

        cursor.Leave();
    }

    private static void SkipEqual(ref AvroCursor cursor, long count, long sizeBytes)
    {
        var tooMany = sizeBytes > 0 && count > cursor.Remaining / sizeBytes;
        cursor.Take(tooMany ? long.MaxValue : count * sizeBytes, "an array");
    }

    private void SkipEach(ref AvroCursor cursor, long count)
    {
        for (; count > 0; count--)
        {
            item.Run(ref cursor, []);
        }
    }
}
