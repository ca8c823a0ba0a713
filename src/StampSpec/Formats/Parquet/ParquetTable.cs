using System.Buffers;
using Parquet;
using Parquet.Meta;
using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Formats.Parquet;

/// <summary>
/// Reads a Parquet table (parquet.apache.org) a row group at a time. A row becomes an Avro datum. The sizes that the file claims are
/// checked before the library sees them.
/// </summary>
internal sealed class ParquetTable : IDisposable
{
    private readonly WindowedStream _stream;
    private readonly ParquetReader _reader;
    private readonly ParquetNode _root;
    private readonly ParquetColumn[] _columns;
    private readonly long _maxRowGroupBytes;

    private ParquetTable(WindowedStream stream, ParquetReader reader, ParquetNode root, long maxRowGroupBytes)
    {
        (_stream, _reader, _root, _columns, _maxRowGroupBytes) = (stream, reader, root, [.. root.Columns], maxRowGroupBytes);
        Schema = (AvroRecordSchema)root.Schema;
    }

    /// <summary>The schema of the rows.</summary>
    public AvroRecordSchema Schema { get; }

    /// <summary>The columns of values that are read.</summary>
    public IReadOnlyList<ParquetColumn> Columns => _columns;

    /// <summary>The number of row groups.</summary>
    public int RowGroups => _reader.RowGroupCount;

    /// <summary>True for the first bytes of a table.</summary>
    public static bool IsTable(ReadOnlySpan<byte> head) => head.StartsWith(ParquetFooter.Magic);

    /// <summary>Opens a table.</summary>
    /// <param name="stream">The whole file; it can be read at any place. The caller disposes of it.</param>
    /// <param name="wants">Whether a column of values is wanted, by its path; the others are not read.</param>
    /// <param name="maxRowGroupBytes">Bytes of memory that one row group may need.</param>
    /// <param name="wanted">The wanted columns in words, for the finding that the table has none of them.</param>
    /// <exception cref="InvalidInputException">The stream is not a table, is damaged, or has none of the wanted columns.</exception>
    public static ParquetTable Open(Stream stream, Func<string, bool> wants, long maxRowGroupBytes, string wanted = "columns of values")
    {
        ParquetFooter.Check(stream);
        stream.Position = 0;
        var window = new WindowedStream(stream);
        var reader = Decoded(
            () => ParquetReader.CreateAsync(window, leaveStreamOpen: true).GetAwaiter().GetResult(),
            failure => ParquetFault.Footer(stream.Length, failure.Message, failure)
        );
        // The library builds the schema when it is first asked for.
        var root = ParquetNode.Table(
            Decoded(() => reader.Schema.Fields, failure => ParquetFault.Footer(stream.Length, failure.Message, failure)),
            wants
        );
        return root is null
            ? throw InvalidInputException.Of("parquet.columns", $"the table has none of the {wanted}")
            : new ParquetTable(window, reader, root, maxRowGroupBytes);
    }

    /// <summary>Reads the wanted columns of a row group.</summary>
    /// <returns>The number of rows; <see cref="Row"/> gives them.</returns>
    /// <exception cref="InvalidInputException">The row group is damaged or needs too much memory.</exception>
    public int ReadRowGroup(int index)
    {
        RequireColumnsOfSchema(index);
        using var group = Decoded(() => _reader.OpenRowGroupReader(index), failure => ParquetFault.Footer(_stream.Length, failure.Message));
        var pages = Check(group);
        for (var i = 0; i < _columns.Length; i++)
        {
            Load(_columns[i], group, pages[i]);
        }

        return (int)group.RowCount;
    }

    /// <summary>A row of the row group that was read last, as a datum of <see cref="Schema"/>.</summary>
    /// <exception cref="InvalidInputException">The row's columns contradict each other.</exception>
    public byte[] Row(int index)
    {
        foreach (var column in _columns)
        {
            column.Begin(index);
        }

        var output = new ArrayBufferWriter<byte>();
        _root.Write(output);
        return _columns.FirstOrDefault(c => !c.IsAtEnd) is { } longer
            ? throw ParquetFault.Column(longer.Path, "it has more values in the row than the columns beside it")
            : output.WrittenSpan.ToArray();
    }

    /// <summary>Gives back what the library holds.</summary>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Load(ParquetColumn column, ParquetRowGroupReader group, Pages pages)
    {
        _stream.Limit(pages.Start, pages.End);
        try
        {
            Decoded(
                () =>
                {
                    column.Load(group, pages.Entries);
                    return true;
                },
                failure => ParquetFault.Column(column.Path, failure.Message, cause: failure)
            );
        }
        finally
        {
            _stream.Limit(0, _stream.Length);
        }
    }

    // The library finds a column by its name or by its place, so a row group must have the columns of the table in their order.
    private void RequireColumnsOfSchema(int index)
    {
        var found = _reader.Metadata!.RowGroups[index].Columns.Select(c => string.Join('.', c.MetaData?.PathInSchema ?? []));
        var stated = _reader.Schema.DataFields.Select(f => string.Join('.', f.Path.ToList()));
        if (!found.SequenceEqual(stated, StringComparer.Ordinal))
        {
            throw ParquetFault.Footer(_stream.Length, "a row group does not have the columns of the table in their order");
        }
    }

    private Pages[] Check(ParquetRowGroupReader group)
    {
        if (group.RowCount is < 0 or > int.MaxValue - 1)
        {
            throw ParquetFault.Footer(_stream.Length, FormattableString.Invariant($"a row group states {group.RowCount} rows"));
        }

        var bytes = ParquetColumn.BytesOfRows(group.RowCount) * _columns.Length;
        var pages = new Pages[_columns.Length];
        for (var i = 0; i < _columns.Length; i++)
        {
            var chunk = ChunkOf(_columns[i], group);
            bytes += ParquetColumn.BytesBeside(chunk.NumValues);
            RequireWithin(bytes);
            var (start, end, expanded) = ParquetPages.Check(_stream, chunk, _columns[i].Field);
            bytes += expanded;
            RequireWithin(bytes);
            pages[i] = new Pages(start, end, (int)chunk.NumValues);
        }

        return pages;
    }

    private static ColumnMetaData ChunkOf(ParquetColumn column, ParquetRowGroupReader group)
    {
        var chunk = group.GetMetadata(column.Field)?.MetaData ?? throw ParquetFault.Column(column.Path, "the row group does not have it");
        var isPossible =
            column.Field.MaxRepetitionLevel == 0 ? chunk.NumValues == group.RowCount : chunk.NumValues is >= 0 and < int.MaxValue;
        return isPossible
            ? chunk
            : throw ParquetFault.Column(
                column.Path,
                FormattableString.Invariant($"it has {chunk.NumValues} values in {group.RowCount} rows")
            );
    }

    private void RequireWithin(long bytes)
    {
        if (bytes > _maxRowGroupBytes)
        {
            throw ParquetFault.TooLarge(bytes, _maxRowGroupBytes);
        }
    }

    // The library reports damaged bytes by exceptions of many types.
    private static T Decoded<T>(Func<T> decode, Func<Exception, InvalidInputException> fault)
    {
        try
        {
            return decode();
        }
        catch (Exception failure) when (failure is not InvalidInputException)
        {
            throw fault(failure);
        }
    }

    /// <summary>Where the pages of a column begin and end in the file, and the values and nulls that they have.</summary>
    private readonly record struct Pages(long Start, long End, int Entries);
}
