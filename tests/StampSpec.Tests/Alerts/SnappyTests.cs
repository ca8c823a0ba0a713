using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using StampSpec.Alerts.Avro;
using StampSpec.Alerts.Snappy;
using StampSpec.Diagnostics;
using StampSpec.Seeds;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class SnappyTests
{
    [Fact]
    public void Any_bytes_come_back() =>
        Prop.ForAll<byte[]>(bytes => SnappyDecoder.Decode(SnappyEncoder.Encode(bytes), bytes.Length).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Repeated_bytes_come_back_and_shrink() =>
        Prop.ForAll(Gen.Choose(1, 300_000).Zip(Gen.Choose(1, 5_000)).ToArbitrary(), sizes =>
        {
            var bytes = Sample(sizes.Item1, sizes.Item2);
            var compressed = SnappyEncoder.Encode(bytes);
            return SnappyDecoder.Decode(compressed, bytes.Length).SequenceEqual(bytes)
                && (sizes.Item1 < 4 * sizes.Item2 || compressed.Length < bytes.Length);
        }).QuickCheckThrowOnFailure();

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

    [Fact]
    public void Random_bytes_never_do_anything_but_expand_or_be_refused() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            try
            {
                return SnappyDecoder.Decode(bytes, 1 << 20).Length <= 1 << 20;
            }
            catch (InvalidInputException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [SkippableFact]
    public void The_reference_implementation_reads_ours_and_we_read_its_blocks()
    {
        using var folder = new TemporaryFolder();
        (int Length, int Period)[] samples = [(0, 1), (1, 1), (59, 60), (61, 61), (70_000, 70_000), (70_000, 13), (200_000, 3_000), (65_536, 65_535)];
        for (var i = 0; i < samples.Length; i++)
        {
            var bytes = Sample(samples[i].Length, samples[i].Period);
            File.WriteAllBytes(folder[$"{i}.raw"], bytes);
            File.WriteAllBytes(folder[$"{i}.snappy"], SnappyEncoder.Encode(bytes));
        }

        PeerScript.Run("snappy_peer.py", ["snappy"], folder.Path);
        for (var i = 0; i < samples.Length; i++)
        {
            Assert.Equal(File.ReadAllBytes(folder[$"{i}.raw"]), SnappyDecoder.Decode(File.ReadAllBytes(folder[$"{i}.peer"]), 1 << 20));
        }
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
