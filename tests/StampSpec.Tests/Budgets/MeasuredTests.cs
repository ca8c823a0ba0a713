using System.Formats.Tar;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Budgets;
using StampSpec.Budgets.Encodings;
using StampSpec.Budgets.Measured;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Layouts.Specification;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Budgets;

public sealed class MeasuredTests
{
    [SkippableTheory]
    [InlineData("lsst", "*.v10_0.avro", ShippedParts.Psf)]
    [InlineData("ztf", "*.avro", ShippedParts.Gzipped)]
    public void The_parts_of_a_shipped_file_add_up_to_it(string survey, string pattern, string largest)
    {
        foreach (var file in Directory.GetFiles(Repository.SharedPath("data", survey), pattern).Order(StringComparer.Ordinal).Take(10))
        {
            var bytes = File.ReadAllBytes(file);
            var parts = ShippedParts.Of(bytes);
            Assert.Equal(bytes.Length, parts.Values.Sum());
            Assert.All(parts.Values, v => Assert.True(v > 0));
            Assert.Contains(largest, parts.Keys);
        }
    }

    [SkippableFact]
    public void A_shipped_30_pixel_packet_has_the_parts_worked_out_by_hand()
    {
        var parts = ShippedParts.Of(File.ReadAllBytes(Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")));
        Assert.Equal(3 * 3 * 2_880, parts[ShippedParts.FitsHeaders]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Flux]);
        Assert.Equal(3 * 3_600, parts[ShippedParts.Variance]);
    }

    [SkippableFact]
    public void Stamps_as_shipped_measure_what_the_shipped_cutouts_take()
    {
        var alert = Assert.Single(AlertFiles.Read([Repository.SharedPath("data", "lsst", "169813005919846484.v10_0.avro")])).Alert!;
        var rows = StampMeasurement.Of([alert]).ToArray();
        var shipped = rows.Single(r => r is { Variant: "float64 PSFs (as shipped)", Serialisation: "fits", Encoding: "none" });
        var cutouts = new[] { alert.Science, alert.Template, alert.Difference };
        Assert.Equal(cutouts.Sum(c => FitsSerialisation.ShippedCutoutBytes(c.Flux.Width, c.Psf!.Width)), shipped.Bytes.Mean);
        Assert.All(rows, r => Assert.Equal(1, r.Bytes.Count));
        Assert.DoesNotContain(rows, r => r is { Serialisation: "fits", Encoding: "float16" });
    }

    [SkippableFact]
    public void A_whole_message_has_its_records_and_the_stamps_put_in_place_and_snappy_keeps_it()
    {
        var path = Directory.GetFiles(Repository.SharedPath("data", "ztf"), "*.avro").Order(StringComparer.Ordinal).First();
        var file = File.ReadAllBytes(path);
        var alert = Assert.Single(AlertFiles.Read([path])).Alert!;
        var layout = LayoutLibrary.Load("ztf-multiscale");
        var packet = PacketSpec.Load(path);
        var shipped = ShippedBytes.OfFile(file);
        var message = MessageMeasurement.WithLayout(alert, shipped, layout)!;
        Assert.Equal(packet.WithStamps(layout.RawBytes, 3) - packet.ContainerBytes + 5, message.Length);
        var stamps = Serialisation.Parse("raw").Write(SampledStamps.Of(alert, layout), PixelEncoding.None);
        Assert.All(stamps, s => Assert.True(message.AsSpan().IndexOf(s) > 0));
        Assert.Equal(packet.TotalBytes - packet.ContainerBytes + 5, MessageMeasurement.AsShipped(shipped).Length);
        var rows = MessageMeasurement.Of([(alert, shipped)], [layout]).ToArray();
        Assert.Equal(["none", "snappy", "none", "snappy"], rows.Select(r => r.Encoding));
        Assert.Equal(message.Length, rows[2].Bytes.Mean);
        Assert.InRange(rows[3].Bytes.Mean, layout.RawBytes / 2, message.Length - 1);
        Assert.Equal(message, ByteCodec.Snappy.Expand(ByteCodec.Snappy.Compress(message), message.Length));
    }

    [Fact]
    public void An_archive_measures_as_its_files_do_and_alerts_of_one_container_share_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["alerts"]);
        AvroRecord[] records = [.. Enumerable.Range(0, 5).Select(i => ZtfPacketFile.Record(i))];
        foreach (var (i, record) in records.Index())
        {
            File.WriteAllBytes(folder["alerts", $"{i}.avro"], ZtfPacketFile.Container([record]));
        }

        TarFile.CreateFromDirectory(folder["alerts"], folder["alerts.tar"], includeBaseDirectory: false);
        File.WriteAllBytes(folder["many.avro"], ZtfPacketFile.Container(records));
        var (files, archive, many) = (Measure(folder["alerts"]), Measure(folder["alerts.tar"]), Measure(folder["many.avro"]));
        Assert.Equal(5, files.Alerts);
        Assert.Equal(Text(files), Text(archive));
        Assert.Equal(Text(files with { Parts = [] }), Text(many with { Parts = [] }));
        Assert.Equal(files.Parts.Where(p => p.Part != ShippedParts.Container), many.Parts.Where(p => p.Part != ShippedParts.Container));
        AssertAddsUp(files, Directory.GetFiles(folder["alerts"]).Sum(f => new FileInfo(f).Length));
        AssertAddsUp(many, new FileInfo(folder["many.avro"]).Length);
        Assert.InRange(Container(many), 1, Container(files) / 2);

        static MeasuredSurvey Measure(string path) =>
            Assert.Single(PacketMeasurement.Of([path], null, problem => Assert.Fail(problem.ToString())));

        static void AssertAddsUp(MeasuredSurvey survey, long bytes) =>
            Assert.Equal(bytes, survey.Alerts * survey.Parts.Sum(p => p.Bytes), 1e-3);

        static double Container(MeasuredSurvey survey) => survey.Parts.Single(p => p.Part == ShippedParts.Container).Bytes;

        static string Text(MeasuredSurvey survey) =>
            string.Join('\n', [survey.Alerts, .. survey.Parts, .. survey.Stamps, .. survey.Messages]);
    }

    [Fact]
    public void The_alerts_that_are_measured_are_spread_over_all_and_a_bad_packet_is_reported()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["1.avro"], ZtfPacketFile.Container(Enumerable.Range(0, 5).Select(i => ZtfPacketFile.Record(i))));
        File.WriteAllText(folder["2.avro"], "no packet");
        File.WriteAllBytes(folder["3.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(6)]));
        var problems = new List<Diagnostic>();
        var survey = Assert.Single(PacketMeasurement.Of([folder.Path], 2, problems.Add));
        Assert.Equal((SurveyKind.Ztf, 2), (survey.Survey, survey.Alerts));
        Assert.Equal(("avro.magic", folder["2.avro"]), (Assert.Single(problems).Code, problems[0].File));
        Assert.All(survey.Messages, row => Assert.Equal(2, row.Bytes.Count));
        var refused = Assert.Throws<InvalidInputException>(() => PacketMeasurement.Of([folder["2.avro"]], 2, problems.Add));
        Assert.Equal("budget.no-alerts", refused.Diagnostics[0].Code);
    }

    [Fact]
    public void Of_a_long_night_no_more_than_sixteen_alerts_are_kept_for_each_that_is_measured()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["1.avro"], ZtfPacketFile.Container([ZtfPacketFile.Record(1)]));
        var alert = Assert.Single(AlertFiles.Read([folder["1.avro"]]));
        var night = Enumerable.Range(0, 1000).Select(i => alert with { Source = $"{i}" });
        var sample = Assert.Single(PacketMeasurement.Sample(night, 2, problem => Assert.Fail(problem.ToString()))).Value;
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"{32 * i}"), sample.Items.Select(r => r.Source));
        Assert.Equal(1000, Assert.Single(PacketMeasurement.Sample(night, null, _ => { })).Value.Items.Count);
    }

    [Fact]
    public void The_page_states_the_command_as_it_can_be_typed_again()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["1.avro"], ZtfPacketFile.Container(Enumerable.Range(0, 3).Select(i => ZtfPacketFile.Record(i))));
        var measured = CommandLine.Run("budget", "--measure", folder["1.avro"], "--at-most", "2", "--out", folder["my bytes"]);
        Assert.True(measured.ExitCode == 0, measured.Error);
        Assert.Equal(
            $"    stampspec budget --measure {folder["1.avro"]} --at-most 2 --out '{folder["my bytes"]}'",
            File.ReadLines(folder["my bytes", "README.md"]).ElementAt(2)
        );
    }

    [Fact]
    public void Measuring_needs_a_folder_and_at_least_one_alert()
    {
        Assert.Contains("budget.no-folder", CommandLine.Run("budget", "--measure", "x.avro").Error, StringComparison.Ordinal);
        Assert.Contains(
            "--at-most is '0'; expected a whole number from 1 to 2147483647",
            CommandLine.Run("budget", "--measure", "x.avro", "--out", "y", "--at-most", "0").Error,
            StringComparison.Ordinal
        );
    }
}
