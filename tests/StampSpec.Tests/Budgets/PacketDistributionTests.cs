using System.Globalization;
using System.Text.Json;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

/// <summary>Budgets over the sizes of real or declared packets.</summary>
public sealed class PacketDistributionTests
{
    private const string Sizes = """
        name: mine
        source: invented
        total: 40000
        records: 1000
        container: 5
        sizes:
          pixels: {30: 3, 60: 1}
          psf-pixels: {41: 1}
          template-psf-pixels: {41: 1, 45: 1}
          history: {0: 1, 10: 1}
          source-bytes: 100

        """;

    [Fact]
    public void A_declared_distribution_gives_the_statistics_worked_out_by_hand()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], Sizes);
        var packet = PacketSpec.Load(folder["mine.yaml"]);
        Assert.Equal(2 * 2 * 2, packet.Drawn!.All.Count);
        var flow = new AlertFlow();
        var layout = LayoutLibrary.Load("as-shipped");
        var cost = StampCosts.Of(layout, Serialisation.Parse("raw"), PixelEncoding.None, [])!;
        var rows = BudgetRow.AllOf(cost, packet, flow).ToDictionary(r => r.Statistic);
        Assert.Equal(["single", "mean", "quartile-1", "median", "quartile-3", "percentile-95"], rows.Keys);
        var larger = (45 * 45 * 8) - (41 * 41 * 8);
        Assert.Equal(61_944, rows["single"].BytesStamps);
        Assert.Equal(61_944 + (larger / 2.0), rows["mean"].BytesStamps, 6);
        Assert.Equal((61_944.0, 61_944.0 + larger), (rows["median"].BytesStamps, rows["quartile-3"].BytesStamps));
        // Records of 1,000 or 2,000 B, stamps of 61,944 or 67... B: each of the four sums has a quarter of the packets.
        var framing = 5 + (3 * 4);
        Assert.Equal(
            [1000 + 61_944.0, 2000 + 61_944, 1000 + 61_944 + larger, 2000 + 61_944 + larger],
            new[] { "quartile-1", "median", "quartile-3", "percentile-95" }.Select(s => rows[s].BytesPacket - framing)
        );
        Assert.Equal(flow.MeanGbps(rows["median"].BytesPacket), rows["median"].GbpsMean);
        Assert.Equal(flow.Petabytes(rows["percentile-95"].BytesPacket), rows["percentile-95"].PbPerDecade);
    }

    [Fact]
    public void Stamps_as_large_as_the_cutouts_have_their_sizes()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], Sizes);
        var rows = BudgetRow
            .OfOwnCutouts(PacketSpec.Load(folder["mine.yaml"]), "flux", Serialisation.Parse("raw"), new AlertFlow())
            .ToDictionary(r => r.Statistic, r => r.BytesStamps);
        Assert.Equal(3 * 4 * 900.0, rows["median"]);
        Assert.Equal(3 * 4 * 3600.0, rows["percentile-95"]);
        Assert.Equal(3 * 4 * ((0.75 * 900) + (0.25 * 3600)), rows["mean"], 6);
        Assert.Empty(BudgetRow.OfOwnCutouts(PacketSpec.AsShipped, "flux", Serialisation.Parse("raw"), new AlertFlow()));
    }

    [Fact]
    public void The_named_packet_with_sizes_agrees_with_the_packet_of_medians()
    {
        var packet = PacketSpec.Load("as-shipped-sizes");
        Assert.Equal(PacketSpec.AsShipped.TotalBytes, packet.TotalBytes);
        var stamps = packet.Drawn!.OwnStampBytes(PlaneSet.Own, Serialisation.Parse("fits"));
        // The median of the real packets is 109,440 B; the sizes are taken as independent here.
        Assert.InRange(stamps.Median, 106_560, 112_320);
        Assert.InRange(stamps.Percentile95, 150_000, 218_880);
    }

    [Theory]
    [InlineData(
        "pixels: {30: 1, x: 1}",
        "mine.yaml:7:11: error budget.sizes: pixels has the key x; a key is a whole number of pixels a side, from 1 to 512 (at "
            + "sizes.pixels); write a number before the colon and its share after it, such as {30: 0.7, 41: 0.3}"
    )]
    [InlineData(
        "pixels: {}",
        "mine.yaml:7:11: error budget.sizes: pixels is empty (at sizes.pixels); write a number and its share, such as {30: 1}"
    )]
    [InlineData("pixels: {30: 0}", "mine.yaml:7:16: error spec.range: 30 is 0; a share is a number above 0 (at sizes.pixels.30)")]
    [InlineData(
        "psf-pixels: {41: 1}",
        "mine.yaml:7:3: error spec.missing-key: a set of sizes needs pixels (at sizes); add pixels: a mapping from size to a number "
            + "above 0 and up to 1000000000"
    )]
    public void Wrong_sizes_are_refused(string sizes, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.yaml"], $"name: mine\nsource: invented\ntotal: 1\nrecords: 1\ncontainer: 1\nsizes:\n  {sizes}\n");
        var result = CommandLine.Run("budget", "dmtn-102", "--packet", folder["mine.yaml"]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Equal(
            expected,
            result.Error.ReplaceLineEndings("\n").Split('\n')[0].Replace(folder.Path + "/", "", StringComparison.Ordinal)
        );
    }

    [SkippableFact]
    public void The_sizes_of_real_packets_are_read_from_a_folder_and_packets_without_a_schema_are_listed_and_skipped()
    {
        var folder = Repository.SharedPath("data", "lsst");
        var problems = new List<Diagnostic>();
        var packet = PacketSpec.Load(folder, null, problems.Add);
        Assert.Equal(("lsst", 160, 5), (packet.Name, packet.Drawn!.All.Count, problems.Count));
        Assert.StartsWith(
            "medians of 160 alerts of lsst (5 skipped), as wire messages: cutouts of 30 to 74 px, PSFs of 37 to 55 px, records of ",
            packet.Source,
            StringComparison.Ordinal
        );
        Assert.Equal(50, packet.Drawn.All.Count(p => p.Cutouts.Any(c => c.Pixels > 30)));
        // Where the PSF is square, the formula of a cutout gives the bytes that were shipped.
        var fits = Serialisation.Parse("fits");
        var same = packet.Drawn.All.Count(p =>
            p.StampBytes == p.Cutouts.Sum(c => fits.Bytes(DrawnPackets.OwnLayout(c, PlaneSet.Own), PixelEncoding.None)!.Value)
        );
        Assert.InRange(same, 140, 160);
    }

    [SkippableFact]
    public void The_command_adds_the_statistics_of_real_packets_to_their_single_size()
    {
        var folder = Repository.SharedPath("data", "lsst");
        var result = CommandLine.Run("budget", "rubin-proposal", "--packet", folder, "--serialisation", "fits", "--format", "json");
        Assert.Equal(0, result.ExitCode);
        var rows = JsonDocument.Parse(result.Output).RootElement.EnumerateArray().ToArray();
        Assert.Equal(
            ["single", "mean", "quartile-1", "median", "quartile-3", "percentile-95"],
            rows.Where(r => r.GetProperty("layout").GetString() == "rubin-proposal").Select(r => r.GetProperty("statistic").GetString())
        );
        Assert.Equal(5, rows.Count(r => r.GetProperty("layout").GetString() == "own-cutouts"));
        Assert.All(rows, r => Assert.Equal(JsonValueKind.Null, r.GetProperty("of_own_stamps").ValueKind));
        Assert.Equal(4, result.Error.Split("error wire.no-schema").Length - 1);
    }

    [Fact]
    public void A_folder_in_which_no_packet_can_be_read_is_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["alerts"]);
        File.WriteAllText(folder["alerts", "a.avro"], "no alert");
        var result = CommandLine.Run("budget", "dmtn-102", "--packet", folder["alerts"]);
        Assert.Equal((2, string.Empty), (result.ExitCode, result.Output));
        Assert.Contains(
            "error budget.no-alerts: none of the 1 packets could be read; give alerts as object containers, or wire messages with "
                + "--schemas",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void A_real_table_is_such_a_distribution_and_a_table_without_its_end_says_so()
    {
        var table = Repository.SharedPath("data", "parquet", "fink-lsst-7.1-elasticc.parquet");
        var result = CommandLine.Run("budget", "rubin-proposal", "--packet", table, "--serialisation", "fits", "--format", "csv");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("percentile-95", result.Output, StringComparison.Ordinal);
        Assert.StartsWith(
            "medians of 50 alerts of fink-lsst-7.1-elasticc.parquet (0 skipped)",
            PacketSpec.Load(table).Source,
            StringComparison.Ordinal
        );
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["cut.parquet"], File.ReadAllBytes(table)[..100_000]);
        var cut = CommandLine.Run("budget", "rubin-proposal", "--packet", folder["cut.parquet"]);
        Assert.Equal((2, ""), (cut.ExitCode, cut.Output));
        Assert.Contains(
            "error parquet.truncated: the table does not end with \"PAR1\", so its end is missing, where the list of its columns would be",
            cut.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Tables_and_containers_of_any_size_are_distributions()
    {
        using var folder = new TemporaryFolder();
        AvroRecord[] records = [.. Enumerable.Range(0, 5).Select(i => ZtfPacketFile.Record(i))];
        File.WriteAllBytes(folder["many.avro"], ZtfPacketFile.Container(records));
        File.WriteAllBytes(folder["table"], ParquetFile.Of([.. records]));
        File.WriteAllBytes(folder["one.avro"], ZtfPacketFile.Container(records[..1]));
        var small = AlertReadingOptions.Default with { MaxAlertBytes = (int)new FileInfo(folder["one.avro"]).Length };
        Assert.True(new FileInfo(folder["many.avro"]).Length > small.MaxAlertBytes);
        Assert.Equal(5, PacketSpec.Load(folder["many.avro"], small).Drawn!.All.Count);
        Assert.Equal(5, PacketSpec.Load(folder["table"], small).Drawn!.All.Count);
        Assert.Null(PacketSpec.Load(folder["one.avro"], small).Drawn);
        var tooLarge = Assert.Throws<InvalidInputException>(() =>
            PacketSpec.Load(folder["one.avro"], small with { MaxAlertBytes = small.MaxAlertBytes - 1 })
        );
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{folder["one.avro"]}: error budget.packet: the file has more than {small.MaxAlertBytes - 1} bytes, the limit for one "
                    + $"alert; give an alert, or a container, a Parquet table, an archive or a folder of alerts"
            ),
            Assert.Single(tooLarge.Diagnostics).ToString()
        );
        File.WriteAllBytes(folder["noise"], [0x89, 0x50, 0x4E, 0x47]);
        Assert.Equal(
            $"{folder["noise"]}:byte 0: error budget.packet: the file is neither alerts (an Avro container, a wire message, a Parquet "
                + "table or a tar archive) nor YAML; use alerts, or a YAML file with name, source, total, records and container",
            Assert.Single(Assert.Throws<InvalidInputException>(() => PacketSpec.Load(folder["noise"])).Diagnostics).ToString()
        );
        Assert.Equal(
            "error budget.packet: there is no packet called nowhere, and no such file; write dmtn-102, as-shipped, as-shipped-sizes, or "
                + "the path of a YAML file, of an alert, or of a folder, an archive, a container or a Parquet table of alerts",
            Assert.Single(Assert.Throws<InvalidInputException>(() => PacketSpec.Load("nowhere")).Diagnostics).ToString()
        );
    }

    [Fact]
    public void Stamps_that_follow_footprints_have_the_sizes_of_the_packets_footprints()
    {
        // Between 30 and 102 pixels a side; footprints of 12, 40 and 500 pixels, and one that is not known.
        var layout = LayoutLibrary.Load("as-shipped-by-footprint");
        DrawnPacket[] drawn = [.. new int?[] { 12, 40, 500, null }.Select(Packet)];
        var packet = new AlertPacket("three", 500, 5, 0, "invented") { Drawn = new DrawnPackets(drawn) };
        var cost = StampCosts.Of(StampCosts.AtPlanes(layout, "flux"), Serialisation.Parse("raw"), PixelEncoding.None, [])!;
        Assert.Equal(3 * 4 * 102.0 * 102, cost.BytesStamps);
        var rows = BudgetRow.AllOf(cost, packet, new AlertFlow()).ToDictionary(r => r.Statistic);
        Assert.Equal((40 * 40, 3 * 4 * 1600.0), (rows["single"].PixelsPerImage, rows["single"].BytesStamps));
        Assert.Equal(3 * 4 * (900 + 1600 + 10_404) / 3.0, rows["mean"].BytesStamps, 6);
        Assert.Equal((3 * 4 * 1600.0, 3 * 4 * 10_404.0), (rows["median"].BytesStamps, rows["percentile-95"].BytesStamps));
        Assert.Equal(
            "as-shipped-by-footprint: 1 of 4 packets do not say how large their footprint is; its statistics leave them out",
            cost.FootprintNote(packet)
        );
        Assert.Null(cost.FootprintNote(packet with { Drawn = new DrawnPackets(drawn[..3]) }));

        static DrawnPacket Packet(int? side) => new(1, 500, [], null) { FootprintPixels = side };
    }

    [Fact]
    public void A_packet_without_footprints_counts_the_largest_stamp_and_says_so()
    {
        var result = CommandLine.Run("budget", "as-shipped-by-footprint", "dmtn-102", "--packet", "as-shipped", "--format", "csv");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            "as-shipped-by-footprint: its largest stamp is counted, because the packet as-shipped does not say how large footprints are; "
                + "--packet ALERTS, with alerts of Rubin, counts the stamp of each alert\n",
            result.Error.ReplaceLineEndings("\n")
        );
    }

    [SkippableFact]
    public void By_footprint_real_packets_have_the_flux_that_was_shipped()
    {
        var packet = PacketSpec.Load(Repository.SharedPath("data", "lsst"), null, _ => { });
        var layout = StampCosts.AtPlanes(LayoutLibrary.Load("as-shipped-by-footprint"), "flux");
        var cost = StampCosts.Of(layout, Serialisation.Parse("raw"), PixelEncoding.None, [])!;
        foreach (var drawn in packet.Drawn!.All.Where(p => p.FootprintPixels is not null))
        {
            // An odd side loses a pixel, so that all stamps have the same centre.
            var shipped = drawn.Cutouts[0].Pixels;
            Assert.Equal(shipped - (shipped % 2), Math.Sqrt(cost.At(drawn.FootprintPixels).BytesStamps / 12));
        }

        Assert.Equal(140, packet.Drawn.All.Count(p => p.FootprintPixels is not null));
    }

    [SkippableFact]
    public void Of_many_packets_the_sizes_of_evenly_spaced_ones_are_kept()
    {
        var options = AlertReadingOptions.Default with { KeepsBytes = true };
        var path = Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro");
        var reading = Assert.Single(AlertFiles.Read([path], options));
        var draw = new PacketDraw();
        for (var i = 0; i <= PacketDraw.MostKept + 1; i++)
        {
            Assert.Null(draw.Add(reading, options));
        }

        Assert.Equal((PacketDraw.MostKept / 2) + 1, draw.Kept);
    }
}
