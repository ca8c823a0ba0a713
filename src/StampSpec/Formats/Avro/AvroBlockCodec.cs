using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using StampSpec.Common;
using StampSpec.Formats.Compression;

namespace StampSpec.Formats.Avro;

/// <summary>Compresses and expands the blocks of containers.</summary>
internal static class AvroBlockCodec
{
    private static readonly byte[] EmptyDeflate = [0x03, 0x00];

    /// <summary>The codec of a name in a container's header.</summary>
    /// <exception cref="InvalidInputException">The codec is not supported.</exception>
    public static AvroCodec Parse(string name, long offset) =>
        name switch
        {
            "null" => AvroCodec.Null,
            "deflate" => AvroCodec.Deflate,
            "snappy" => AvroCodec.Snappy,
            _ => throw FormatFault.At(
                offset,
                "avro.codec",
                $"the codec \"{name}\" is not supported",
                "write the file with null, deflate or snappy"
            ),
        };

    /// <summary>The name of a codec in a container's header.</summary>
    public static string NameOf(AvroCodec codec) =>
        codec switch
        {
            AvroCodec.Null => "null",
            AvroCodec.Deflate => "deflate",
            _ => "snappy",
        };

    /// <summary>Expands a block.</summary>
    /// <param name="codec">The container's codec.</param>
    /// <param name="stored">The block as stored.</param>
    /// <param name="maxBytes">The limit on its expanded bytes.</param>
    /// <param name="offset">Of the block in the file, for diagnostics.</param>
    /// <param name="pooled">A buffer from the shared pool to use again; it is replaced with a longer one if it is too short.</param>
    public static ReadOnlyMemory<byte> Expand(AvroCodec codec, ReadOnlyMemory<byte> stored, int maxBytes, long offset, ref byte[] pooled)
    {
        try
        {
            return codec switch
            {
                AvroCodec.Null => stored,
                AvroCodec.Deflate => Inflate(stored.Span, maxBytes, offset),
                _ => ExpandSnappy(stored.Span, maxBytes, offset, ref pooled),
            };
        }
        catch (InvalidInputException refused) when (refused.Diagnostics[0].Code is "snappy.expanded-limit" or "deflate.too-large")
        {
            throw new InvalidInputException(refused.Diagnostics[0] with { Fix = LimitOption.ExpandedBytes.Fix }, refused);
        }
    }

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

                // If nothing is written to it, the stream writes nothing, not even the end marker that every reader except .NET's needs.
                return deflated.Length == 0 ? EmptyDeflate : deflated.GetBuffer().AsMemory(0, (int)deflated.Length);
            default:
                return CompressSnappy(block.Span);
        }
    }

    /// <summary>Snappy data, followed by the checksum of the uncompressed block.</summary>
    private static byte[] CompressSnappy(ReadOnlySpan<byte> block)
    {
        var compressed = SnappyEncoder.Encode(block);
        var stored = new byte[compressed.Length + sizeof(uint)];
        compressed.CopyTo(stored, 0);
        BinaryPrimitives.WriteUInt32BigEndian(stored.AsSpan(compressed.Length), Crc32.HashToUInt32(block));
        return stored;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> stored, int maxBytes, long offset)
    {
        // Apache.Avro for .NET stores a block of data without bytes, such as nulls, as an empty block.
        if (stored.IsEmpty)
        {
            return [];
        }

        try
        {
            return BoundedInflate.Deflate(stored, maxBytes);
        }
        catch (InvalidInputException damaged)
        {
            var diagnostic = damaged.Diagnostics[0];
            throw new InvalidInputException(diagnostic with { ByteOffset = offset + diagnostic.ByteOffset }, damaged);
        }
    }

    private static ReadOnlyMemory<byte> ExpandSnappy(ReadOnlySpan<byte> stored, int maxBytes, long offset, ref byte[] pooled)
    {
        if (stored.Length < sizeof(uint))
        {
            throw FormatFault.Truncated(offset, "a snappy block's checksum", sizeof(uint), stored.Length);
        }

        var compressed = stored[..^sizeof(uint)];
        var length = SnappyDecoder.ExpandedLength(compressed, maxBytes, offset);
        if (pooled.Length < length)
        {
            ArrayPool<byte>.Shared.Return(pooled);
            pooled = ArrayPool<byte>.Shared.Rent(length);
        }

        var expanded = pooled.AsMemory(0, length);
        SnappyDecoder.Decode(compressed, expanded.Span, offset);
        return Crc32.HashToUInt32(expanded.Span) == BinaryPrimitives.ReadUInt32BigEndian(stored[^sizeof(uint)..])
            ? expanded
            : throw FormatFault.At(offset, "avro.checksum", "a snappy block's checksum does not match its bytes");
    }
}

/// <summary>How a container's blocks are compressed (specification 1.11, "Required Codecs" and "Optional Codecs").</summary>
public enum AvroCodec
{
    /// <summary>Not compressed.</summary>
    Null,

    /// <summary>Raw deflate (RFC 1951), without zlib's header and checksum.</summary>
    Deflate,

    /// <summary>Snappy, followed by the big-endian CRC-32 of the expanded bytes.</summary>
    Snappy,
}
