using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Compression;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Formats;

public sealed class SnappyTests
{
    [SeededProperty]
    public bool Any_bytes_come_back(byte[] bytes) => SnappyDecoder.Decode(SnappyEncoder.Encode(bytes), bytes.Length).SequenceEqual(bytes);

    [SeededProperty]
    public Property Repeated_bytes_come_back_and_shrink() =>
        Prop.ForAll(Gen.Choose(1, 300_000).Zip(Gen.Choose(1, 5_000)).ToArbitrary(), sizes =>
        {
            var bytes = Sample(sizes.Item1, sizes.Item2);
            var compressed = SnappyEncoder.Encode(bytes);
            return SnappyDecoder.Decode(compressed, bytes.Length).SequenceEqual(bytes)
                && (sizes.Item1 < 4 * sizes.Item2 || compressed.Length < bytes.Length);
        });

    [Theory]
    [InlineData("03" + "08" + "616263", "abc")]
    [InlineData("07" + "08" + "616263" + "01" + "03", "abcabca")]
    [InlineData("08" + "08" + "616263" + "12" + "0300", "abcabcab")]
    [InlineData("08" + "08" + "616263" + "13" + "01000000", "abcccccc")]
    [InlineData("00", "")]
    public void Hand_made_blocks_expand_as_the_format_description_says(string hex, string text) =>
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(SnappyDecoder.Decode(Convert.FromHexString(hex), 100)));

    [Theory]
    [InlineData("", "snappy.length")]
    [InlineData("FF", "snappy.length")]
    [InlineData("FFFFFFFF0F00", "snappy.length")]
    [InlineData("0308", "snappy.truncated")]
    [InlineData("03F4", "snappy.truncated")]
    [InlineData("0408616263" + "01", "snappy.truncated")]
    [InlineData("0708616263" + "0104", "snappy.copy")]
    [InlineData("0708616263" + "0100", "snappy.copy")]
    [InlineData("0408616263" + "0103", "snappy.copy")]
    [InlineData("0408616263", "snappy.length")]
    public void Damaged_blocks_are_refused_by_name(string hex, string code) =>
        Assert.Contains(code, Refusal(Convert.FromHexString(hex)), StringComparison.Ordinal);

    [SeededProperty]
    public bool Random_bytes_never_do_anything_but_expand_or_be_refused(byte[] bytes) => Read(bytes) is null or { Length: <= 1 << 20 };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(59, 60)]
    [InlineData(61, 61)]
    [InlineData(70_000, 70_000)]
    [InlineData(70_000, 13)]
    [InlineData(200_000, 3_000)]
    [InlineData(65_536, 65_535)]
    public void Snappier_reads_ours_and_we_read_its_blocks(int length, int period)
    {
        var bytes = Sample(length, period);
        Assert.Equal(bytes, Snappier.Snappy.DecompressToArray(SnappyEncoder.Encode(bytes)));
        Assert.Equal(bytes, SnappyDecoder.Decode(Snappier.Snappy.CompressToArray(bytes), length));
    }

    [SeededProperty]
    public Property Snappier_reads_any_of_ours_and_we_read_any_of_its_blocks() =>
        Prop.ForAll(Gen.Choose(0, 3).Select(v => (byte)v).ArrayOf().Resize(1000).ToArbitrary(), bytes =>
        {
            Assert.Equal(bytes, Snappier.Snappy.DecompressToArray(SnappyEncoder.Encode(bytes)));
            Assert.Equal(bytes, SnappyDecoder.Decode(Snappier.Snappy.CompressToArray(bytes), bytes.Length));
        });

    // Snappier also reads some blocks that contain more than the bytes that they claim; those are refused here.
    [SeededProperty(MaxTest = 3000)]
    public void What_we_read_of_a_damaged_block_snappier_reads_too_and_alike(byte[] bytes, (byte At, byte Value)[] changes)
    {
        var damaged = SnappyEncoder.Encode([.. bytes, .. bytes]);
        foreach (var (at, value) in changes.Take(3))
        {
            damaged[at % damaged.Length] = value;
        }

        if (Read(damaged) is { } ours)
        {
            Assert.Equal(ours, Snappier.Snappy.DecompressToArray(damaged));
        }
    }

    [Theory]
    [InlineData("FFFFFFFF07", int.MaxValue)]
    [InlineData("8080808004", 1 << 30)]
    [InlineData("8080808001", 1 << 28)]
    public void A_block_that_claims_more_than_it_can_hold_is_refused_before_snappier_would_give_it_a_buffer(string claim, int bytes)
    {
        byte[] block = [.. Convert.FromHexString(claim), .. SnappyEncoder.Encode("a short text"u8).AsSpan(1)];
        Assert.Equal(bytes, Snappier.Snappy.GetUncompressedLength(block));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<InvalidInputException>(() => SnappyDecoder.Decode(block, int.MaxValue));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal("snappy.length", refused.Diagnostics[0].Code);
    }

    [Fact]
    public void The_checksum_of_a_stored_block_is_the_crc_32_that_gzip_writes_big_endian()
    {
        Assert.Equal(0xCBF43926, StoredChecksum("123456789"u8.ToArray()));
        Assert.Equal(0u, StoredChecksum([]));
        foreach (var length in new[] { 1, 7, 8, 9, 63, 64, 65, 1000, 70_000 })
        {
            var bytes = Sample(length, 251);
            Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(OwnPackets.Gzip(bytes).AsSpan(^8..)), StoredChecksum(bytes));
        }
    }

    private static uint StoredChecksum(byte[] bytes) =>
        BinaryPrimitives.ReadUInt32BigEndian(AvroBlockCodec.Compress(AvroCodec.Snappy, bytes).Span[^sizeof(uint)..]);

    private static byte[]? Read(byte[] block)
    {
        try
        {
            return SnappyDecoder.Decode(block, 1 << 20);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static byte[] Sample(int length, int period)
    {
        var random = new RandomSource(new Seed(7));
        var pattern = new byte[period];
        for (var i = 0; i < period; i++)
        {
            pattern[i] = (byte)random.NextInt(256);
        }

        return [.. Enumerable.Range(0, length).Select(i => pattern[i % period])];
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<InvalidInputException>(() => SnappyDecoder.Decode(bytes, 100)).Message;
}
