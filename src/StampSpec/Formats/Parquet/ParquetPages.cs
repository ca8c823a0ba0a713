using Parquet.Meta;
using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Checks the pages of a column chunk before the library reads them (PageHeader in parquet.thrift): they lie within the file and have
/// together as many values as the chunk states.
/// </summary>
internal static class ParquetPages
{
    private const int FirstHeaderBytes = 4 << 10;
    private const int MostHeaderBytes = 16 << 20;
    private const int LongestSize = 5;

    /// <summary>The expanded bytes of a chunk's pages.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="path">The column's name.</param>
    /// <exception cref="InvalidInputException">A page extends beyond the file, or the pages have too few values.</exception>
    public static long ExpandedBytes(Stream stream, ColumnMetaData chunk, string path)
    {
        var (bytes, values, position) = (0L, 0L, StartOf(chunk));
        while (values < chunk.NumValues)
        {
            if (position < 0 || position >= stream.Length)
            {
                throw ParquetFault.Column(path, Short(chunk.NumValues, values), position);
            }

            var page = Read(stream, position, path);
            position += page.HeaderBytes + page.StoredBytes;
            if (page.StoredBytes < 0 || page.Bytes < 0 || page.Values < 0 || page.LevelBytes < 0 || position > stream.Length)
            {
                throw ParquetFault.Column(path, "a page extends beyond the end of the file", position);
            }

            if (chunk.Codec == CompressionCodec.SNAPPY && page.IsCompressed)
            {
                RequireSnappySize(stream, position - page.StoredBytes + page.LevelBytes, page, path);
            }

            bytes += page.Bytes;
            values += page.Values;
        }

        return bytes;
    }

    // A block of Snappy begins with its expanded size, for which the library makes room (google/snappy, format_description.txt, 1).
    private static void RequireSnappySize(Stream stream, long position, Page page, string path)
    {
        var buffer = new byte[Math.Clamp(page.StoredBytes - page.LevelBytes, 0, LongestSize)];
        stream.Position = position;
        stream.ReadExactly(buffer);
        var (size, shift) = (0L, 0);
        foreach (var next in buffer)
        {
            size |= (long)(next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
            {
                break;
            }
        }

        if (size != page.Bytes - page.LevelBytes)
        {
            var sizes = FormattableString.Invariant(
                $"a page has {size} bytes when expanded, but its header states {page.Bytes - page.LevelBytes}"
            );
            throw ParquetFault.Column(path, sizes, position);
        }
    }

    private static long StartOf(ColumnMetaData chunk) =>
        chunk.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset;

    private static string Short(long stated, long found) =>
        FormattableString.Invariant($"its pages have {found} values, but the table states {stated}");

    private static Page Read(Stream stream, long position, string path)
    {
        for (var size = FirstHeaderBytes; ; size *= 16)
        {
            var buffer = new byte[Math.Min(size, stream.Length - position)];
            stream.Position = position;
            stream.ReadExactly(buffer);
            try
            {
                return Parse(buffer, position);
            }
            catch (ThriftEndException end)
            {
                // Statistics in a header may be as long as a value.
                if (buffer.Length < size || size >= MostHeaderBytes)
                {
                    throw ParquetFault.Column(path, "the header of a page is not complete", end.Offset, end);
                }
            }
        }
    }

    private static Page Parse(ReadOnlySpan<byte> bytes, long position)
    {
        var checking = new ThriftReader(bytes, position);
        ParquetStructures.Check(ref checking, ParquetStructures.PageHeader);
        var reader = new ThriftReader(bytes, position);
        var page = new Page(0, 0, 0, 0, 0, IsCompressed: true);
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            page = (id, type) switch
            {
                (2, ThriftType.I32) => page with { Bytes = reader.ReadWholeNumber() },
                (3, ThriftType.I32) => page with { StoredBytes = reader.ReadWholeNumber() },
                (5, ThriftType.Structure) => page with { Values = ValuesOf(ref reader) },
                (8, ThriftType.Structure) => WithSecondVersion(ref reader, page),
                _ => Skipped(ref reader, type, page),
            };
        }

        return page with
        {
            HeaderBytes = reader.Position,
        };
    }

    private static Page Skipped(ref ThriftReader reader, ThriftType type, Page page)
    {
        reader.Skip(type);
        return page;
    }

    // The first field of the headers of data pages, of both versions.
    private static long ValuesOf(ref ThriftReader reader)
    {
        var values = 0L;
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            if (id == 1 && type == ThriftType.I32)
            {
                values = reader.ReadWholeNumber();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return values;
    }

    // In the second version, levels come first and are not compressed; the values may be uncompressed too.
    private static Page WithSecondVersion(ref ThriftReader reader, Page page)
    {
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            page = (id, type) switch
            {
                (1, ThriftType.I32) => page with { Values = reader.ReadWholeNumber() },
                (5 or 6, ThriftType.I32) => page with { LevelBytes = page.LevelBytes + reader.ReadWholeNumber() },
                (7, ThriftType.False) => page with { IsCompressed = false },
                _ => Skipped(ref reader, type, page),
            };
        }

        return page;
    }

    private readonly record struct Page(int HeaderBytes, long StoredBytes, long Bytes, long Values, long LevelBytes, bool IsCompressed);
}
