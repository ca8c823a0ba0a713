using System.Formats.Tar;
using System.IO.Compression;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Alerts;

public sealed class AlertFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_folders_packets_come_in_ordinal_order_of_their_names_on_any_number_of_threads(int threads)
    {
        long[] candids = [.. Enumerable.Range(0, 60).Select(i => 1000L - i)];
        foreach (var candid in candids)
        {
            WritePacket($"{candid}.avro", candid);
        }

        File.WriteAllText(_folder["labels.csv"], "candid");
        var readings = AlertFiles.Read([_folder.Path], new AlertReadingOptions { Parallelism = threads }).ToArray();
        Assert.Equal(candids.Order().OrderBy(c => c + ".avro", StringComparer.Ordinal), readings.Select(r => r.Alert!.Candid));
    }

    [Fact]
    public void A_bad_packet_is_listed_where_it_stands_and_the_others_are_read()
    {
        WritePacket("1.avro", 1);
        File.WriteAllText(_folder["2.avro"], "no packet");
        File.WriteAllBytes(_folder["3.avro"], []);
        WritePacket("4.avro", 4);
        File.WriteAllBytes(_folder["5.avro"], NotAnAlert());
        var readings = AlertFiles.Read([_folder.Path]).ToArray();
        Assert.Equal([1L, null, null, 4L, null], readings.Select(r => r.Alert?.Candid));
        Assert.Equal([null, "avro.magic", "avro.empty", null, "alert.kind"], readings.Select(r => r.Problem?.Code));
        Assert.All(readings, r => Assert.StartsWith(_folder.Path, r.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alerts.tar")]
    [InlineData("alerts.tar.gz")]
    [InlineData("alerts.tgz")]
    public void An_archives_packets_come_in_its_own_order_and_links_are_refused(string name)
    {
        WriteArchive(name, writer =>
        {
            AddFile(writer, "b/2.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(2)]));
            AddFile(writer, "readme.txt", [1]);
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link.avro") { LinkName = "/etc/passwd" });
            AddFile(writer, "../../up.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(3)]));
            AddFile(writer, "a/1.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        });
        var readings = AlertFiles.Read([_folder[name]]).ToArray();
        Assert.Equal([2L, null, null, 1L], readings.Select(r => r.Alert?.Candid));
        Assert.Equal([null, "tar.entry-type", "tar.entry-name", null], readings.Select(r => r.Problem?.Code));
        Assert.Equal($"{_folder[name]}/b/2.avro", readings[0].Source);
    }

    [Fact]
    public void An_archive_that_is_cut_off_gives_what_it_holds_and_then_says_so()
    {
        WriteArchive("whole.tar", writer =>
        {
            AddFile(writer, "1.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
            AddFile(writer, "2.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(2)]));
        });
        var whole = File.ReadAllBytes(_folder["whole.tar"]);
        File.WriteAllBytes(_folder["cut.tar"], whole[..(whole.Length / 2 + 6000)]);
        File.WriteAllBytes(_folder["noise.tar"], [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * 37))]);
        File.WriteAllText(_folder["noise.tar.gz"], "no gzip");
        var cut = AlertFiles.Read([_folder["cut.tar"]]).ToArray();
        Assert.Equal(
            [(null, $"{_folder["cut.tar"]}/1.avro"), ("tar.damaged", $"{_folder["cut.tar"]}/2.avro"), ("tar.damaged", _folder["cut.tar"])],
            cut.Select(r => (r.Problem?.Code, r.Source))
        );
        Assert.Equal("tar.damaged", Assert.Single(AlertFiles.Read([_folder["noise.tar"]])).Problem?.Code);
        Assert.Equal("tar.damaged", Assert.Single(AlertFiles.Read([_folder["noise.tar.gz"]])).Problem?.Code);
    }

    [Theory]
    [InlineData("whole.tar", 1024)]
    [InlineData("whole.tar.gz", 200)]
    public void An_archive_that_is_cut_off_between_entries_or_in_its_gzip_stream_is_not_taken_for_whole(string name, int cutBytes)
    {
        WriteArchive(name, writer => AddFile(writer, "1.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(1)])));
        var whole = File.ReadAllBytes(_folder[name]);
        File.WriteAllBytes(_folder["cut-" + name], whole[..^cutBytes]);
        Assert.Null(Assert.Single(AlertFiles.Read([_folder[name]])).Problem);
        Assert.Equal("tar.damaged", AlertFiles.Read([_folder["cut-" + name]]).Last().Problem?.Code);
    }

    [SkippableFact]
    public void A_pipe_is_read_like_a_file()
    {
        File.WriteAllBytes(_folder["many.avro"], ZtfPacketFile.Container(Enumerable.Range(0, 3).Select(i => ZtfPacketFile.Record(i))));
        using var pipe = new NamedPipe(_folder["pipe"], _folder["many.avro"]);
        Assert.Equal([0L, 1L, 2L], AlertFiles.Read([_folder["pipe"]]).Select(r => r.Alert!.Candid));
    }

    [SkippableTheory]
    [InlineData(0, null)]
    [InlineData(-1, "alert.pipe-size")]
    public void A_pipe_may_bring_as_many_bytes_as_the_limit_says(int beyond, string? code)
    {
        WritePacket("1.avro", 1);
        var options = ReadingLimits.AlertBytes.With(AlertReadingOptions.Default, new FileInfo(_folder["1.avro"]).Length + beyond);
        using var pipe = new NamedPipe(_folder["pipe"], _folder["1.avro"]);
        var reading = Assert.Single(AlertFiles.Read([_folder["pipe"]], options));
        Assert.Equal((code, _folder["pipe"]), (reading.Problem?.Code, reading.Source));
        Assert.EndsWith(code is null ? "" : "raise --max-alert-bytes", reading.Problem?.Fix ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_disappears_before_its_turn_is_a_problem_of_its_own()
    {
        WritePacket("1.avro", 1);
        WritePacket("2.avro", 2);
        var readings = AlertFiles.Read([_folder["1.avro"], _folder["2.avro"]]);
        File.Delete(_folder["1.avro"]);
        Assert.Equal(["alert.unreadable", null], readings.Select(r => r.Problem?.Code));
    }

    [Fact]
    public void An_archive_may_not_hold_larger_entries_or_more_of_them_than_the_limits_say()
    {
        WriteArchive("three.tar", writer =>
        {
            AddFile(writer, "1.avro", new byte[5000]);
            AddFile(writer, "2.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(2)]));
            AddFile(writer, "3.avro", ZtfPacketFile.Container([ZtfPacketFile.Record(3)]));
        });
        var options = new AlertReadingOptions { MaxAlertBytes = 4999, MaxTarEntries = 1 };
        Assert.Equal(["tar.entry-size", "tar.entries"], AlertFiles.Read([_folder["three.tar"]], options).Select(r => r.Problem?.Code));
    }

    [Theory]
    [InlineData(AvroCodec.Null)]
    [InlineData(AvroCodec.Snappy)]
    public void A_container_of_many_alerts_gives_each_of_them_and_the_bad_ones_in_their_place(AvroCodec codec)
    {
        var records = Enumerable.Range(0, 30).Select(i => ZtfPacketFile.Record(i)).ToArray();
        records[11]["cutoutScience"] = null;
        File.WriteAllBytes(_folder["many.avro"], ZtfPacketFile.Container(records, codec));
        var readings = AlertFiles.Read([_folder["many.avro"]]).ToArray();
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i == 11 ? (long?)null : i), readings.Select(r => r.Alert?.Candid));
        Assert.Equal("alert.missing-field", readings[11].Problem?.Code);
    }

    [Fact]
    public void Paths_that_do_not_exist_and_folders_without_packets_are_all_named_before_reading_begins()
    {
        var empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        var invalid = Assert.Throws<InvalidInputException>(() => AlertFiles.Read([_folder["missing"], empty]));
        Assert.Equal(
            [("alert.no-such-path", _folder["missing"]), ("alert.none", empty)],
            invalid.Diagnostics.Select(d => (d.Code, d.File))
        );
    }

    [Fact]
    public void A_folder_whose_packets_stand_in_a_folder_inside_says_which()
    {
        Directory.CreateDirectory(_folder["survey", "alerts"]);
        File.WriteAllBytes(_folder["survey", "alerts", "1.avro"], []);
        var invalid = Assert.Throws<InvalidInputException>(() => AlertFiles.Read([_folder["survey"]]));
        Assert.Equal($"give the folder inside it that does: {_folder["survey", "alerts"]}", invalid.Diagnostics[0].Fix);
    }

    [Fact]
    public void A_caller_may_stop_early()
    {
        for (var candid = 1; candid <= 50; candid++)
        {
            WritePacket(FormattableString.Invariant($"{candid:00}.avro"), candid);
        }

        Assert.Equal([1L, 2L], AlertFiles.Read([_folder.Path]).Take(2).Select(r => r.Alert!.Candid));
    }

    private void WritePacket(string name, long candid) =>
        File.WriteAllBytes(_folder[name], ZtfPacketFile.Container([ZtfPacketFile.Record(candid)]));

    private static byte[] NotAnAlert()
    {
        using var stream = new MemoryStream();
        using (var writer = new AvroContainerWriter(stream, "\"int\""))
        {
            writer.Append(1);
        }

        return stream.ToArray();
    }

    private void WriteArchive(string name, Action<TarWriter> fill)
    {
        using var file = File.Create(_folder[name]);
        using Stream stream = name.EndsWith(".tar", StringComparison.Ordinal) ? file : new GZipStream(file, CompressionLevel.Fastest);
        using var writer = new TarWriter(stream);
        fill(writer);
    }

    private static void AddFile(TarWriter writer, string name, byte[] bytes)
    {
        using var data = new MemoryStream(bytes);
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
    }
}
