using System.Formats.Tar;
using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts.Inspection;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Deflate)]
    [InlineData(AvroCodec.Snappy)]
    public void Parts_add_up_to_the_file(AvroCodec codec)
    {
        File.WriteAllBytes(_folder["a.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1), ZtfPacketFile.Record(2)], codec));
        var inspection = Assert.Single(PacketInspector.Inspect([_folder["a.avro"]]));
        Assert.Null(inspection.Error);
        Assert.Equal(("ztf", new FileInfo(_folder["a.avro"]).Length), (inspection.Kind, inspection.Bytes));
        Assert.Equal(inspection.Bytes, inspection.Parts.Sum(p => p.Bytes));
        Assert.Equal(codec != AvroCodec.Null, inspection.Parts.Any(p => p.Name == "compression"));
        Assert.Equal(ZtfPacketFile.Schema.Length, inspection.Parts.Single(p => p.Name == "schema").Bytes);
        Assert.Equal(2 * (1 + "ZTF18abcdefg".Length), inspection.Parts.Single(p => p.Name == "objectId").Bytes);
    }

    [Fact]
    public void Cutouts_are_shown_as_the_packet_ships_them()
    {
        var edge = ZtfPacketFile.Ramp(63, 48);
        edge[5, 5] = float.NaN;
        var record = ZtfPacketFile.Record(1);
        record["cutoutTemplate"] = ZtfPacketFile.Cutout(ZtfPacketFile.StampData(edge));
        record["cutoutDifference"] = null;
        File.WriteAllBytes(_folder["a.avro"], ZtfPacketFile.Container([record]));
        Assert.Equal(
            [new PacketCutout("cutoutScience", 63, 63, 3969), new PacketCutout("cutoutTemplate", 63, 48, (63 * 48) - 1)],
            Assert.Single(PacketInspector.Inspect([_folder["a.avro"]])).Cutouts
        );
    }

    [Fact]
    public void Json_is_an_array_with_one_entry_a_file_and_a_bad_file_has_its_error_in_its_place()
    {
        File.WriteAllBytes(_folder["good.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        File.WriteAllText(_folder["bad.avro"], "not a packet");
        var result = CommandLine.Run("inspect", _folder["bad.avro"], _folder["none.avro"], _folder["good.avro"], "--format", "json");
        Assert.Equal(2, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        var entries = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal(["file", "kind", "bytes", "parts", "cutouts", "error"], entries[2].EnumerateObject().Select(p => p.Name));
        Assert.Contains("avro.magic", entries[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(12, entries[0].GetProperty("bytes").GetInt32());
        Assert.Contains("alert.no-such-path", entries[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, entries[2].GetProperty("error").ValueKind);
        Assert.Equal("ztf", entries[2].GetProperty("kind").GetString());
        Assert.Equal(63, entries[2].GetProperty("cutouts")[0].GetProperty("width").GetInt32());
        Assert.Equal(
            entries[2].GetProperty("bytes").GetInt64(),
            entries[2].GetProperty("parts").EnumerateArray().Sum(p => p.GetProperty("bytes").GetInt64())
        );
        Assert.Contains("avro.magic", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_written_the_same_way_where_the_comma_is_the_decimal_sign()
    {
        File.WriteAllBytes(_folder["good.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var expected = CommandLine.Run("inspect", _folder["good.avro"]).Output;
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("0,5", 0.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, CommandLine.Run("inspect", _folder["good.avro"]).Output);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [SkippableFact]
    public void A_pipe_is_inspected_like_a_file()
    {
        File.WriteAllBytes(_folder["good.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var file = Assert.Single(PacketInspector.Inspect([_folder["good.avro"]]));
        using var pipe = new NamedPipe(_folder["pipe"], _folder["good.avro"]);
        var piped = Assert.Single(PacketInspector.Inspect([_folder["pipe"]]));
        Assert.Equal((file.Kind, file.Bytes, null), (piped.Kind, piped.Bytes, piped.Error));
        Assert.Equal(file.Parts, piped.Parts);
    }

    [Fact]
    public void A_folder_and_an_archive_have_a_result_for_each_packet_the_bad_ones_in_their_place()
    {
        var good = ZtfPacketFile.Container([ZtfPacketFile.Record(1)]);
        Directory.CreateDirectory(_folder["alerts"]);
        File.WriteAllBytes(_folder["alerts", "b.avro"], good);
        File.WriteAllBytes(_folder["alerts", "a.avro"], "no packet"u8.ToArray());
        File.WriteAllText(_folder["alerts", "labels.csv"], "candid");
        TarFile.CreateFromDirectory(_folder["alerts"], _folder["alerts.tar"], includeBaseDirectory: true);
        var folder = CommandLine.Run("inspect", _folder["alerts"]);
        Assert.Equal(2, folder.ExitCode);
        Assert.Equal([$"{_folder["alerts", "a.avro"]}: unreadable", $"{_folder["alerts", "b.avro"]}: ztf"], Heads(folder.Output));
        var archive = CommandLine.Run("inspect", _folder["alerts.tar"]);
        Assert.Equal(2, archive.ExitCode);
        var inside = _folder["alerts.tar"] + "/alerts";
        Assert.Equal([$"{inside}/a.avro: unreadable", $"{inside}/b.avro: ztf"], Heads(archive.Output).Order(StringComparer.Ordinal));
        var file = Assert.Single(PacketInspector.Inspect([_folder["alerts", "b.avro"]]));
        var entry = PacketInspector.Inspect([_folder["alerts.tar"]]).Single(i => i.Error is null);
        Assert.Equal((file.Bytes, file.Kind), (entry.Bytes, entry.Kind));
        Assert.Equal(file.Parts, entry.Parts);
        Assert.Equal(file.Cutouts, entry.Cutouts);
        var json = CommandLine.Run("inspect", _folder["alerts"], _folder["alerts.tar"], "--format", "json");
        using var elements = JsonDocument.Parse(json.Output);
        Assert.Equal(4, elements.RootElement.GetArrayLength());
    }

    [Fact]
    public void A_folder_or_an_archive_without_packets_and_an_absent_one_are_refused_and_the_other_paths_are_shown()
    {
        Directory.CreateDirectory(_folder["empty"]);
        File.WriteAllText(_folder["empty", "labels.csv"], "candid");
        TarFile.CreateFromDirectory(_folder["empty"], _folder["empty.tar"], includeBaseDirectory: false);
        File.WriteAllBytes(_folder["good.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var result = CommandLine.Run("inspect", _folder["empty"], _folder["empty.tar"], _folder["none.tar"], _folder["good.avro"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"{_folder["empty"]}: error alert.none: the folder contains no .avro or .parquet file",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("error alert.none: the archive contains no .avro or .parquet file", result.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"{_folder["none.tar"]}: error alert.no-such-path: there is no such file or folder; give a packet, a Parquet table, a folder "
                + "of them or a tar archive\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.EndsWith("good.avro: ztf", Heads(result.Output).Last(), StringComparison.Ordinal);
        Assert.EndsWith("\n4 packets: 3 unreadable, 1 of ZTF\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The line above each packet's table, without its bytes.</summary>
    private static IEnumerable<string> Heads(string table) =>
        table.Split('\n').Where(line => line.EndsWith(" bytes", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf(',')]);

    [Fact]
    public void The_table_lists_parts_and_cutouts()
    {
        File.WriteAllBytes(_folder["good.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var result = CommandLine.Run("inspect", _folder["good.avro"]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("cutoutScience: 63 x 63 pixels, 3969 of 3969 finite", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"objectId +13 +0\.\d %", result.Output);
    }

    [SkippableFact]
    public void Parts_of_every_real_packet_add_up_to_its_file()
    {
        var files = Directory
            .GetFiles(Repository.SharedPath("data", "ztf"))
            .Order(StringComparer.Ordinal)
            .Where((_, i) => i % 10 == 0)
            .ToArray();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var inspection = Assert.Single(PacketInspector.Inspect([file]));
            Assert.Null(inspection.Error);
            Assert.Equal(new FileInfo(file).Length, inspection.Parts.Sum(p => p.Bytes));
            Assert.Equal(["cutoutScience", "cutoutTemplate", "cutoutDifference"], inspection.Cutouts.Select(c => c.Name));
            Assert.Single(inspection.Cutouts.Select(c => (c.Width, c.Height)).Distinct());
        });
    }
}
