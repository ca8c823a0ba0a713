using System.Buffers;
using System.Globalization;
using System.Text;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Compression;
using StampSpec.Formats.Fits;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Formats;
using StampSpec.Tests.Fuzzing.Engine;

namespace StampSpec.Tests.Fuzzing;

/// <summary>What fuzzing and reading the readers with an enemy's eyes have found, each as small as it can be.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Arrays_within_a_record_within_arrays_count_as_depth_before_the_stack_ends(bool skips)
    {
        const int arrays = 60;
        var items = string.Concat(Enumerable.Repeat("{\"type\":\"array\",\"items\":", arrays)) + "\"R\"" + new string('}', arrays);
        var schema = $$"""{"type":"record","name":"R","fields":[{"name":"f","type":["null",{{items}}]}]}""";
        byte[] level = [2, .. Enumerable.Repeat((byte)2, arrays)];
        byte[] datum = [.. Enumerable.Repeat(level, 2000).SelectMany(l => l)];
        var parsed = AvroSchema.Parse(schema);
        RequireRefusal("avro.depth", () =>
            _ = skips ? new AvroDatumReader(parsed).Measure(datum) : new AvroDatumReader(parsed).Read(datum)
        );
    }

    [Fact]
    public void A_text_continued_over_very_many_cards_takes_time_in_proportion()
    {
        string[] cards =
        [
            .. FitsBytes.Primary(8),
            "EXTNAME = 'a&'",
            .. Enumerable.Repeat("CONTINUE  '" + new string('x', 66) + "&'", 20_000),
        ];
        var file = FitsBytes.Header(cards);
        Assert.Equal(2 + (20_000 * 66), Within(() => FitsFile.Read(file).Hdus[0].Name!.Length));
    }

    [Theory]
    [InlineData("\"null\"")]
    [InlineData("""{"type":"record","name":"R","fields":[]}""")]
    [InlineData("""{"type":"fixed","name":"F","size":0}""")]
    public void Data_that_take_no_bytes_cannot_be_claimed_in_any_number(string schema)
    {
        RequireRefusal("avro.length", () => _ = Count(Claims(schema, 1L << 31)));
        RequireRefusal("avro.length", () => _ = Count(Claims(schema, [.. Enumerable.Repeat(1000L, 1001)])));
        Assert.Equal(1_000_000, Within(() => Count(Claims(schema, 999_000, 1000))));

        static int Count(byte[] container)
        {
            using var reader = new AvroContainerReader(new MemoryStream(container));
            return reader.ReadAll().Count();
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-9223372036854775808")]
    [InlineData("9223372036854775807")]
    public void A_heap_that_begins_outside_its_table_is_refused(string start)
    {
        var file = (byte[])OwnPackets.TileImages[0].Clone();
        var card = file.AsSpan().IndexOf("ZIMAGE  "u8);
        var spare = file.AsSpan(card..).IndexOf("END     "u8) + card;
        Encoding.ASCII.GetBytes(("THEAP   = " + start).PadRight(80)).CopyTo(file, spare);
        Encoding.ASCII.GetBytes("END".PadRight(80)).CopyTo(file, spare + 80);
        RequireRefusal("fits.tile-heap", () => FitsTileReader.Read(FitsFile.Read(file).Hdus[1]));
    }

    [Theory]
    [InlineData('x', "17777777777")]
    [InlineData('L', "77777777777")]
    [InlineData('0', "17777777777")]
    [InlineData('0', "no number")]
    public void A_tar_entry_costs_no_memory_for_what_it_only_claims(char type, string size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes("1.avro").CopyTo(header, 0);
        Encoding.ASCII.GetBytes(size).CopyTo(header, 124);
        header[156] = (byte)type;
        var sum = header.Sum(b => b) + (8 * ' ');
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var readings = ReadTar(header);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.All(readings, r => Assert.Contains(r.Problem!.Code, (string[])["tar.damaged", "tar.entry-size"]));
        Assert.All(readings, r => Assert.NotNull(r.Problem!.ByteOffset));
        Assert.NotEmpty(readings);
    }

    [Fact]
    public void Damaged_gzip_data_have_a_place()
    {
        var whole = OwnPackets.Gzip(new byte[100_000]);
        Assert.Equal(whole.Length - 6, Refusal(() => BoundedInflate.Gzip(whole.AsSpan(..^6))).ByteOffset);
        whole[40] ^= 0xFF;
        Assert.InRange(Refusal(() => BoundedInflate.Gzip(whole)).ByteOffset!.Value, 40, whole.Length);
        Assert.Equal(0, Refusal(() => BoundedInflate.Gzip("text"u8)).ByteOffset);
    }

    [Fact]
    public void A_container_of_something_else_says_where_that_can_be_seen()
    {
        var container = AvroTargets.Wrap("\"long\"", [2], new RandomSource(new Seed(1)));
        Assert.Equal(
            "avro.schema",
            PacketStream.ReadSingle(PacketSource.OfBytes("1.avro", container), AlertReadingOptions.Default)!.Problem!.Path
        );
    }

    [Fact]
    public void Labels_that_are_not_utf8_are_refused_where_groups_would_run_together()
    {
        byte[] latin = [.. "candid,class,group\n1,sn,"u8, 0xE9, .. "\n2,sn,"u8, 0xE8, .. "\n"u8];
        var refused = Assert.Throws<InvalidInputException>(() => LabelTable.Read(new MemoryStream(latin), "labels.csv")).Diagnostics;
        Assert.Equal([("labels.csv", 2), ("labels.csv", 3)], refused.Select(d => (d.Code, d.Line!.Value)));
        Assert.All(refused, d => Assert.Contains("UTF-8", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_quote_that_never_closes_does_not_take_the_rest_of_a_table_into_memory()
    {
        var table =
            "candid,class,group\n1,sn,\""
            + string.Concat(Enumerable.Range(0, 100_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},sn,x\n")));
        var refused = Refusal(() => LabelTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(table)), "labels.csv"));
        Assert.Equal("labels.csv", refused.Code);
        Assert.NotNull(refused.Line);
    }

    [Fact]
    public void What_a_file_says_cannot_steer_the_terminal()
    {
        var text = (Diagnostic.Error("a.b", "bad \u001b[2J name\r\n", file: "x\u202Etxt", path: new string('p', 10_000))).ToString();
        Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202E');
        Assert.StartsWith(@"x\u202Etxt: error a.b: bad \u001B[2J name\u000D\u000A", text, StringComparison.Ordinal);
        Assert.True(text.Length < 5_000);
        Assert.Contains("error a.b", (Diagnostic.Error("a.b", "c", file: new string('f', 10_000))).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("caf\u00E9")]
    public void A_name_that_no_table_or_card_can_hold_is_a_problem_of_its_alert_alone(string name)
    {
        var record = ZtfPacketFile.Record(1);
        record["objectId"] = name;
        var container = ZtfPacketFile.Container([record, ZtfPacketFile.Record(2)]);
        var readings = PacketStream.ReadMany(PacketSource.OfBytes("1.avro", container), AlertReadingOptions.Default).ToArray();
        Assert.Equal(("alert.name", 2L), (readings[0].Problem?.Code, readings[1].Alert?.Candid));
    }

    /// <summary>A container whose blocks hold nothing and claim so many data.</summary>
    private static byte[] Claims(string schema, params long[] counts)
    {
        using var stream = new MemoryStream();
        new AvroContainerWriter(stream, schema).Dispose();
        var header = stream.ToArray();
        var block = new ArrayBufferWriter<byte>();
        foreach (var count in counts)
        {
            AvroDatumWriter.WriteLong(block, count);
            AvroDatumWriter.WriteLong(block, 0);
            block.Write(header.AsSpan(^AvroContainerReader.SyncMarkerBytes..));
        }

        return [.. header, .. block.WrittenSpan];
    }

    private static List<AlertReading> ReadTar(byte[] archive) =>
        [
            .. TarPackets
                .Of(new MemoryStream(archive), "a.tar", isGzip: false, AlertReadingOptions.Default)
                .Select(s => PacketStream.ReadSingle(s, AlertReadingOptions.Default)!),
        ];

    private static Diagnostic Refusal(Action read) => Assert.Throws<InvalidInputException>(read).Diagnostics[0];

    // On the thread of the campaign, with its small stack and its limits of time and memory.
    private static void RequireRefusal(string code, Action read)
    {
        var tally = new FuzzCampaign(new Seed(1)).Run(new FuzzTarget("hostile", _ => [], _ => read()), 0, 1);
        Assert.Empty(tally.Findings);
        Assert.Equal([code], tally.Rejections.Keys);
    }

    private static T Within<T>(Func<T> read)
    {
        T? result = default;
        var tally = new FuzzCampaign(new Seed(1)).Run(new FuzzTarget("hostile", _ => [], _ => result = read()), 0, 1);
        Assert.Empty(tally.Findings);
        return result!;
    }
}
