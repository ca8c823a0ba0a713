using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// Reads the primitives of Avro's binary encoding (specification 1.11, "Binary Encoding") from bytes in memory, and checks every length.
/// </summary>
internal ref struct AvroCursor(ReadOnlySpan<byte> data, AvroLimits limits, AvroOrigin origin = default)
{
    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> _data = data;
    private readonly AvroOrigin _origin = origin;
    private int _depth;

    /// <summary>The limits for the datum.</summary>
    public readonly AvroLimits Limits { get; } = limits;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _data.Length - Position;

    /// <summary>A zig-zag variable-length number of up to 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadLong()
    {
        if (Position < _data.Length && _data[Position] is var first and < 0x80)
        {
            Position++;
            return (first >> 1) ^ -(first & 1);
        }

        return ReadLongVarint();
    }

    /// <summary>A zig-zag variable-length number of up to 32 bits.</summary>
    public int ReadInt()
    {
        var start = Position;
        var value = ReadLong();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw Fault(start, "avro.varint", FormattableString.Invariant($"the int {value} does not fit 32 bits"));
    }

    /// <summary>True or false.</summary>
    public bool ReadBoolean()
    {
        var value = Take(1, "a boolean")[0];
        return value <= 1
            ? value == 1
            : throw Fault(Position - 1, "avro.boolean", FormattableString.Invariant($"a boolean is 0 or 1, not {value}"));
    }

    /// <summary>A 32-bit float.</summary>
    public float ReadFloat() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float), "a float"));

    /// <summary>A 64-bit float.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double), "a double"));

    /// <summary>A length and that many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var start = Position;
        var length = ReadLong();
        return length >= 0
            ? Take(length, "a string or bytes value")
            : throw Fault(start, "avro.length", FormattableString.Invariant($"the length {length} is negative"));
    }

    /// <summary>The index of a union's branch or of an enum's symbol.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadIndex(int count, string what)
    {
        var start = Position;
        var index = ReadLong();
        return (ulong)index < (ulong)count
            ? (int)index
            : throw Fault(start, "avro.index", FormattableString.Invariant($"{what} {index} does not exist; the schema has {count}"));
    }

    /// <summary>The number of items in the next block of an array or a map, 0 at its end.</summary>
    /// <param name="blockBytes">The block's size if the writer gave it, otherwise null.</param>
    public long ReadBlockCount(out long? blockBytes)
    {
        var start = Position;
        var count = ReadLong();
        blockBytes = null;
        if (count >= 0)
        {
            return count;
        }

        blockBytes = ReadLong();
        return count > long.MinValue && blockBytes >= 0 && blockBytes <= Remaining
            ? -count
            : throw Fault(
                start,
                "avro.length",
                FormattableString.Invariant($"a block of {count} items in {blockBytes} bytes does not fit the {Remaining} bytes left")
            );
    }

    /// <summary>The next bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Take(long length, string what)
    {
        if ((ulong)length > (ulong)Remaining)
        {
            throw Truncated(length, what);
        }

        var bytes = _data.Slice(Position, (int)length);
        Position += (int)length;
        return bytes;
    }

    /// <summary>Notes that a record, an array or a map begins.</summary>
    public void Enter()
    {
        if (++_depth > Limits.MaxValueDepth)
        {
            throw Fault(
                Position,
                "avro.depth",
                FormattableString.Invariant($"records, arrays and maps nest deeper than {Limits.MaxValueDepth}"),
                LimitOption.ValueDepth.Fix
            );
        }
    }

    /// <summary>Notes that a record, an array or a map ends.</summary>
    public void Leave() => _depth--;

    /// <summary>A fault at a position of these bytes.</summary>
    public readonly InvalidInputException Fault(int position, string code, string message, string? fix = null) =>
        _origin.IsExpanded
            ? FormatFault.At(
                _origin.Offset,
                code,
                FormattableString.Invariant($"{message}, {_origin.ExpandedBefore + position} bytes into the expanded block"),
                fix
            )
            : FormatFault.At(_origin.Offset + position, code, message, fix);

    private readonly InvalidInputException Truncated(long length, string what) =>
        Fault(Position, "avro.truncated", FormattableString.Invariant($"{what} needs {length} bytes, but only {Remaining} are left"));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadLongVarint()
    {
        var start = Position;
        ulong value = 0;
        for (var i = 0; i < MaxVarintBytes; i++)
        {
            if (Position == _data.Length)
            {
                throw Fault(start, "avro.truncated", "the input ends inside a number");
            }

            var next = _data[Position++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Fault(start, "avro.varint", "a number has more than 10 bytes");
    }
}

/// <summary>The place in the user's file that a datum's bytes come from, for diagnostics.</summary>
/// <param name="Offset">Offset in the file of the first byte, or of the compressed block that contained it.</param>
/// <param name="IsExpanded">
/// True if the bytes were expanded from a compressed block, so that offsets inside them are not offsets in the file.
/// </param>
internal readonly record struct AvroOrigin(long Offset, bool IsExpanded)
{
    /// <summary>Bytes of the expanded block before the datum.</summary>
    public int ExpandedBefore { get; private init; }

    /// <summary>The origin of the bytes that begin a number of bytes later.</summary>
    public AvroOrigin After(int bytes) =>
        IsExpanded ? this with { ExpandedBefore = ExpandedBefore + bytes } : this with { Offset = Offset + bytes };
}
