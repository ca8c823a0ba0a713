using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Steps through values in Thrift's compact protocol (Apache Thrift, thrift-compact-protocol.md) without keeping them. Every claim of a
/// size is checked against the bytes that are left.
/// </summary>
internal ref struct ThriftReader(ReadOnlySpan<byte> data, long offset)
{
    private const int DeepestValue = 32;
    private const int LongestVarint = 10;

    private readonly ReadOnlySpan<byte> _data = data;
    private readonly long _offset = offset;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Structures met so far.</summary>
    public int Structures { get; private set; }

    /// <summary>Reads the header of the next field of a structure.</summary>
    /// <param name="id">The field's number; before, that of the field before it, or 0.</param>
    /// <param name="type">The type of its value.</param>
    /// <returns>False at the end of the structure.</returns>
    public bool TryReadField(ref int id, out ThriftType type)
    {
        var header = ReadByte();
        type = (ThriftType)(header & 0x0F);
        if (header == 0)
        {
            return false;
        }

        // To the library, only a byte of 0 ends a structure.
        if (type == ThriftType.Stop)
        {
            throw Damaged("a field has no type");
        }

        var step = header >> 4;
        id = step == 0 ? (short)ReadWholeNumber() : id + step;
        return id is > 0 and <= short.MaxValue ? true : throw Damaged("a field has a number that no field can have");
    }

    /// <summary>Counts a structure whose fields the caller reads.</summary>
    public void CountStructure() => Structures++;

    /// <summary>Reads the header of a list.</summary>
    /// <returns>The number of items, which is at most the number of bytes that are left, and their type.</returns>
    public (int Count, ThriftType Items) ReadList()
    {
        var header = ReadByte();
        var count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        return ((int)Bounded(count), (ThriftType)(header & 0x0F));
    }

    /// <summary>Reads a signed whole number of 16, 32 or 64 bits.</summary>
    public long ReadWholeNumber()
    {
        var number = ReadVarint();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    /// <summary>Moves past a field's value.</summary>
    public void Skip(ThriftType type) => Skip(type, depth: 0);

    private void Skip(ThriftType type, int depth)
    {
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Take(1);
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                ReadVarint();
                break;
            case ThriftType.Double:
                Take(sizeof(double));
                break;
            case ThriftType.Binary:
                Take((int)Bounded(ReadVarint()));
                break;
            default:
                SkipNested(type, depth < DeepestValue ? depth + 1 : throw Damaged("values are nested too deeply"));
                break;
        }
    }

    private void SkipNested(ThriftType type, int depth)
    {
        if (type == ThriftType.List)
        {
            var (count, items) = ReadList();
            for (var i = 0; i < count; i++)
            {
                Skip(items, depth);
            }
        }
        else if (type == ThriftType.Structure)
        {
            Structures++;
            for (var id = 0; TryReadField(ref id, out var field); )
            {
                Skip(field, depth);
            }
        }
        else
        {
            throw Damaged("a value has a type that Parquet does not use");
        }
    }

    private byte ReadByte() => Take(1)[0];

    private ulong ReadVarint()
    {
        var number = 0UL;
        for (var i = 0; i < LongestVarint; i++)
        {
            var next = ReadByte();
            number |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged("a number has too many bytes");
    }

    private ulong Bounded(ulong claimed) =>
        claimed <= (ulong)(_data.Length - Position) ? claimed : throw new ThriftEndException(_offset + Position);

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes > _data.Length - Position)
        {
            throw new ThriftEndException(_offset + Position);
        }

        var taken = _data.Slice(Position, bytes);
        Position += bytes;
        return taken;
    }

    /// <summary>A fault of the bytes at the present position.</summary>
    public InvalidInputException Damaged(string message) => FormatFault.At(_offset + Position, ParquetFault.Damaged, message);
}

/// <summary>The bytes end inside a value.</summary>
internal sealed class ThriftEndException(long offset) : Exception
{
    /// <summary>Where the value begins that needs more bytes.</summary>
    public long Offset { get; } = offset;
}

/// <summary>Types of the compact protocol, by their numbers.</summary>
internal enum ThriftType
{
    Stop,
    True,
    False,
    Byte,
    I16,
    I32,
    I64,
    Double,
    Binary,
    List,
    Set,
    Map,
    Structure,
    Uuid,
}
