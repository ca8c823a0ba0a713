using StampSpec.Common;
using StampSpec.Formats.Avro;

namespace StampSpec.Tests.Formats;

public sealed class AvroContainerTests
{
    private const string Schema =
        """{"type": "record", "name": "r", "fields": [{"name": "id", "type": "long"}, {"name": "text", "type": "string"}]}""";

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void What_is_written_is_read_back_over_several_blocks(AvroCodec codec)
    {
        var file = Write(codec, 5_000);
        using var reader = new AvroContainerReader(new MemoryStream(file));
        var records = reader.ReadAll().Cast<AvroRecord>().ToArray();
        Assert.Equal(codec, reader.Header.Codec);
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (object?)(long)i), records.Select(r => r["id"]));
        Assert.All(records, r => Assert.Equal(TextOf((long)r["id"]!), r["text"]));
        Assert.Equal(file.Length, reader.Position);
    }

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void Data_without_bytes_come_back(AvroCodec codec)
    {
        var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, "\"null\"", codec))
        {
            writer.Append(null);
            writer.Append(null);
        }

        using var reader = new AvroContainerReader(new MemoryStream(stream.ToArray()));
        Assert.Equal([null, null], reader.ReadAll());
        Assert.Equal([null, null], ApacheAvro.Read(stream.ToArray()).Values);
    }

    [Fact]
    public void A_deflated_block_without_bytes_has_an_end_as_zlib_wants_it() =>
        Assert.Equal([0x03, 0x00], AvroBlockCodec.Compress(AvroCodec.Deflate, ReadOnlyMemory<byte>.Empty).ToArray());

    [Fact]
    public void The_same_data_give_the_same_bytes() => Assert.Equal(Write(AvroCodec.Snappy, 100), Write(AvroCodec.Snappy, 100));

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void A_file_cut_at_any_length_is_refused_or_has_fewer_data(AvroCodec codec)
    {
        var file = Write(codec, 3);
        for (var length = 0; length < file.Length; length++)
        {
            var cut = file[..length];
            if (Reading.Of(cut) is { } data)
            {
                Assert.Empty(data);
            }
        }
    }

    [Fact]
    public void A_wrong_magic_number_a_wrong_codec_and_a_lying_length_are_named()
    {
        var file = Write(AvroCodec.Null, 2);
        Assert.Equal("avro.magic", CodeOf([(byte)'P', .. file[1..]]));
        var unknown = System.Text.Encoding.Latin1.GetString(file).Replace("null", "zstd", StringComparison.Ordinal);
        Assert.Equal("avro.codec", CodeOf(System.Text.Encoding.Latin1.GetBytes(unknown)));
        Assert.Equal("avro.sync", CodeOf([.. file[..^1], (byte)(file[^1] ^ 1)]));
        var countOffset = file.Length - AvroContainerReader.SyncMarkerBytes - BlockBytes(file) - 2;
        var lying = file.ToArray();
        lying[countOffset + 1] = 0x7E;
        Assert.Equal("avro.truncated", CodeOf(lying));
        lying[countOffset + 1] = 0x7F;
        Assert.Equal("avro.length", CodeOf(lying));
        lying = [.. file];
        lying[countOffset] = 2;
        Assert.Equal("avro.trailing", CodeOf(lying));
    }

    [Fact]
    public void A_length_that_cannot_be_is_said_in_plain_words()
    {
        var file = Write(AvroCodec.Null, 2);
        var start = file.Length - AvroContainerReader.SyncMarkerBytes - BlockBytes(file) - 2;
        Assert.Equal(
            [
                $"byte {start}: error avro.length: a block states -40 alerts: the file is damaged, or two files were joined; copy or "
                    + "download the file again",
                $"byte {start + 2}: error avro.length: the length of a block and its sync marker is -40 bytes: the file is damaged; copy "
                    + "or download the file again",
                "byte 4: error avro.length: the header states 65000 entries of metadata: the file is damaged; copy or download the file "
                    + "again",
            ],
            new[] { With(start, 0x4F), With(start + 1, 0x4F), (byte[])[.. file[..4], 0xD0, 0xF7, 0x07, .. file[5..]] }.Select(FindingOf)
        );

        byte[] With(int offset, byte value)
        {
            var lying = file.ToArray();
            lying[offset] = value;
            return lying;
        }
    }

    [Theory]
    [InlineData(AvroCodec.Null, "avro.length")]
    [InlineData(AvroCodec.Deflate, "deflate.too-large")]
    [InlineData(AvroCodec.Snappy, "snappy.expanded-limit")]
    public void A_block_that_expands_beyond_the_limit_is_refused(AvroCodec codec, string code)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, "\"bytes\"", codec))
        {
            writer.Append(new byte[1 << 20]);
        }

        var limits = new AvroLimits { MaxExpandedBytes = 1 << 19 };
        using var reader = new AvroContainerReader(new MemoryStream(stream.ToArray()), limits);
        var invalid = Assert.Throws<InvalidInputException>(() => reader.ReadAll().Count());
        Assert.Equal(code, Assert.Single(invalid.Diagnostics).Code);
    }

    [Fact]
    public void A_snappy_block_whose_checksum_is_wrong_is_refused()
    {
        var file = Write(AvroCodec.Snappy, 2);
        file[^(AvroContainerReader.SyncMarkerBytes + 1)] ^= 1;
        Assert.Equal("avro.checksum", CodeOf(file));
    }

    private static string? CodeOf(byte[] file) => Refusal(file)?.Code;

    private static string? FindingOf(byte[] file) => Refusal(file)?.ToString();

    private static Diagnostic? Refusal(byte[] file)
    {
        try
        {
            using var reader = new AvroContainerReader(new MemoryStream(file));
            _ = reader.ReadAll().Count();
            return null;
        }
        catch (InvalidInputException invalid)
        {
            return Assert.Single(invalid.Diagnostics);
        }
    }

    /// <summary>Bytes of the only block's data in a file without compression: everything between the header and the last marker.</summary>
    private static int BlockBytes(byte[] file)
    {
        using var reader = new AvroContainerReader(new MemoryStream(file));
        Assert.True(reader.TryReadBlock(out var block));
        Assert.Equal(1, block.StoredOffset - block.Offset - 1);
        return block.StoredLength;
    }

    private static string TextOf(long id) => $"alert {id} of a survey";

    private static byte[] Write(AvroCodec codec, int count)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, Schema, codec))
        {
            for (var id = 0L; id < count; id++)
            {
                writer.Append(new AvroRecord((AvroRecordSchema)writer.Schema) { ["id"] = id, ["text"] = TextOf(id) });
            }
        }

        return stream.ToArray();
    }

    private static class Reading
    {
        public static IReadOnlyList<object?>? Of(byte[] file)
        {
            try
            {
                using var reader = new AvroContainerReader(new MemoryStream(file));
                return [.. reader.ReadAll()];
            }
            catch (InvalidInputException)
            {
                return null;
            }
        }
    }
}
