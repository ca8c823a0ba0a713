using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using StampSpec.Common;

namespace StampSpec.Formats.Avro;

/// <summary>
/// Writes an object container file (specification 1.11, "Object Container Files"). The sync marker is derived from the schema, so the same
/// data give the same bytes. Disposing writes the last block; the caller disposes of the stream.
/// </summary>
internal sealed class AvroContainerWriter : IDisposable
{
    private const int BlockBytes = 64 << 10;

    private readonly Stream _stream;
    private readonly AvroCodec _codec;
    private readonly AvroDatumWriter _writer;
    private readonly byte[] _sync;
    private readonly ArrayBufferWriter<byte> _block = new();
    private long _count;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">The stream that receives the file.</param>
    /// <param name="schemaJson">The schema's text, stored as it is.</param>
    /// <param name="codec">How blocks are compressed.</param>
    /// <exception cref="InvalidInputException">The text is not a valid schema.</exception>
    public AvroContainerWriter(Stream stream, string schemaJson, AvroCodec codec = AvroCodec.Null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Schema = AvroSchema.Parse(schemaJson);
        _stream = stream;
        _codec = codec;
        _writer = new AvroDatumWriter(Schema);
        var json = Encoding.UTF8.GetBytes(schemaJson);
        _sync = SHA256.HashData(json)[..AvroContainerReader.SyncMarkerBytes];
        WriteHeader(json);
    }

    /// <summary>The schema of the data.</summary>
    public AvroSchema Schema { get; }

    /// <summary>Adds a datum. A block is written when enough data have been added.</summary>
    /// <exception cref="ArgumentException">The value does not fit the schema; nothing is written.</exception>
    public void Append(object? datum) => AppendEncoded(_writer.Encode(datum));

    /// <summary>Adds a datum that is already encoded.</summary>
    public void AppendEncoded(ReadOnlySpan<byte> datum)
    {
        _block.Write(datum);
        _count++;
        if (_block.WrittenCount >= BlockBytes)
        {
            Flush();
        }
    }

    /// <summary>Writes the data that have not been written yet as a block.</summary>
    public void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        var stored = AvroBlockCodec.Compress(_codec, _block.WrittenMemory);
        var counts = new ArrayBufferWriter<byte>();
        AvroDatumWriter.WriteLong(counts, _count);
        AvroDatumWriter.WriteLong(counts, stored.Length);
        _stream.Write(counts.WrittenSpan);
        _stream.Write(stored.Span);
        _stream.Write(_sync);
        _block.ResetWrittenCount();
        _count = 0;
    }

    /// <summary>Writes the last block.</summary>
    public void Dispose() => Flush();

    private void WriteHeader(byte[] json)
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write(AvroContainerReader.Magic);
        AvroDatumWriter.WriteLong(header, 2);
        AvroDatumWriter.WriteBytes(header, "avro.schema"u8);
        AvroDatumWriter.WriteBytes(header, json);
        AvroDatumWriter.WriteBytes(header, "avro.codec"u8);
        AvroDatumWriter.WriteBytes(header, Encoding.UTF8.GetBytes(AvroBlockCodec.NameOf(_codec)));
        AvroDatumWriter.WriteLong(header, 0);
        header.Write(_sync);
        _stream.Write(header.WrittenSpan);
    }
}
