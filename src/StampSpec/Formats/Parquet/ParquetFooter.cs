using System.Buffers.Binary;
using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Checks the end of a Parquet file before the library parses it (parquet-format, "File format" and FileMetaData in parquet.thrift): sizes
/// and counts within the file, a bounded number of structures and a bounded depth of columns.
/// </summary>
internal static class ParquetFooter
{
    private const int MagicBytes = 4;
    private const int TailBytes = sizeof(int) + MagicBytes;
    private const int MostBytes = 16 << 20;
    private const int MostStructures = 1_000_000;
    private const int DeepestColumn = 24;
    private const int SchemaField = 2;
    private const int ChildrenField = 5;

    /// <summary>The bytes at the start and at the end of a table.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Checks the footer of a table.</summary>
    /// <exception cref="InvalidInputException">The stream is not a table, is cut off, is encrypted or is damaged.</exception>
    public static void Check(Stream stream)
    {
        Span<byte> tail = stackalloc byte[TailBytes];
        stream.Position = 0;
        if (stream.Length == 0)
        {
            throw FormatFault.Empty("parquet.empty");
        }

        if (stream.ReadAtLeast(tail[..MagicBytes], MagicBytes, throwOnEndOfStream: false) < MagicBytes || !tail.StartsWith(Magic))
        {
            throw ParquetFault.NotParquet();
        }

        var length = stream.Length;
        if (length < MagicBytes + TailBytes)
        {
            throw ParquetFault.Truncated(length);
        }

        stream.Position = length - TailBytes;
        stream.ReadExactly(tail);
        RequireTail(tail, length);
        CheckBytes(stream, BinaryPrimitives.ReadInt32LittleEndian(tail), length);
    }

    private static void RequireTail(ReadOnlySpan<byte> tail, long length)
    {
        if (tail.EndsWith("PARE"u8))
        {
            throw ParquetFault.Encrypted(length);
        }

        if (!tail.EndsWith(Magic))
        {
            throw ParquetFault.Truncated(length);
        }
    }

    private static void CheckBytes(Stream stream, int bytes, long length)
    {
        var offset = length - TailBytes - bytes;
        if (bytes <= 0 || bytes > MostBytes || offset < MagicBytes)
        {
            throw ParquetFault.Footer(
                length - TailBytes,
                FormattableString.Invariant($"its length is {bytes} bytes; the file has {length}, and the limit is {MostBytes}")
            );
        }

        var footer = new byte[bytes];
        stream.Position = offset;
        stream.ReadExactly(footer);
        try
        {
            CheckTypes(footer, offset);
            Walk(footer, offset);
        }
        catch (ThriftEndException end)
        {
            throw ParquetFault.Footer(end.Offset, "it ends inside a value", end);
        }
    }

    private static void CheckTypes(ReadOnlySpan<byte> footer, long offset)
    {
        var reader = new ThriftReader(footer, offset);
        ParquetStructures.Check(ref reader, ParquetStructures.Footer);
        if (reader.Structures > MostStructures)
        {
            throw ParquetFault.Footer(offset, $"it has more than {MostStructures} entries");
        }
    }

    private static void Walk(ReadOnlySpan<byte> footer, long offset)
    {
        var reader = new ThriftReader(footer, offset);
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            if (id == SchemaField && type == ThriftType.List)
            {
                CheckDepth(ref reader, offset);
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    // The columns come in the order of a tree: each names the number of its children, which follow it.
    private static void CheckDepth(ref ThriftReader reader, long offset)
    {
        var open = new Stack<long>();
        var (count, _) = reader.ReadList();
        for (var i = 0; i < count; i++)
        {
            var children = ChildrenOf(ref reader);
            while (open.Count > 0 && open.Peek() == 0)
            {
                open.Pop();
            }

            if (open.Count > 0)
            {
                open.Push(open.Pop() - 1);
            }

            open.Push(children);
            if (open.Count > DeepestColumn)
            {
                throw ParquetFault.Footer(offset + reader.Position, $"its columns are nested more than {DeepestColumn} deep");
            }
        }
    }

    private static long ChildrenOf(ref ThriftReader reader)
    {
        var children = 0L;
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            if (id == ChildrenField && type == ThriftType.I32)
            {
                children = Math.Max(0, reader.ReadWholeNumber());
            }
            else
            {
                reader.Skip(type);
            }
        }

        return children;
    }
}
