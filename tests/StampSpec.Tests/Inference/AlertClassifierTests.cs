using System.Globalization;
using StampSpec.Alerts;
using StampSpec.Alerts.Reading;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Inference;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Layouts.Specification;
using StampSpec.Learning;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;
using StampSpec.Tests.Learning;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Inference;

/// <summary>A model's alerts are prepared as its study prepared them, whatever the study did to them.</summary>
public sealed class AlertClassifierTests : IDisposable
{
    private const string Study = """
        name: files
        dataset: {data: alerts, labels: labels.csv, classes: [asteroid, satellite, sn]SIMULATE}
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 20, evaluate-every: 10}
        split: {test: 0.3, validation: 0.3}
        runs: 1
        resamples: 100

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "layouts: [ztf-cropped]\n", "float32", true)]
    [InlineData("", "layouts: [ztf-cropped]\nnormalisation: after\n", "float32", false)]
    [InlineData("", "layouts: [ztf-cropped]\nnormalisation: after\nencodings: rice-q16\n", "rice-q16", false)]
    [InlineData("", "layouts: [ztf-cropped]\nnormalisation: asinh\n", "float32", false)]
    [InlineData("", "layouts: [{layout: ztf-cropped, control: {mask-only: true}}]\n", "float32", false)]
    [InlineData("", "layouts: [{layout: ztf-cropped, control: {cut-from: {name: s, pixels: 20, pixel-scale: 1.01}}}]\n", "float32", false)]
    [InlineData(", simulate: {band: g}", "layouts: [ztf-cropped]\n", "float32", false)]
    [InlineData(", simulate: {mapping: pixel-analog}", "layouts: [dmtn-102]\n", "float32", false)]
    [InlineData(", simulate: {band: r}", "layouts: [ztf-cropped]\nnormalisation: after\nencodings: int8\n", "int8", false)]
    public void An_alert_gets_the_probabilities_that_the_study_gave_it(string simulate, string keys, string encoding, bool isPublished)
    {
        var scored = RunStudy(simulate, keys);
        var alerts = Alerts().ToDictionary(a => a.Candid);
        var model = Assert.Single(Directory.GetFiles(_folder["out", "models"], "*.onnx"));
        using var classifier = AlertClassifier.Load(model);
        Assert.NotEmpty(scored);
        Assert.All(scored, row =>
        {
            var classified = classifier.Classify(alerts[row.Candid]);
            Assert.All(row.Probabilities.Zip(classified.Probabilities), p => Assert.Equal(p.First, p.Second, 1e-6f));
            Assert.Equal(row.Predicted, classified.MostProbableClass);
        });
        // If stamps were always cut and normalised as published, only the first case would pass.
        Assert.Equal(isPublished, AgreesAsPublished(model, classifier.Model.Layout, scored, alerts));
        Assert.Equal(simulate.Length > 0, classifier.Simulation is not null);
        Assert.Equal((simulate.Length > 0 ? null : "ztf", null), (classifier.Model.Origin.Survey, classifier.SurveyWarning));
        Assert.Equal(encoding, classifier.Encoding.IsLossless ? "float32" : classifier.Encoding.Name);
    }

    [Fact]
    public void A_stream_gives_a_result_for_each_packet_in_order_and_reads_no_more_than_a_batch_ahead()
    {
        Synthesise(AlertClassifier.BatchSize + 6);
        using var classifier = AlertClassifier.Load(WriteModel("ztf-cropped", 16));
        var readings = AlertFiles.Read([_folder["alerts"]]).ToList();
        readings.Insert(3, new AlertReading("broken.avro", null, Diagnostic.Error("alert.unreadable", "it is damaged")));
        var read = 0;
        using var results = classifier
            .Classify(
                readings.Select(reading =>
                {
                    read++;
                    return reading;
                })
            )
            .GetEnumerator();
        Assert.Equal(0, read);
        foreach (var (i, reading) in readings.Index())
        {
            Assert.True(results.MoveNext());
            Assert.Equal(reading.Source, results.Current.Source);
            Assert.Equal(reading.Alert, results.Current.Classification?.Alert);
            Assert.InRange(read, i + 1, i + AlertClassifier.BatchSize);
        }

        Assert.False(results.MoveNext());
        var broken = Assert.Single(classifier.Classify(readings), r => r.Classification is null);
        Assert.Equal(("broken.avro", "alert.unreadable", "broken.avro"), (broken.Source, broken.Problem!.Code, broken.Problem.File));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => classifier.Classify(readings, stopped.Token).First());
    }

    [Fact]
    public void An_alert_whose_cutouts_do_not_hold_what_the_layout_shows_is_refused()
    {
        Synthesise(1);
        using var classifier = AlertClassifier.Load(WriteModel("rubin-proposal", 16, 4));
        var refused = Assert.Throws<InvalidInputException>(() => classifier.Classify(Alerts()[0])).Diagnostics[0];
        Assert.Equal("layout.finer-than-native", refused.Code);
        Assert.Contains("rubin-proposal", refused.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ztf", null)]
    [InlineData("ztf lsst", null)]
    [InlineData(
        "lsst",
        "error classify.survey: this is a packet of ZTF, but the model learned from alerts of Rubin; use a model of ZTF: ztf-cropped, "
            + "ztf-full or ztf-multiscale (stampspec models)"
    )]
    public void A_model_refuses_alerts_of_a_survey_from_which_it_did_not_learn(string survey, string? problem)
    {
        Synthesise(1);
        using var classifier = AlertClassifier.Load(WriteModel("ztf-cropped", 16, 1, new StampOrigin("none") { Survey = survey }));
        Assert.Null(classifier.SurveyWarning);
        var reading = Assert.Single(classifier.Classify(AlertFiles.Read([_folder["alerts"]])));
        Assert.Equal(problem, reading.Problem is null ? null : (reading.Problem with { File = null }).ToString());
        Assert.Equal(problem is null, reading.Classification is not null);
    }

    [Fact]
    public void A_model_without_a_survey_takes_all_alerts_and_warns()
    {
        Synthesise(1);
        using var classifier = AlertClassifier.Load(WriteModel("ztf-cropped", 16));
        Assert.Equal(
            "warning model.survey: the model does not say whether it learned from alerts of ZTF or of Rubin, so alerts of the other "
                + "survey are not refused; check that these alerts are of the survey from which it learned",
            classifier.SurveyWarning!.ToString()
        );
        Assert.NotNull(classifier.Classify(Alerts()[0]));
    }

    [Fact]
    public void Models_of_different_surveys_are_not_averaged_and_models_without_a_survey_join_the_others()
    {
        File.Copy(WriteModel("ztf-cropped", 16, 1, new StampOrigin("none") { Survey = "ztf" }), _folder["ztf.onnx"]);
        File.Copy(WriteModel("ztf-cropped", 16), _folder["old.onnx"]);
        var lsst = WriteModel("ztf-cropped", 16, 1, new StampOrigin("none") { Survey = "lsst" });
        using (AlertClassifier.Load([_folder["ztf.onnx"], _folder["old.onnx"]])) { }
        var refused = Assert.Throws<InvalidInputException>(() => AlertClassifier.Load([_folder["ztf.onnx"], lsst])).Diagnostics[0];
        Assert.Equal(
            $"the model has another survey than {_folder["ztf.onnx"]}, so their probabilities cannot be averaged",
            refused.Message
        );
    }

    [Theory]
    [InlineData("zip-9", null, null)]
    [InlineData("none", "{warp: 9}", 1ul)]
    [InlineData("none", "{band: g}", null)]
    public void A_model_whose_stamps_cannot_be_made_is_refused_and_its_file_is_named(string encoding, string? simulation, ulong? seed)
    {
        var path = WriteModel("ztf-cropped", 16, 1, new StampOrigin(encoding) { Simulation = simulation, SimulationSeed = seed });
        // Written by hand, because the writer never omits the seed.
        if (simulation is not null && seed is null)
        {
            var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
            model.MetadataProps.Add(new EntryProto { Key = "stampspec.simulation", Value = simulation });
            File.WriteAllBytes(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
        }

        var refused = Assert.Throws<InvalidInputException>(() => AlertClassifier.Load(path)).Diagnostics[0];
        Assert.Equal(("model.stamps", path), (refused.Code, refused.File));
        Assert.Null(Assert.Throws<InvalidInputException>(() => AlertClassifier.Load(File.ReadAllBytes(path))).Diagnostics[0].File);
    }

    [Fact]
    public void A_model_of_stamps_with_the_field_of_other_alerts_is_refused()
    {
        var path = WriteModel("ztf-cropped", 16, 1, new StampOrigin("none") { Control = "{other-field-beyond: 8}" });
        var refused = Assert.Throws<InvalidInputException>(() => AlertClassifier.Load(path)).Diagnostics[0];
        Assert.Equal(
            ("model.control", path, "use the model of a layout without other-field-beyond"),
            (refused.Code, refused.File, refused.Fix)
        );
        Assert.Equal(
            "the model was trained for a control experiment, on stamps whose wide field came from other alerts, so it cannot classify "
                + "alerts",
            refused.Message
        );
    }

    /// <summary>Whether stamps cut and normalised as published get the study's probabilities; false if they cannot be cut.</summary>
    private static bool AgreesAsPublished(
        string model,
        StampLayout layout,
        IReadOnlyList<PredictionRow> scored,
        Dictionary<long, Alert> alerts
    )
    {
        if (layout.Scales[0].PixelScaleArcsec < alerts.Values.First().Science.PixelScaleArcsec)
        {
            return false;
        }

        var stamps = new StampTensorBuilder(layout, NormalisationOrder.Before);
        foreach (var row in scored)
        {
            stamps.Add(alerts[row.Candid]);
        }

        using var session = ClassifierSession.Load(model);
        var expected = scored.SelectMany(row => row.Probabilities);
        return session.Score(stamps.Build()).Zip(expected, (a, b) => Math.Abs(a - b)).Max() < 1e-4;
    }

    private IReadOnlyList<PredictionRow> RunStudy(string simulate, string keys)
    {
        Synthesise(24);
        File.WriteAllText(_folder["study.yaml"], Study.Replace("SIMULATE", simulate, StringComparison.Ordinal) + keys);
        var run = CommandLine.Run("study", _folder["study.yaml"], "--out", _folder["out"], "--no-report");
        Assert.True(run.ExitCode == 0, run.Error);
        return StudyResults.Load(_folder["out"]).Predictions;
    }

    private void Synthesise(int count)
    {
        string[] options = ["--alerts", count.ToString(CultureInfo.InvariantCulture), "--seed", "3", "--mix", "balanced"];
        var made = CommandLine.Run(["synthesize", "--out", _folder["made"], .. options]);
        Assert.True(made.ExitCode == 0, made.Error);
        Directory.Move(_folder["made", "alerts"], _folder["alerts"]);
        File.Move(_folder["made", "labels.csv"], _folder["labels.csv"]);
    }

    private Alert[] Alerts() => [.. AlertFiles.Read([_folder["alerts"]]).Select(r => r.Alert!)];

    private string WriteModel(string layout, int pixels, int scales = 1, StampOrigin? origin = null)
    {
        var data = ToyStamps.Draw(6, new Seed(1), [.. Enumerable.Repeat(new StampTensorShape(6, pixels), scales)]);
        var settings = new ClassifierSettings { Widths = [2, 2], Dense = 2 };
        var training = new TrainingSettings { BatchSize = 2, MaximumSteps = 1 };
        var trained = ClassifierTrainer.Train(settings, training, data, data, ToyStamps.Classes, new Seed(3));
        File.WriteAllBytes(_folder["model.onnx"], trained.For(LayoutLibrary.Load(layout), NormalisationOrder.Before, origin).OnnxModel);
        return _folder["model.onnx"];
    }
}
