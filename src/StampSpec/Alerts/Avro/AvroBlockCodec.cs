using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using StampSpec.Alerts.Snappy;

namespace StampSpec.Alerts.Avro;

/// <summary>Compresses and expands the blocks of containers.</summary>
internal static class AvroBlockCodec
{
    /// <summary>The codec of a name in a container's header.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The codec is none that is read here.</exception>
    public static AvroCodec Parse(string name, long offset) => name switch
    {
        "null" => AvroCodec.Null,
        "deflate" => AvroCodec.Deflate,
        "snappy" => AvroCodec.Snappy,
        _ => throw AvroFault.At(offset, "avro.codec", $"the codec \"{name}\" is not read", "write the file with null, deflate or snappy"),
    };

    /// <summary>The name of a codec in a container's header.</summary>
    public static string NameOf(AvroCodec codec) => codec switch
    {
        AvroCodec.Null => "null",
        AvroCodec.Deflate => "deflate",
        _ => "snappy",
    };

    /// <summary>Expands a block.</summary>
    /// <param name="codec">Deflate or snappy.</param>
    /// <param name="stored">The block as stored.</param>
    /// <param name="maxBytes">The most that it may expand to.</param>
    /// <param name="offset">Of the block in the file, for diagnostics.</param>
    /// <returns>A buffer from the shared pool, to be returned there, and the number of bytes in it.</returns>
    public static (byte[] Buffer, int Length) Expand(AvroCodec codec, ReadOnlyMemory<byte> stored, int maxBytes, long offset) =>
        codec == AvroCodec.Deflate ? Inflate(stored, maxBytes, offset) : ExpandSnappy(stored.Span, maxBytes, offset);

    /// <summary>Compresses a block.</summary>
    public static ReadOnlyMemory<byte> Compress(AvroCodec codec, ReadOnlyMemory<byte> block)
    {
        switch (codec)
        {
            case AvroCodec.Null:
                return block;
            case AvroCodec.Deflate:
                var deflated = new MemoryStream();
                using (var deflate = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
                {
                    deflate.Write(block.Span);
                }

                return deflated.GetBuffer().AsMemory(0, (int)deflated.Length);
            default:
                var compressed = SnappyEncoder.Encode(block.Span);
                var stored = new byte[compressed.Length + sizeof(uint)];
                compressed.CopyTo(stored, 0);
                BinaryPrimitives.WriteUInt32BigEndian(stored.AsSpan(compressed.Length), Crc32.Of(block.Span));
                return stored;
        }
    }

    private static (byte[] Buffer, int Length) Inflate(ReadOnlyMemory<byte> stored, int maxBytes, long offset)
    {
        try
        {
            return BoundedInflate.ToPool(new DeflateStream(ReadOnlyMemoryStream.Over(stored), CompressionMode.Decompress), stored.Length, maxBytes)
                ?? throw AvroFault.At(offset, "avro.expanded-limit", FormattableString.Invariant($"a block expands to more than {maxBytes} bytes"));
        }
        catch (InvalidDataException invalid)
        {
            throw AvroFault.At(offset, "avro.deflate", $"a deflated block is damaged: {invalid.Message}");
        }
    }

    private static (byte[] Buffer, int Length) ExpandSnappy(ReadOnlySpan<byte> stored, int maxBytes, long offset)
    {
        if (stored.Length < sizeof(uint))
        {
            throw AvroFault.Truncated(offset, "a snappy block's checksum", sizeof(uint), stored.Length);
        }

        var compressed = stored[..^sizeof(uint)];
        var length = SnappyDecoder.ExpandedLength(compressed, offset, out _);
        if (length > maxBytes)
        {
            throw AvroFault.At(offset, "avro.expanded-limit", FormattableString.Invariant($"a block expands to {length} bytes; the limit is {maxBytes}"));
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            SnappyDecoder.Decode(compressed, buffer.AsSpan(0, length), offset);
            var expected = BinaryPrimitives.ReadUInt32BigEndian(stored[^sizeof(uint)..]);
            return Crc32.Of(buffer.AsSpan(0, length)) == expected
                ? (buffer, length)
                : throw AvroFault.At(offset, "avro.checksum", "a snappy block's checksum does not match its bytes");
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }
}
