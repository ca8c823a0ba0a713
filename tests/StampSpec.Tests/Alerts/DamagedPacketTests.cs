using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

/// <summary>For any damage to a packet's bytes, reading gives an alert or a problem, and uses bounded memory.</summary>
public sealed class DamagedPacketTests
{
    private const long MaxAllocatedBytes = 256 << 20;

    private static readonly Dictionary<AvroCodec, byte[]> Packets = Enum.GetValues<AvroCodec>()
        .ToDictionary(codec => codec, codec => ZtfPacketFile.Container([ZtfPacketFile.Record(1)], codec));

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void A_packet_cut_at_any_length_is_a_problem_with_its_place(AvroCodec codec)
    {
        var packet = Packets[codec];
        for (var length = 0; length < packet.Length; length += length < 600 ? 1 : 29)
        {
            var reading = Read(packet[..length]);
            Assert.Null(reading.Alert);
            Assert.NotNull(reading.Problem!.ByteOffset);
        }
    }

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void A_packet_with_any_byte_changed_is_an_alert_or_a_problem(AvroCodec codec)
    {
        var random = new RandomSource(new Seed(11));
        for (var position = 0; position < Packets[codec].Length; position += 7)
        {
            byte[] packet = [.. Packets[codec]];
            packet[position] ^= (byte)(1 + random.NextInt(255));
            var reading = Read(packet);
            Assert.True((reading.Alert is null) != (reading.Problem is null));
        }
    }

    [Fact]
    public void A_packet_with_blocks_of_bytes_changed_moved_or_repeated_is_an_alert_or_a_problem()
    {
        var random = new RandomSource(new Seed(12));
        for (var i = 0; i < 1_000; i++)
        {
            var packet = Packets[(AvroCodec)random.NextInt(3)];
            var (from, to) = (random.NextInt(packet.Length), random.NextInt(packet.Length));
            var length = random.NextInt(200);
            var moved = packet.AsSpan(from, Math.Min(length, packet.Length - from)).ToArray();
            var reading = Read([.. packet[..to], .. moved, .. packet[Math.Min(packet.Length, to + random.NextInt(length + 1))..]]);
            Assert.True((reading.Alert is null) != (reading.Problem is null));
        }
    }

    [Fact]
    public void Random_bytes_behind_a_good_header_are_a_problem()
    {
        var random = new RandomSource(new Seed(13));
        using var container = new AvroContainerReader(new MemoryStream(Packets[AvroCodec.Null]));
        var header = Packets[AvroCodec.Null][..(int)container.Header.Length];
        for (var i = 0; i < 1_000; i++)
        {
            byte[] noise = [.. Enumerable.Range(0, 1 + random.NextInt(300)).Select(_ => (byte)random.NextInt(256))];
            Assert.NotNull(Read([.. header, .. noise]).Problem);
        }
    }

    [Fact]
    public void A_block_that_claims_more_alerts_than_it_has_bytes_for_ends_in_a_problem()
    {
        using var folder = new TemporaryFolder();
        var packet = Packets[AvroCodec.Null];
        using var container = new AvroContainerReader(new MemoryStream(packet));
        var header = (int)container.Header.Length;
        byte[] claim = [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01];
        File.WriteAllBytes(folder["claim.avro"], [.. packet[..header], .. claim, .. packet[(header + 1)..]]);
        var readings = AlertFiles.Read([folder["claim.avro"]]).ToArray();
        Assert.Equal([1L, null], readings.Select(r => r.Alert?.Candid));
        Assert.Equal("avro.truncated", readings[1].Problem?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_damaged_alert_hides_no_other_one_of_a_container_with_a_block_for_each(int damaged)
    {
        AvroRecord[] records = [.. Enumerable.Range(0, 4).Select(i => ZtfPacketFile.Record(i))];
        records[damaged]["cutoutScience"] = ZtfPacketFile.Cutout([1, 2, 3]);
        var readings = ReadFile(InBlocks(records));
        Assert.Equal(Enumerable.Range(0, 4).Select(i => i == damaged ? null : (long?)i), readings.Select(r => r.Alert?.Candid));
    }

    [Fact]
    public void A_second_block_that_is_damaged_or_cut_off_costs_the_first_alert_nothing()
    {
        AvroRecord[] records = [.. Enumerable.Range(0, 2).Select(i => ZtfPacketFile.Record(i))];
        var (whole, first) = (InBlocks(records), InBlocks(records[..1]).Length);
        byte[] otherMarker = [.. whole];
        otherMarker[^1] ^= 1;
        foreach (var (file, code) in new[] { (otherMarker, "avro.sync"), (whole[..(first + 100)], "avro.truncated") })
        {
            var readings = ReadFile(file);
            Assert.Equal([0L, null], readings.Select(r => r.Alert?.Candid));
            Assert.Equal(code, readings[1].Problem!.Code);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Blocks_without_alerts_are_passed_over(int alerts)
    {
        var packet = InBlocks([.. Enumerable.Range(0, alerts).Select(i => ZtfPacketFile.Record(i))]);
        using var container = new AvroContainerReader(new MemoryStream(packet));
        var header = (int)container.Header.Length;
        byte[] empty = [0, 0, .. container.Header.SyncMarker.Span];
        var readings = ReadFile([.. packet[..header], .. empty, .. empty, .. packet[header..], .. empty]);
        if (alerts == 0)
        {
            Assert.Equal("alert.none", Assert.Single(readings).Problem!.Code);
        }
        else
        {
            Assert.Equal(Enumerable.Range(0, alerts).Select(i => (long?)i), readings.Select(r => r.Alert?.Candid));
        }
    }

    private static byte[] InBlocks(AvroRecord[] records)
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, ZtfPacketFile.Schema))
        {
            foreach (var record in records)
            {
                writer.Append(record);
                writer.Flush();
            }
        }

        return stream.ToArray();
    }

    private static AlertReading[] ReadFile(byte[] file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["a.avro"], file);
        return [.. AlertFiles.Read([folder["a.avro"]])];
    }

    private static AlertReading Read(byte[] packet)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var source = PacketSource.OfBytes("packet.avro", packet);
        var reading = PacketStream.ReadSingle(source, AlertReadingOptions.Default)
            ?? PacketStream.ReadMany(source, new AlertReadingOptions { Parallelism = 1 }).Take(100).Last();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        return reading;
    }
}
