using System.Buffers.Binary;
using System.Numerics;

namespace StampSpec.Formats.Compression;

/// <summary>
/// Compresses into Snappy's raw format (google/snappy, format_description.txt): matches of at least 4 bytes, found through a hash of the
/// last place of each four bytes, within fragments of 64 KiB. While nothing matches, the search takes larger and larger steps, like the
/// reference implementation.
/// </summary>
internal static class SnappyEncoder
{
    private const int FragmentBytes = 1 << 16;
    private const int HashBits = 14;
    private const uint HashMultiplier = 0x1E35A7BD;
    private const int MinMatch = 4;
    private const int MaxCopy = 64;

    /// <summary>Bytes at a fragment's end that are not searched, so that four bytes can always be read.</summary>
    private const int Margin = 15;

    /// <summary>Compresses bytes.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        var output = new byte[MaxLength(bytes.Length)];
        var written = WriteLength(output, bytes.Length);
        var table = new ushort[1 << HashBits];
        for (var start = 0; start < bytes.Length; start += FragmentBytes)
        {
            var fragment = bytes.Slice(start, Math.Min(FragmentBytes, bytes.Length - start));
            Array.Clear(table);
            written += EncodeFragment(fragment, output.AsSpan(written), table);
        }

        return output[..written];
    }

    /// <summary>The maximum length of the result: 32 + n + n / 6, the bound of the reference implementation.</summary>
    private static int MaxLength(int length) => checked(32 + length + (length / 6));

    private static int WriteLength(Span<byte> output, int length)
    {
        var written = 0;
        var left = (uint)length;
        for (; left >= 0x80; left >>= 7)
        {
            output[written++] = (byte)(left | 0x80);
        }

        output[written++] = (byte)left;
        return written;
    }

    private static int EncodeFragment(ReadOnlySpan<byte> fragment, Span<byte> output, Span<ushort> table)
    {
        var written = 0;
        var literalStart = 0;
        var limit = fragment.Length - Margin;
        var position = 1;
        while (FindMatch(fragment, table, limit, ref position, out var candidate))
        {
            var length = MinMatch + MatchLength(fragment, candidate + MinMatch, position + MinMatch);
            written += WriteLiteral(fragment[literalStart..position], output[written..]);
            written += WriteCopy(position - candidate, length, output[written..]);
            position += length;
            literalStart = position;
            if (position < limit)
            {
                table[Hash(fragment[(position - 1)..])] = (ushort)(position - 1);
            }
        }

        return written + WriteLiteral(fragment[literalStart..], output[written..]);
    }

    /// <summary>Moves to the next place whose four bytes occurred before; false if there is none before the fragment's end.</summary>
    private static bool FindMatch(ReadOnlySpan<byte> fragment, Span<ushort> table, int limit, ref int position, out int candidate)
    {
        for (var skip = 32; position < limit; position += skip++ >> 5)
        {
            var hash = Hash(fragment[position..]);
            candidate = table[hash];
            table[hash] = (ushort)position;
            if (candidate < position && fragment.Slice(candidate, MinMatch).SequenceEqual(fragment.Slice(position, MinMatch)))
            {
                return true;
            }
        }

        candidate = 0;
        return false;
    }

    private static int MatchLength(ReadOnlySpan<byte> fragment, int earlier, int later) =>
        fragment[later..].CommonPrefixLength(fragment[earlier..]);

    private static int Hash(ReadOnlySpan<byte> bytes) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(bytes) * HashMultiplier) >> (32 - HashBits));

    private static int WriteLiteral(ReadOnlySpan<byte> literal, Span<byte> output)
    {
        if (literal.IsEmpty)
        {
            return 0;
        }

        var size = literal.Length - 1;
        if (size < 60)
        {
            output[0] = (byte)(size << 2);
            literal.CopyTo(output[1..]);
            return 1 + literal.Length;
        }

        var extra = (BitOperations.Log2((uint)size) / 8) + 1;
        output[0] = (byte)((59 + extra) << 2);
        for (var i = 0; i < extra; i++)
        {
            output[1 + i] = (byte)(size >> (8 * i));
        }

        literal.CopyTo(output[(1 + extra)..]);
        return 1 + extra + literal.Length;
    }

    private static int WriteCopy(int distance, int length, Span<byte> output)
    {
        var written = 0;
        while (length > 0)
        {
            // The rest after a full copy must be a copy of at least four bytes.
            var part = length <= MaxCopy ? length : Math.Min(MaxCopy, length - MinMatch);
            written += WriteOneCopy(distance, part, output[written..]);
            length -= part;
        }

        return written;
    }

    private static int WriteOneCopy(int distance, int length, Span<byte> output)
    {
        if (length is >= 4 and < 12 && distance < 2048)
        {
            output[0] = (byte)(1 | ((length - 4) << 2) | ((distance >> 8) << 5));
            output[1] = (byte)distance;
            return 2;
        }

        output[0] = (byte)(2 | ((length - 1) << 2));
        BinaryPrimitives.WriteUInt16LittleEndian(output[1..], (ushort)distance);
        return 3;
    }
}
