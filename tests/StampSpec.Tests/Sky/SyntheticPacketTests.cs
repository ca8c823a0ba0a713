using System.IO.Compression;
using System.Security.Cryptography;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Avro;
using StampSpec.Formats.Fits;
using StampSpec.Sky.Packets;
using StampSpec.Sky.Scenes;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Sky;

public sealed class SyntheticPacketTests
{
    [Fact]
    public void The_command_writes_a_packet_an_alert_and_a_label_table()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        var result = CommandLine.Run("synthesize", "--out", target, "--alerts", "7", "--seed", "5", "--mix", "balanced");
        Assert.Equal((0, ""), (result.ExitCode, result.ExitCode == 0 ? "" : result.Error));
        var labels = File.ReadAllLines(Path.Combine(target, "labels.csv"));
        Assert.Equal("candid,objectId,file,class,strength,group", labels[0]);
        Assert.Equal(7, labels.Length - 1);
        Assert.All(labels[1..], row => Assert.True(File.Exists(Path.Combine(target, row.Split(',')[2])), row));
        Assert.DoesNotContain(Directory.GetFiles(target, "*", SearchOption.AllDirectories), f =>
            f.EndsWith(".part", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Pixels_come_back_from_the_packet_bit_for_bit()
    {
        foreach (var (alert, _, _) in SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 12, new Seed(21)))
        {
            var packet = WriteAndRead(alert);
            Assert.Equal(Bits(alert.Science), Bits(packet, "cutoutScience"));
            Assert.Equal(Bits(alert.Template), Bits(packet, "cutoutTemplate"));
            Assert.Equal(Bits(alert.Difference), Bits(packet, "cutoutDifference"));
        }
    }

    [SkippableFact]
    public void A_reader_with_the_schema_of_a_real_packet_takes_a_synthetic_one()
    {
        var real = SchemaOf(File.ReadAllBytes(Repository.SharedPath("data", "ztf", "2982177112815010003.avro")));
        var ours = SchemaOf(Packed(SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(3)).Single().Alert));
        Assert.Equal("4.02", ZtfSchema.Version);
        Assert.Equal(ReaderSchema.Differences(real, ours), []);
        Assert.Equal(ReaderSchema.Differences(ours, real), []);
    }

    [SkippableFact]
    public void So_does_the_reader_of_Apache_Avro()
    {
        using var folder = new TemporaryFolder();
        var real = Repository.SharedPath("data", "ztf", "2982177112815010003.avro");
        var alert = SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(3)).Single().Alert;
        File.WriteAllBytes(folder["ours.avro"], Packed(alert));
        Assert.Equal(
            $"{alert.ObjectId} {alert.Candid} 103 None 1 1",
            PeerScript.Run("ztf_reader_schema.py", ["avro"], real, folder["ours.avro"]).Trim()
        );
    }

    [Fact]
    public void A_packet_has_what_the_survey_measured_and_says_what_it_did_not()
    {
        var alert = SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(3)).Single().Alert;
        var packet = WriteAndRead(alert);
        var candidate = (AvroRecord)packet["candidate"]!;
        var photometry = (AvroRecord)Assert.Single((object?[])packet["fp_hists"]!)!;
        Assert.Null(packet["prv_candidates"]);
        Assert.Equal((alert.JulianDate, alert.SignalToNoise), (candidate["jd"], candidate["scorr"]));
        Assert.Equal((null, null, null), (candidate["rb"], candidate["ssdistnr"], candidate["xpos"]));
        Assert.Equal((-999.0, -999.0, "none"), (candidate["ranr"], candidate["jdstartref"], candidate["drbversion"]));
        Assert.Equal((candidate["pid"], candidate["field"]), (photometry["pid"], photometry["field"]));
        var flux = (float)photometry["forcediffimflux"]!;
        Assert.Equal(alert.IsPositive, flux > 0);
        Assert.Equal(alert.MagnitudePsf!.Value, alert.ZeroPointMag!.Value - (2.5 * Math.Log10(Math.Abs(flux))), 4);
    }

    [Fact]
    public void An_alert_without_columns_is_not_written()
    {
        var alert = SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(3)).Single().Alert with { Columns = null };
        Assert.Equal("alert", Assert.Throws<ArgumentException>(() => Packed(alert)).ParamName);
    }

    [Fact]
    public void The_readers_take_a_written_survey_like_real_alerts()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        var drawn = SyntheticSurvey.Generate(new SurveySettings { Mix = ClassMix.Balanced }, 6, new Seed(8)).ToArray();
        SurveyFolder.Write(target, drawn, null, CancellationToken.None);
        var labels = LabelTable.Load(Path.Combine(target, "labels.csv"));
        var read = AlertFiles.Read([Path.Combine(target, "alerts")]).Select(r => r.Alert!).ToArray();
        Assert.Equal(drawn.Length, read.Length);
        foreach (var (expected, actual) in drawn.Zip(read))
        {
            Assert.True(labels.TryGet(actual.Candid, out var row));
            Assert.Equal((expected.Class, expected.Group), (row.Class, row.Group));
            Assert.Equal(Bits(expected.Alert.Science), Bits(actual.Science));
            Assert.Equal(
                (expected.Alert.Band, expected.Alert.IsPositive, expected.Alert.JulianDate),
                (actual.Band, actual.IsPositive, actual.JulianDate)
            );
            Assert.Equal(expected.Alert.SignalToNoise!.Value, actual.SignalToNoise!.Value, 0.005);
            Assert.Equal(expected.Alert.SeeingPixels!.Value, actual.SeeingPixels!.Value, 4);
        }
    }

    [Fact]
    public void The_same_alert_gives_the_same_bytes()
    {
        var alert = SyntheticSurvey.Generate(new SurveySettings(), 1, new Seed(3)).Single().Alert;
        Assert.Equal(Packed(alert), Packed(alert));
    }

    [Fact]
    public void Only_the_classes_asked_for_are_written()
    {
        using var folder = new TemporaryFolder();
        var target = Path.Combine(folder.Path, "survey");
        CommandLine.Run("synthesize", "--out", target, "--alerts", "6", "--classes", "satellite", "sn");
        var classes = File.ReadAllLines(Path.Combine(target, "labels.csv"))[1..].Select(row => row.Split(',')[3]);
        Assert.All(classes, c => Assert.Contains(c, new[] { "satellite", "sn" }));
    }

    [Fact]
    public void A_folder_with_files_in_it_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "mine.txt"), "keep");
        var result = CommandLine.Run("synthesize", "--out", folder.Path, "--alerts", "2");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the folder is not empty", result.Error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.Path).Select(f => Path.GetFileName(f)));
    }

    [Fact]
    public void An_interrupted_survey_is_begun_again()
    {
        using var folder = new TemporaryFolder();
        var (whole, interrupted) = (Path.Combine(folder.Path, "whole"), Path.Combine(folder.Path, "interrupted"));
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", whole, "--alerts", "3").ExitCode);
        Interrupt(interrupted);
        Assert.Equal(0, CommandLine.Run("synthesize", "--out", interrupted, "--alerts", "3").ExitCode);
        Assert.Equal(Contents(whole), Contents(interrupted));
        Interrupt(interrupted);
        File.WriteAllText(Path.Combine(interrupted, "alerts", "mine.txt"), "keep");
        Assert.Contains(
            "the folder is not empty",
            CommandLine.Run("synthesize", "--out", interrupted, "--alerts", "3").Error,
            StringComparison.Ordinal
        );
        Assert.Equal("keep", File.ReadAllText(Path.Combine(interrupted, "alerts", "mine.txt")));
    }

    // What a killed process leaves: the mark, an alert and half of another.
    private static void Interrupt(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "alerts"));
        File.WriteAllText(Path.Combine(folder, ".unfinished"), "");
        File.WriteAllText(Path.Combine(folder, "alerts", "7.avro"), "alert");
        File.WriteAllText(Path.Combine(folder, "alerts", "8.avro.partial"), "ale");
        File.Delete(Path.Combine(folder, "labels.csv"));
    }

    private static (string Name, string Hash)[] Contents(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => (Path.GetRelativePath(folder, file), Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))),
        ];

    [Theory]
    [InlineData("--alerts", "0", "--alerts is '0'; expected a whole number from 1 to 10000000")]
    [InlineData("--mix", "even", "even")]
    [InlineData("--classes", "planet", "planet")]
    public void A_wrong_option_is_named(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        string[] arguments =
        [
            "synthesize",
            "--out",
            Path.Combine(folder.Path, "x"),
            .. option == "--alerts" ? Array.Empty<string>() : ["--alerts", "2"],
            option,
            value,
        ];
        var result = CommandLine.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private static byte[] Packed(Alert alert)
    {
        using var stream = new MemoryStream();
        SyntheticPacket.Write(alert, stream);
        return stream.ToArray();
    }

    private static AvroSchema SchemaOf(byte[] container)
    {
        using var reader = new AvroContainerReader(new MemoryStream(container));
        return reader.Header.Schema;
    }

    private static AvroRecord WriteAndRead(Alert alert)
    {
        using var reader = new AvroContainerReader(new MemoryStream(Packed(alert)));
        return (AvroRecord)reader.ReadAll().Single()!;
    }

    private static uint[] Bits(Cutout cutout) => Bits(cutout.Flux.Pixels);

    private static uint[] Bits(AvroRecord packet, string field)
    {
        var stamp = (byte[])((AvroRecord)packet[field]!)["stampData"]!;
        using var gzip = new GZipStream(new MemoryStream(stamp), CompressionMode.Decompress);
        using var fits = new MemoryStream();
        gzip.CopyTo(fits);
        return Bits(FitsFile.Read(fits.ToArray()).Hdus[0].ReadSingle().Pixels);
    }

    private static uint[] Bits(ReadOnlySpan<float> pixels)
    {
        var bits = new uint[pixels.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = float.IsNaN(pixels[i]) ? 0x7FC00000 : BitConverter.SingleToUInt32Bits(pixels[i]);
        }

        return bits;
    }
}
