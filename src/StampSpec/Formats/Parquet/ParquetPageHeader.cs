using Parquet.Meta;
using StampSpec.Common;

namespace StampSpec.Formats.Parquet;

/// <summary>The header of a page (PageHeader in parquet.thrift), as far as the checks of <see cref="ParquetPages"/> need it.</summary>
internal sealed record ParquetPageHeader
{
    private const int FirstBytes = 4 << 10;
    private const int MostBytes = 16 << 20;

    /// <summary>Bytes of the header itself.</summary>
    public int HeaderBytes { get; private init; }

    /// <summary>The kind of page.</summary>
    public PageType Type { get; private init; } = (PageType)(-1);

    /// <summary>Bytes of the page when expanded, levels included.</summary>
    public long Bytes { get; private init; }

    /// <summary>Bytes of the page in the file, levels included.</summary>
    public long StoredBytes { get; private init; }

    /// <summary>CRC-32 of the bytes in the file; null if the header states none.</summary>
    public uint? Checksum { get; private init; }

    /// <summary>Entries of a data page, nulls included, or values of a dictionary.</summary>
    public long Values { get; private init; }

    /// <summary>How the values of a data page are encoded.</summary>
    public Encoding Encoding { get; private init; }

    /// <summary>Bytes of the levels, which data pages of the second version store uncompressed before the values; 0 in the first.</summary>
    public long LevelBytes { get; private init; }

    /// <summary>False if the values are stored uncompressed whatever the codec of the column is.</summary>
    public bool IsCompressed { get; private init; } = true;

    /// <summary>Reads the header at a position of the file.</summary>
    /// <param name="stream">The whole file.</param>
    /// <param name="position">Where the header begins; within the file.</param>
    /// <param name="path">The column's name.</param>
    /// <exception cref="InvalidInputException">The header is not complete or has values that Parquet does not define.</exception>
    public static ParquetPageHeader Read(Stream stream, long position, string path)
    {
        for (var size = FirstBytes; ; size *= 16)
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
                if (buffer.Length < size || size >= MostBytes)
                {
                    throw ParquetFault.Column(path, "the header of a page is not complete", end.Offset, end);
                }
            }
        }
    }

    private static ParquetPageHeader Parse(ReadOnlySpan<byte> bytes, long position)
    {
        var checking = new ThriftReader(bytes, position);
        ParquetStructures.Check(ref checking, ParquetStructures.PageHeader);
        var reader = new ThriftReader(bytes, position);
        var header = new ParquetPageHeader();
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            header = id switch
            {
                1 => header with { Type = (PageType)reader.ReadWholeNumber() },
                2 => header with { Bytes = reader.ReadWholeNumber() },
                3 => header with { StoredBytes = reader.ReadWholeNumber() },
                4 => header with { Checksum = (uint)reader.ReadWholeNumber() },
                5 when header.Type == PageType.DATA_PAGE => WithDataPage(ref reader, header),
                7 when header.Type == PageType.DICTIONARY_PAGE => WithDictionary(ref reader, header),
                8 when header.Type == PageType.DATA_PAGE_V2 => WithSecondVersion(ref reader, header),
                _ => Skipped(ref reader, type, header),
            };
        }

        return header with
        {
            HeaderBytes = reader.Position,
        };
    }

    private static ParquetPageHeader WithDataPage(ref ThriftReader reader, ParquetPageHeader header)
    {
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            header = id switch
            {
                1 => header with { Values = reader.ReadWholeNumber() },
                2 => header with { Encoding = (Encoding)reader.ReadWholeNumber() },
                _ => Skipped(ref reader, type, header),
            };
        }

        return header;
    }

    private static ParquetPageHeader WithDictionary(ref ThriftReader reader, ParquetPageHeader header)
    {
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            header = id == 1 ? header with { Values = reader.ReadWholeNumber() } : Skipped(ref reader, type, header);
        }

        return header;
    }

    private static ParquetPageHeader WithSecondVersion(ref ThriftReader reader, ParquetPageHeader header)
    {
        for (var id = 0; reader.TryReadField(ref id, out var type); )
        {
            header = (id, type) switch
            {
                (1, _) => header with { Values = reader.ReadWholeNumber() },
                (4, _) => header with { Encoding = (Encoding)reader.ReadWholeNumber() },
                (5 or 6, _) => header with { LevelBytes = header.LevelBytes + Math.Max(0, reader.ReadWholeNumber()) },
                (7, ThriftType.False) => header with { IsCompressed = false },
                _ => Skipped(ref reader, type, header),
            };
        }

        return header;
    }

    private static ParquetPageHeader Skipped(ref ThriftReader reader, ThriftType type, ParquetPageHeader header)
    {
        reader.Skip(type);
        return header;
    }
}
