using System.IO.Hashing;
using Parquet.Meta;
using Parquet.Schema;
using StampSpec.Common;
using ZstdSharp;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Checks the pages of a column's values in one row group before the library decodes them: they lie in the file, have as many values as
/// the row group states, match their checksums where they have them, and are encoded as the library can decode the column's type. The
/// library itself would write over other values in memory where an encoding does not belong to a type.
/// </summary>
internal static class ParquetPages
{
    private const int LongestSnappySize = 5;
    private const int DictionaryValueBytes = 16;

    private static readonly System.Type[] DeltaTypes = [typeof(int), typeof(long), typeof(short), typeof(ushort), typeof(uint)];
    private static readonly System.Type[] ByteArrayTypes = [typeof(ReadOnlyMemory<char>), typeof(ReadOnlyMemory<byte>)];
    private static readonly System.Type[] SplitTypes = [typeof(float), typeof(double), typeof(int), typeof(long)];

    /// <summary>Checks the pages of a chunk, which is one column of one row group.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="field">The column.</param>
    /// <returns>Where the pages begin and end in the file, and the bytes of memory that they need when expanded.</returns>
    /// <exception cref="InvalidInputException">The pages are damaged or cannot be decoded.</exception>
    public static (long Start, long End, long Bytes) Check(Stream stream, ColumnMetaData chunk, DataField field)
    {
        var path = ParquetNode.PathOf(field);
        var start = StartOf(chunk);
        var (bytes, values, position, hasDictionary) = (0L, 0L, start, false);
        while (values < chunk.NumValues)
        {
            var page = Next(stream, position, path, values, chunk.NumValues);
            position += page.HeaderBytes;
            bytes += Expanded(stream, chunk.Codec, position, page, path);
            position += page.StoredBytes;
            if (page.Type == PageType.DICTIONARY_PAGE)
            {
                hasDictionary = true;
                bytes += page.Values * DictionaryValueBytes;
                continue;
            }

            RequireDecodable(page, field, path, hasDictionary);
            values += page.Values;
        }

        return values == chunk.NumValues ? (start, position, bytes) : throw ParquetFault.Column(path, Counts(chunk.NumValues, values));
    }

    // The library begins at the smallest of these.
    private static long StartOf(ColumnMetaData chunk) =>
        new[] { chunk.DataPageOffset, chunk.DictionaryPageOffset ?? 0, chunk.IndexPageOffset ?? 0 }
            .Where(o => o != 0)
            .DefaultIfEmpty(0)
            .Min();

    private static ParquetPageHeader Next(Stream stream, long position, string path, long values, long stated)
    {
        if (position < 0 || position >= stream.Length)
        {
            throw ParquetFault.Column(path, Counts(stated, values), position);
        }

        var page = ParquetPageHeader.Read(stream, position, path);
        var left = stream.Length - position - page.HeaderBytes;
        var isPossible = page.Bytes is >= 0 and <= int.MaxValue && page.Values is >= 0 and <= int.MaxValue;
        return isPossible && page.StoredBytes >= 0 && page.StoredBytes <= left && page.LevelBytes <= Math.Min(page.StoredBytes, page.Bytes)
            ? page
            : throw ParquetFault.Column(path, "a page extends beyond the end of the file or of its own bytes", position);
    }

    private static string Counts(long stated, long found) =>
        FormattableString.Invariant($"its pages have {found} values, but the table states {stated}");

    private static void RequireDecodable(ParquetPageHeader page, DataField field, string path, bool hasDictionary)
    {
        if (page.Type is not (PageType.DATA_PAGE or PageType.DATA_PAGE_V2))
        {
            throw ParquetFault.Column(path, "a page is of a kind that holds no values");
        }

        if (!CanDecode(page.Encoding, field.ClrType))
        {
            throw ParquetFault.Encoding(path, page.Encoding, field);
        }

        if (page.Encoding is Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY && !hasDictionary)
        {
            throw ParquetFault.Column(path, "a page refers to a dictionary that the column does not have");
        }
    }

    // parquet-format, Encodings.md; without RLE, which the library decodes wrongly for Boolean values and for all other types.
    private static bool CanDecode(Encoding encoding, System.Type type) =>
        encoding switch
        {
            Encoding.PLAIN or Encoding.PLAIN_DICTIONARY or Encoding.RLE_DICTIONARY => true,
            Encoding.DELTA_BINARY_PACKED => DeltaTypes.Contains(type),
            Encoding.DELTA_LENGTH_BYTE_ARRAY or Encoding.DELTA_BYTE_ARRAY => ByteArrayTypes.Contains(type),
            Encoding.BYTE_STREAM_SPLIT => SplitTypes.Contains(type),
            _ => false,
        };

    private static long Expanded(Stream stream, CompressionCodec codec, long position, ParquetPageHeader page, string path)
    {
        var stored = Stored(stream, codec, position, page);
        if (page.Checksum is { } checksum && Crc32.HashToUInt32(stored) != checksum)
        {
            throw ParquetFault.Column(path, "the bytes of a page do not match their checksum", position);
        }

        if (!page.IsCompressed)
        {
            return page.Bytes;
        }

        var compressed = stored.AsSpan((int)page.LevelBytes);
        return codec switch
        {
            CompressionCodec.LZ4 => throw ParquetFault.Lz4(path),
            CompressionCodec.SNAPPY => ExpandedBySnappy(compressed, position, page, path),
            CompressionCodec.ZSTD => Math.Max(page.Bytes, page.LevelBytes + ZstandardSize(compressed, position, path)),
            _ => page.Bytes,
        };
    }

    // As much of a page as is looked at: all for a checksum or for Zstandard, otherwise the bytes with the size that Snappy states.
    private static byte[] Stored(Stream stream, CompressionCodec codec, long position, ParquetPageHeader page)
    {
        var isWhole = page.Checksum is not null || codec == CompressionCodec.ZSTD;
        var stored = new byte[isWhole ? page.StoredBytes : Math.Min(page.StoredBytes, page.LevelBytes + LongestSnappySize)];
        stream.Position = position;
        stream.ReadExactly(stored);
        return stored;
    }

    private static long ExpandedBySnappy(ReadOnlySpan<byte> block, long position, ParquetPageHeader page, string path)
    {
        var (claimed, stated) = (SnappySize(block), page.Bytes - page.LevelBytes);
        return claimed == stated
            ? page.Bytes
            : throw ParquetFault.Column(
                path,
                FormattableString.Invariant($"a page has {claimed} bytes when expanded, but its header states {stated}"),
                position
            );
    }

    // A block of Snappy begins with its expanded size, for which the library makes room (google/snappy, format_description.txt, 1).
    private static long SnappySize(ReadOnlySpan<byte> block)
    {
        var (size, shift) = (0L, 0);
        foreach (var next in block[..Math.Min(block.Length, LongestSnappySize)])
        {
            size |= (long)(next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
            {
                break;
            }
        }

        return size;
    }

    // The library makes room for the size that the frames claim.
    private static long ZstandardSize(ReadOnlySpan<byte> frames, long position, string path)
    {
        try
        {
            return (long)Math.Min(Decompressor.GetDecompressedSize(frames), long.MaxValue / 2);
        }
        catch (ZstdException failure)
        {
            throw ParquetFault.Column(path, $"a page is not compressed by Zstandard: {failure.Message}", position, failure);
        }
    }
}
