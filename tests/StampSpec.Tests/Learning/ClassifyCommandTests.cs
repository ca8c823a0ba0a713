using System.Globalization;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;
using StampSpec.Tests.Alerts;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Learning;

public sealed class ClassifyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_alert_gets_a_row_of_probabilities_and_its_most_probable_class()
    {
        var alerts = Synthesise(70);
        var result = CommandLine.Run("classify", WriteModel("ztf-cropped", 16), alerts, "--out", _folder["out.csv"]);
        Assert.True(result.ExitCode == 0, result.Error);
        var rows = File.ReadAllLines(_folder["out.csv"]).Select(line => line.Split(',')).ToArray();
        Assert.Equal(["candid", "objectId", "spot", "streak", "nothing", "class", "probability_sd", "trained_on", "source"], rows[0]);
        Assert.Equal(71, rows.Length);
        Assert.All(rows[1..], row =>
        {
            var probabilities = row[2..5].Select(p => double.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(1, probabilities.Sum(), 1e-5);
            Assert.Equal(ToyStamps.Classes[probabilities.IndexOf(probabilities.Max())], row[5]);
            Assert.Equal(("", "", Path.Combine(alerts, row[0] + ".avro")), (row[6], row[7], row[8]));
        });
        Assert.Contains("classified 70 alerts", result.Error, StringComparison.Ordinal);
        Assert.Contains("; 0 skipped", result.Error, StringComparison.Ordinal);
        Assert.Equal(
            AlertFiles.Read([alerts]).Select(r => r.Alert!.Candid.ToString(CultureInfo.InvariantCulture)),
            rows[1..].Select(row => row[0])
        );
    }

    [Fact]
    public void Bad_packets_are_listed_counted_and_skipped()
    {
        var alerts = Synthesise(3);
        File.WriteAllText(Path.Combine(alerts, "broken.avro"), "no packet");
        var result = CommandLine.Run("classify", WriteModel("ztf-cropped", 16), alerts);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("broken.avro", result.Error, StringComparison.Ordinal);
        Assert.Contains("classified 3 alerts", result.Error, StringComparison.Ordinal);
        Assert.Contains("; 1 skipped", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Packets_whose_cutouts_cannot_serve_the_layout_are_refused_and_nothing_is_left_half_written()
    {
        var result = CommandLine.Run("classify", WriteModel("rubin-proposal", 16, 4), Synthesise(2), "--out", _folder["out.csv"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("finer than the native", result.Error, StringComparison.Ordinal);
        Assert.Contains("no packet could be classified; 2 were skipped", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "out.csv*"));
    }

    [Theory]
    [InlineData(
        "ztf-multiscale",
        "classify.survey: this is a packet of Rubin, but ztf-multiscale learned from alerts of ZTF; this is the first of 3 such alerts; "
            + "use a model of Rubin: rubin-dmtn-102 or rubin-proposal (stampspec models)"
    )]
    [InlineData(
        "rubin-proposal",
        "layout.field-of-view: scale 2 (16 px of 0.8 arcsec) shows 12.8 arcsec, beyond the native stamp's 6 arcsec (30 px of 0.2 arcsec); "
            + "this is the first of 3 such alerts; the model's layout rubin-proposal needs cutouts of 25.6 arcsec with pixels of 0.2 "
            + "arcsec or finer"
    )]
    public void A_model_that_suits_no_alert_gives_one_line_for_all(string model, string problem)
    {
        var alerts = Synthesise(3, "--survey", "lsst", "--band", "r", "--cutout-pixels", "30");
        var result = CommandLine.Run("classify", model, alerts, "--out", _folder["out.csv"]);
        Assert.Equal(
            (
                2,
                $"{alerts}/9000000000000000000.avro: error {problem}\n"
                    + "error classify.none: no packet could be classified; 3 were skipped\n"
            ),
            (result.ExitCode, result.Error)
        );
        Assert.Empty(Directory.GetFiles(_folder.Path, "out.csv*"));
    }

    [Fact]
    public void A_model_without_a_survey_is_one_warning()
    {
        var model = WriteModel("ztf-cropped", 16);
        var result = CommandLine.Run("classify", model, Synthesise(2), "--out", _folder["out.csv"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            $"{model}: warning model.survey: the model does not say whether it learned from alerts of ZTF or of Rubin, so alerts of the "
                + "other survey are not refused; check that these alerts are of the survey from which it learned\nclassified 2 alerts",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "none/out.csv",
        "output.no-folder: the file cannot be written, because its folder does not exist; create the folder, or give a file in another one"
    )]
    [InlineData(
        "",
        "output.is-folder: the file cannot be written, because a folder has this name; give a file in this folder, or another name"
    )]
    public void A_table_that_cannot_be_written_there_is_refused_before_anything_is_read(string place, string problem)
    {
        var file = Path.Combine(_folder.Path, place);
        var result = CommandLine.Run("classify", "ztf-multiscale", "no-alerts", "--out", file);
        Assert.Equal((2, $"{file}: error {problem}\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public void A_model_without_description_a_file_that_is_no_model_and_an_absent_one_are_wrong_input()
    {
        var alerts = Synthesise(1);
        File.WriteAllBytes(_folder["bare.onnx"], Train(16, 1).OnnxModel);
        File.WriteAllText(_folder["text.onnx"], "no model");
        foreach (
            var (name, message) in new[]
            {
                ("bare.onnx", "does not contain its layout"),
                ("text.onnx", "the file is not an ONNX model"),
                ("absent.onnx", "there is no model file, no study's folder and no shipped model of this name"),
            }
        )
        {
            var result = CommandLine.Run("classify", _folder[name], alerts);
            Assert.Equal(2, result.ExitCode);
            Assert.Contains(message, result.Error, StringComparison.Ordinal);
            Assert.Contains(name, result.Error, StringComparison.Ordinal);
            Assert.Empty(result.Output);
        }
    }

    [Fact]
    public void A_topic_is_classified_in_parts_like_the_folder_of_its_packets()
    {
        var (alerts, model) = (Synthesise(5), WriteModel("ztf-cropped", 16));
        using var cluster = new MockCluster();
        cluster.Send(0, Directory.GetFiles(alerts).Order(StringComparer.Ordinal).Select(File.ReadAllBytes));
        var first = CommandLine.Run("classify", model, cluster.Topic(), "--max-alerts", "2");
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.EndsWith("read 2 messages; to continue: --from 0:2,1:0,2:0,3:0", first.Error.TrimEnd(), StringComparison.Ordinal);
        var rest = CommandLine.Run("classify", model, cluster.Topic(), "--from", "0:2,1:0,2:0,3:0");
        Assert.Equal(Rows(CommandLine.Run("classify", model, alerts).Output), Rows(first.Output).Concat(Rows(rest.Output)));
        Assert.Contains($"\"{cluster.Topic()} (partition 0, offset 4)\"", rest.Output, StringComparison.Ordinal);

        // The source, which differs, is the last column.
        static string[] Rows(string csv) =>
            [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(row => string.Join(',', row.Split(',')[..8]))];
    }

    private static TrainedClassifier Train(int pixels, int scales)
    {
        var data = ToyStamps.Draw(6, new Seed(1), [.. Enumerable.Repeat(new StampTensorShape(6, pixels), scales)]);
        return ClassifierTrainer.Train(
            new ClassifierSettings { Widths = [3, 3], Dense = 3 },
            new TrainingSettings { BatchSize = 2, MaximumSteps = 1 },
            data,
            data,
            ToyStamps.Classes,
            new Seed(3)
        );
    }

    private string WriteModel(string layout, int pixels, int scales = 1)
    {
        File.WriteAllBytes(
            _folder["model.onnx"],
            Train(pixels, scales).For(LayoutLibrary.Load(layout), NormalisationOrder.Before).OnnxModel
        );
        return _folder["model.onnx"];
    }

    private string Synthesise(int count, params string[] survey)
    {
        string[] options = ["--alerts", count.ToString(CultureInfo.InvariantCulture), "--seed", "5", .. survey];
        var result = CommandLine.Run(["synthesize", "--out", _folder["alerts"], .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return Directory.GetFiles(_folder["alerts"], "*.avro", SearchOption.AllDirectories) is [var first, ..]
            ? Path.GetDirectoryName(first)!
            : _folder["alerts"];
    }
}
