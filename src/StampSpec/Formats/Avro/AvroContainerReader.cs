using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>Reads an object container file (specification 1.11, "Object Container Files") from a stream, block by block.</summary>
internal sealed class AvroContainerReader : IDisposable
{
    /// <summary>Bytes of the marker between blocks.</summary>
    public const int SyncMarkerBytes = 16;

    private const int InitialBufferBytes = 128 << 10;

    /// <summary>The code of a file that is no container.</summary>
    internal const string MagicCode = "avro.magic";

    private const string SchemaKey = "avro.schema";
    private const string CodecKey = "avro.codec";

    private readonly AvroInput _input;
    private readonly AvroLimits _limits;
    private byte[] _expanded = [];
    private long _dataWithoutBytes;

    /// <summary>Reads the header. The caller disposes of the stream.</summary>
    /// <exception cref="InvalidInputException">The stream is not a container, is damaged, or exceeds a limit.</exception>
    public AvroContainerReader(Stream stream, AvroLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _limits = limits ?? AvroLimits.Default;
        _input = new AvroInput(stream, InitialBufferBytes);
        try
        {
            Header = ReadHeader();
        }
        catch
        {
            _input.Dispose();
            throw;
        }
    }

    /// <summary>The bytes at the start of a container: "Obj" and version 1.</summary>
    public static ReadOnlySpan<byte> Magic => "Obj\u0001"u8;

    /// <summary>The header.</summary>
    public AvroHeader Header { get; }

    /// <summary>Bytes of the stream read so far; after the last block, this is the file's length.</summary>
    public long Position => _input.Position;

    /// <summary>Reads the next block.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InvalidInputException">The block is damaged or exceeds a limit.</exception>
    public bool TryReadBlock([NotNullWhen(true)] out AvroBlock? block)
    {
        if (_input.IsAtEnd)
        {
            block = null;
            return false;
        }

        var offset = Position;
        var count = _input.ReadLong("a block's count");
        if (count < 0)
        {
            throw FormatFault.At(
                offset,
                "avro.length",
                FormattableString.Invariant($"a block states {count} alerts: the file is damaged, or two files were joined"),
                FormatFault.CopyAgain
            );
        }

        var stored = ReadStored(out var storedOffset);
        var data = AvroBlockCodec.Expand(Header.Codec, stored, _limits.MaxExpandedBytes, storedOffset, ref _expanded);
        var origin = new AvroOrigin(storedOffset, IsExpanded: Header.Codec != AvroCodec.Null);
        block = new AvroBlock(offset, count, storedOffset, stored.Length, data) { Origin = origin };
        return true;
    }

    private ReadOnlyMemory<byte> ReadStored(out long storedOffset)
    {
        var length = _input.ReadLong("a block's length");
        storedOffset = Position;
        var claimed = length is < 0 or > int.MaxValue - SyncMarkerBytes ? length : length + SyncMarkerBytes;
        var stored = _input.Take(claimed, _limits.MaxExpandedBytes, "a block and its sync marker", LimitOption.ExpandedBytes);
        if (!stored.Span[(int)length..].SequenceEqual(Header.SyncMarker.Span))
        {
            throw FormatFault.At(
                storedOffset + length,
                "avro.sync",
                "the marker after a block differs from the header's; the file is damaged or a length is wrong"
            );
        }

        return stored[..(int)length];
    }

    /// <summary>
    /// Reads every remaining datum as a tree of values (see <see cref="AvroRecord"/>). A block could claim any number of data that take no
    /// bytes, such as null; at most <see cref="AvroLimits.MaxValues"/> of them are read.
    /// </summary>
    /// <exception cref="InvalidInputException">The file is damaged or exceeds a limit.</exception>
    public IEnumerable<object?> ReadAll()
    {
        var reader = new AvroDatumReader(Header.Schema, _limits);
        while (TryReadBlock(out var block))
        {
            RequireBytes(block);
            var position = 0;
            for (var i = 0L; i < block.Count; i++)
            {
                yield return ReadAt(reader, block, ref position);
            }

            RequireEnd(block, position);
        }
    }

    /// <summary>Gives back the buffers.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_expanded);
        _expanded = [];
        _input.Dispose();
    }

    /// <summary>Refuses a block that contains more bytes than its data.</summary>
    internal static void RequireEnd(AvroBlock block, int position)
    {
        if (position != block.Data.Length)
        {
            throw LeftOver(block, position);
        }
    }

    /// <summary>The fault of a block that contains more bytes than its data.</summary>
    internal static InvalidInputException LeftOver(AvroBlock block, int position) =>
        FormatFault.At(
            block.StoredOffset,
            "avro.trailing",
            FormattableString.Invariant($"a block's {block.Count} alerts end after {position} of {block.Data.Length} bytes")
        );

    /// <summary>Refuses claims of more data than bytes, above the number that a file may contain.</summary>
    private void RequireBytes(AvroBlock block)
    {
        _dataWithoutBytes += Math.Max(0, block.Count - block.Data.Length);
        if (_dataWithoutBytes > _limits.MaxValues)
        {
            var claim = FormattableString.Invariant($"a block states {block.Count} alerts in {block.Data.Length} bytes");
            var limit = FormattableString.Invariant($"a file may state at most {_limits.MaxValues} alerts that have no bytes");
            throw FormatFault.At(block.Offset, "avro.length", $"{claim}; {limit}", FormatFault.CopyAgain);
        }
    }

    private object? ReadAt(AvroDatumReader reader, AvroBlock block, ref int position)
    {
        var cursor = new AvroCursor(block.Data.Span[position..], _limits, block.Origin.After(position));
        var value = reader.Read(ref cursor);
        position += cursor.Position;
        return value;
    }

    private AvroHeader ReadHeader()
    {
        if (_input.IsAtEnd)
        {
            throw FormatFault.Empty("avro.empty");
        }

        if (!_input.TrySkip(Magic))
        {
            throw FormatFault.At(0, MagicCode, "the file is not an Avro object container: it does not begin with \"Obj\" and 1");
        }

        var metadata = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        AvroSchema? schema = null;
        for (var count = ReadMetadataCount(); count > 0; count = ReadMetadataCount())
        {
            for (; count > 0; count--)
            {
                ReadMetadata(metadata, ref schema);
            }
        }

        var sync = _input.Take(SyncMarkerBytes, SyncMarkerBytes, "the sync marker").ToArray();
        var codec = metadata.TryGetValue(CodecKey, out var name) ? Encoding.UTF8.GetString(name.Span) : "null";
        return schema is null
            ? throw FormatFault.At(Position, "avro.schema", $"the header has no {SchemaKey}")
            : new AvroHeader(schema, metadata[SchemaKey], AvroBlockCodec.Parse(codec, Position), metadata, sync, Position);
    }

    private long ReadMetadataCount()
    {
        var offset = Position;
        var count = _input.ReadLong("the header's metadata");
        if (count < 0)
        {
            _input.ReadLong("the header's metadata");
            count = -count;
        }

        return count is >= 0 and < short.MaxValue
            ? count
            : throw FormatFault.At(
                offset,
                "avro.length",
                FormattableString.Invariant($"the header states {count} entries of metadata: the file is damaged"),
                FormatFault.CopyAgain
            );
    }

    private void ReadMetadata(Dictionary<string, ReadOnlyMemory<byte>> metadata, ref AvroSchema? schema)
    {
        var key = Encoding.UTF8.GetString(_input.Take(_input.ReadLong("a metadata key"), _limits.MaxSchemaBytes, "a metadata key").Span);
        var value = _input.Take(
            _input.ReadLong("a metadata value"),
            _limits.MaxSchemaBytes,
            $"the metadata value {key}",
            LimitOption.SchemaBytes
        );
        if (key == SchemaKey)
        {
            (schema, metadata[key]) = AvroSchemaCache.Shared.Get(value.Span, _limits);
        }
        else
        {
            metadata[key] = value.ToArray();
        }
    }
}

/// <summary>One block of a container.</summary>
/// <param name="Offset">Of its first byte, the count, in the file.</param>
/// <param name="Count">Data in it.</param>
/// <param name="StoredOffset">Of its stored bytes in the file.</param>
/// <param name="StoredLength">
/// Stored bytes, compressed if the codec compresses; without the counts before them and the marker after them.
/// </param>
/// <param name="Data">The data, expanded; valid until the reader reads the next block.</param>
internal sealed record AvroBlock(long Offset, long Count, long StoredOffset, int StoredLength, ReadOnlyMemory<byte> Data)
{
    /// <summary>The place in the file that the data's offsets refer to.</summary>
    internal AvroOrigin Origin { get; init; }
}

/// <summary>The header of a container, before its first block.</summary>
/// <param name="Schema">The schema of its data.</param>
/// <param name="SchemaJson">The schema's text in UTF-8, as stored.</param>
/// <param name="Codec">How blocks are compressed.</param>
/// <param name="Metadata">All metadata, including the schema and the codec.</param>
/// <param name="SyncMarker">The 16 bytes that end every block.</param>
/// <param name="Length">Bytes of the header.</param>
internal sealed record AvroHeader(
    AvroSchema Schema,
    ReadOnlyMemory<byte> SchemaJson,
    AvroCodec Codec,
    IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata,
    ReadOnlyMemory<byte> SyncMarker,
    long Length
);
