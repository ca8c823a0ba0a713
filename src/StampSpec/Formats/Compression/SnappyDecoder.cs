using System.Buffers.Binary;
using StampSpec.Common;

namespace StampSpec.Formats.Compression;

/// <summary>Expands Snappy's raw format (google/snappy, format_description.txt).</summary>
internal static class SnappyDecoder
{
    /// <summary>
    /// The largest number of bytes that one stored byte can represent: a copy of 64 bytes takes 3 bytes, and a copy of 11 takes 2.
    /// </summary>
    private const int MaxExpansion = 22;
    private const int MaxLengthBytes = 5;

    /// <summary>Expands bytes.</summary>
    /// <param name="compressed">The stored bytes.</param>
    /// <param name="maxBytes">The limit on their expanded bytes.</param>
    /// <param name="offset">Their offset in the user's file, for diagnostics.</param>
    /// <exception cref="InvalidInputException">The bytes are damaged or expand to more than the limit.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> compressed, int maxBytes, long offset = 0)
    {
        var expanded = new byte[ExpandedLength(compressed, maxBytes, offset)];
        Decode(compressed, expanded, offset);
        return expanded;
    }

    /// <summary>The length that the bytes claim to expand to. It is refused if it is impossible or exceeds the limit.</summary>
    internal static int ExpandedLength(ReadOnlySpan<byte> compressed, int maxBytes, long offset)
    {
        var (length, _) = ReadLength(compressed, offset);
        if (length > (ulong)compressed.Length * MaxExpansion)
        {
            throw Fault(offset, "snappy.length", FormattableString.Invariant($"{compressed.Length} bytes claim to expand to {length}"));
        }

        return length <= (ulong)maxBytes
            ? (int)length
            : throw Fault(
                offset,
                "snappy.expanded-limit",
                FormattableString.Invariant($"the block expands to {length} bytes; the limit is {maxBytes}")
            );
    }

    /// <summary>Expands bytes into a buffer of exactly their expanded length.</summary>
    internal static void Decode(ReadOnlySpan<byte> compressed, Span<byte> expanded, long offset)
    {
        var (_, read) = ReadLength(compressed, offset);
        var written = 0;
        while (read < compressed.Length)
        {
            var tag = compressed[read];
            if ((tag & 3) == 0)
            {
                CopyLiteral(compressed, ref read, expanded, ref written, offset);
            }
            else
            {
                var (length, distance) = ReadCopy(compressed, ref read, offset);
                Repeat(expanded, ref written, length, distance, offset + read);
            }
        }

        if (written != expanded.Length)
        {
            throw Fault(
                offset + read,
                "snappy.length",
                FormattableString.Invariant($"the block expands to {written} bytes, but its header states {expanded.Length}")
            );
        }
    }

    private static (ulong Length, int HeaderBytes) ReadLength(ReadOnlySpan<byte> compressed, long offset)
    {
        ulong length = 0;
        for (var i = 0; i < Math.Min(MaxLengthBytes, compressed.Length); i++)
        {
            length |= (ulong)(compressed[i] & 0x7F) << (7 * i);
            if (compressed[i] < 0x80)
            {
                return (length, i + 1);
            }
        }

        throw Fault(offset, "snappy.length", "the expanded length is cut off or has more than 5 bytes");
    }

    private static void CopyLiteral(ReadOnlySpan<byte> compressed, ref int read, Span<byte> expanded, ref int written, long offset)
    {
        var size = compressed[read] >> 2;
        var extra = size < 60 ? 0 : size - 59;
        if (compressed.Length - read <= extra)
        {
            throw Fault(offset + read, "snappy.truncated", "the block ends inside a literal's length");
        }

        var length = extra == 0 ? size + 1L : ReadLittleEndian(compressed.Slice(read + 1, extra)) + 1L;
        read += 1 + extra;
        if (length > compressed.Length - read || length > expanded.Length - written)
        {
            throw Fault(
                offset + read,
                "snappy.truncated",
                FormattableString.Invariant($"a literal of {length} bytes extends past the end")
            );
        }

        compressed.Slice(read, (int)length).CopyTo(expanded[written..]);
        read += (int)length;
        written += (int)length;
    }

    private static (int Length, long Distance) ReadCopy(ReadOnlySpan<byte> compressed, ref int read, long offset)
    {
        var tag = compressed[read];
        var extra = (tag & 3) switch
        {
            1 => 1,
            2 => 2,
            _ => 4,
        };
        if (compressed.Length - read <= extra)
        {
            throw Fault(offset + read, "snappy.truncated", "the block ends inside a copy");
        }

        var bytes = compressed.Slice(read + 1, extra);
        read += 1 + extra;
        return extra == 1 ? (((tag >> 2) & 7) + 4, ((tag >> 5) << 8) | bytes[0]) : ((tag >> 2) + 1, ReadLittleEndian(bytes));
    }

    private static void Repeat(Span<byte> expanded, ref int written, int length, long distance, long offset)
    {
        if (distance == 0 || distance > written || length > expanded.Length - written)
        {
            throw Fault(
                offset,
                "snappy.copy",
                FormattableString.Invariant($"a copy of {length} bytes from {distance} back is outside the {expanded.Length} bytes")
            );
        }

        var start = written - (int)distance;
        if (distance >= length)
        {
            expanded.Slice(start, length).CopyTo(expanded[written..]);
        }
        else
        {
            // The copy overlaps what it writes: it repeats the last bytes.
            for (var i = 0; i < length; i++)
            {
                expanded[written + i] = expanded[start + i];
            }
        }

        written += length;
    }

    private static long ReadLittleEndian(ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = stackalloc byte[sizeof(uint)];
        all.Clear();
        bytes.CopyTo(all);
        return BinaryPrimitives.ReadUInt32LittleEndian(all);
    }

    private static InvalidInputException Fault(long offset, string code, string message) =>
        new(Diagnostic.Error(code, message, byteOffset: offset));
}
