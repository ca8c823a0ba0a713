using System.Text.Json;
using StampSpec.Alerts.Lsst;
using StampSpec.Learning;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Fuzzing.Engine;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies whose layouts have packet columns, on packets of the synthetic survey that stand in for real ones.</summary>
public sealed class PacketColumnStudyTests : IDisposable
{
    private const string Spec = """
        name: mine
        dataset: {data: alerts, labels: labels.csv, classes: [asteroid, satellite, sn]}
        layouts:
          - {name: columns, layout: {name: columns, images: none, columns: [magpsf, sigmapsf, distpsnr1, sgscore1]}}
          - {name: both, layout: {name: both, pixels: 8, pixel-scale: 1.01, columns: [magpsf, sigmapsf, distpsnr1, sgscore1]}}
        classifier: {widths: [2, 2], dense: 4}
        training: {batch: 8, steps: 4, evaluate-every: 2}
        split: {test: 0.3, validation: 0.3}
        columns-behind-labels: [sgscore1]
        runs: 1
        resamples: 100

        """;

    private readonly TemporaryFolder _folder = new();

    public PacketColumnStudyTests()
    {
        var made = CommandLine.Run("synthesize", "--out", _folder["made"], "--alerts", "60", "--seed", "1", "--mix", "balanced");
        Assert.True(made.ExitCode == 0, made.Error);
        Directory.CreateDirectory(_folder["alerts"]);
        foreach (var packet in Directory.GetFiles(_folder["made"], "*.avro", SearchOption.AllDirectories))
        {
            File.Move(packet, _folder["alerts", Path.GetFileName(packet)]);
        }

        var lines = File.ReadAllLines(_folder["made", "labels.csv"]);
        File.WriteAllLines(_folder["labels.csv"], lines.Select((line, i) => line + (i == 0 ? ",evidence" : ",stellar PS1 source <0.7as")));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_of_columns_says_in_every_output_which_of_them_labels_rest_on()
    {
        var result = Run(Spec.Replace("sgscore1]\n", "sgscore1, distpsnr1]\n", StringComparison.Ordinal), noReport: false);
        Assert.True(result.ExitCode == 0, result.Error);
        const string note =
            "columns and both use packet columns on which labels of these alerts rest (sgscore1, distpsnr1), so their scores look too good";
        Assert.Contains($"note: {note}\n", result.Error + result.Output, StringComparison.Ordinal);
        var results = StudyResults.Load(_folder["out"]);
        Assert.Equal(["sgscore1", "distpsnr1"], results.Summary.ColumnsBehindLabels);
        Assert.Equal(["sgscore1", "distpsnr1"], results.Provenance.ColumnsBehindLabels);
        Assert.Contains(note, results.Summary.Warnings);
        var page = File.ReadAllText(_folder["out", "report.html"]);
        Assert.Contains(note, page, StringComparison.Ordinal);
        Assert.Contains("with packet columns on which labels rest (sgscore1, distpsnr1)", page, StringComparison.Ordinal);
        using var card = JsonDocument.Parse(File.ReadAllText(_folder["out", "models", "both-run-1.json"]));
        Assert.Equal(
            ["sgscore1", "distpsnr1"],
            card.RootElement.GetProperty("columnsBehindLabels").EnumerateArray().Select(n => n.GetString())
        );
        Assert.Contains("columns-behind-labels:", File.ReadAllText(_folder["out", "study.lock.yaml"]), StringComparison.Ordinal);
        Assert.Contains("columns,float32,raw,columns,18,", File.ReadAllText(_folder["out", "bytes.csv"]), StringComparison.Ordinal);

        Assert.Contains(">18\u00a0B<", File.ReadAllText(_folder["out", "figures", "bytes.svg"]), StringComparison.Ordinal);

        var classified = CommandLine.Run("classify", _folder["out"], "--layout", "both", _folder["alerts"], "--out", _folder["out.csv"]);
        Assert.True(classified.ExitCode == 0, classified.Error);
        Assert.Equal(61, File.ReadAllLines(_folder["out.csv"]).Length);
        using (var file = File.Create(_folder["rubin.avro"]))
        {
            LsstPacketWriter.WriteContainer(file, [OwnPackets.LsstAlert]);
        }

        var other = CommandLine.Run("classify", _folder["out"], "--layout", "columns", _folder["rubin.avro"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains(
            "error classify.survey: this is a packet of Rubin, but the model learned from alerts of ZTF; use a model of Rubin: "
                + "rubin-dmtn-102 or rubin-proposal (stampspec models)\n",
            other.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_column_on_which_labels_rest_by_their_evidence_is_refused_with_that_evidence()
    {
        var result = Run(Spec);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "error study.columns: columns uses the column distpsnr1, on which 29 labels rest; their evidence, for example: stellar PS1 "
                + "source <0.7as (at layouts); remove the column, or add distpsnr1 to columns-behind-labels, and every output will say "
                + "so\n",
            result.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_folder["out", "study.lock.yaml"]));
    }

    [Theory]
    [InlineData(
        "magpsf, sigmapsf",
        "magpsf, drb",
        "4:3: error study.columns: columns uses the column drb, but labels of bogus detections were selected by it (at layouts); remove "
            + "the column, or write columns-behind-labels: [drb], and every output will say so"
    )]
    [InlineData(
        "[sgscore1]",
        "[sgscor1]",
        "9:24: error study.columns: sgscor1 is not a packet column (at columns-behind-labels); did you mean sgscore1?"
    )]
    [InlineData(
        "data: alerts, labels: labels.csv",
        "synthetic: {alerts: 30}",
        "4:3: error study.columns: columns uses packet columns of which synthetic alerts of ZTF have no realistic values: distpsnr1 (at "
            + "layouts); use columns of the set ztf-drawn, or alerts that are read, and others under dataset.pretrain only"
    )]
    [InlineData(
        "labels: labels.csv",
        "labels: labels.csv, inject: {class: satellite, count: 5}",
        "4:3: error study.columns: columns uses packet columns, such as magpsf, but injected events would have those of their "
            + "backgrounds, which tell them apart (at layouts); use alerts that are read, and others under dataset.pretrain only, which "
            + "never sees columns"
    )]
    [InlineData(
        "widths: [2, 2]",
        "kind: boosted-trees",
        "4:3: error study.classifier: both has images, but boosted trees take packet columns and features, not pixels (at layouts); use a "
            + "layout without images, or write kind: stack, which gives the trees the probabilities of a network of the stamps"
    )]
    [InlineData(
        "widths: [2, 2]",
        "kind: stack",
        "4:3: error study.classifier: columns has no images, but a stack needs both (at layouts); use a layout with images and columns, "
            + "or another kind of classifier"
    )]
    [InlineData(
        "widths: [2, 2]",
        "from-stamps: satellite",
        "4:3: error study.classifier: columns takes classes from stamps, but its classifier is no stack (at layouts); remove from-stamps, "
            + "or write kind: stack"
    )]
    public void A_spec_that_asks_for_the_impossible_is_refused_before_alerts_are_read(string old, string changed, string finding)
    {
        File.WriteAllText(_folder["study.yaml"], Spec.Replace(old, changed, StringComparison.Ordinal));
        var result = CommandLine.Run("validate", _folder["study.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{_folder["study.yaml"]}:{finding}\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_without_a_value_in_any_alert_is_refused()
    {
        var result = Run(
            Spec.Replace("sgscore1]}}", "fwhm]}}", StringComparison.Ordinal).Replace("[sgscore1]", "[distpsnr1]", StringComparison.Ordinal)
        );
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "error study.columns: no alert has a value of fwhm, a packet column of columns (at layouts); remove the column, or use "
                + "packets that contain it\n",
            result.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Synthetic_alerts_of_ZTF_have_every_column_of_their_set_and_only_those_may_be_used()
    {
        const string own = "dataset: {data: alerts, labels: labels.csv, classes: [asteroid, satellite, sn]}";
        const string synthetic = "dataset: {synthetic: {alerts: 60, mix: balanced}, classes: [asteroid, satellite, sn]}";
        const string named = "columns: [magpsf, sigmapsf, distpsnr1, sgscore1]";
        var spec = Spec.Replace(own, synthetic, StringComparison.Ordinal);
        var drawn = Run(spec.Replace(named, "columns: [ztf-drawn]", StringComparison.Ordinal));
        Assert.True(drawn.ExitCode == 0, drawn.Error);
        Assert.Equal(60, File.ReadAllLines(_folder["out", "objects.csv"]).Length - 1);
        var refused = Run(spec.Replace(named, "columns: [ztf-drawn, ztf-history]", StringComparison.Ordinal), "--fresh");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "error study.columns: columns uses packet columns of which synthetic alerts of ZTF have no realistic values: ndethist, "
                + "ncovhist, colour-g-r, colour-r-i (at layouts); use columns of the set ztf-drawn, or alerts that are read, and others "
                + "under dataset.pretrain only\n",
            refused.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Pretraining_sees_no_column_and_a_layout_of_columns_alone_has_none()
    {
        var result = Run(
            Spec.Replace("sgscore1]\n", "sgscore1, distpsnr1]\n", StringComparison.Ordinal)
                .Replace(
                    "labels: labels.csv,",
                    "labels: labels.csv, pretrain: {synthetic: {alerts: 30, mix: balanced}, learning-rate: 0.01, training: {batch: 8, "
                        + "steps: 4}},",
                    StringComparison.Ordinal
                )
        );
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.False(File.Exists(_folder["out", "models", "columns-run-1-pretrained.onnx"]));
        using var pretrained = new Microsoft.ML.OnnxRuntime.InferenceSession(_folder["out", "models", "both-run-1-pretrained.onnx"]);
        using var tuned = new Microsoft.ML.OnnxRuntime.InferenceSession(_folder["out", "models", "both-run-1.onnx"]);
        Assert.Equal(["position", "scale-0"], pretrained.InputNames.Order(StringComparer.Ordinal));
        Assert.Equal(["columns", "position", "scale-0"], tuned.InputNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Trees_and_stacks_give_the_same_results_whatever_the_number_of_jobs_and_export_no_model()
    {
        var spec = Spec.Replace("sgscore1]\n", "sgscore1, distpsnr1]\n", StringComparison.Ordinal)
            .Replace("{name: columns, layout", "{name: columns, classifier: {kind: boosted-trees}, layout", StringComparison.Ordinal)
            .Replace("{name: both, layout", "{name: both, classifier: {kind: stack}, layout", StringComparison.Ordinal);
        var one = Run(spec, "--jobs", "1");
        Assert.True(one.ExitCode == 0, one.Error);
        var predictions = File.ReadAllText(_folder["out", "predictions.csv"]);
        Assert.Equal(0, Run(spec, "--jobs", "2", "--fresh").ExitCode);
        Assert.Equal(predictions, File.ReadAllText(_folder["out", "predictions.csv"]));
        Assert.Empty(Directory.GetFiles(_folder["out", "models"], "*.onnx"));
        var refused = CommandLine.Run("classify", _folder["out"], "--layout", "both", _folder["alerts"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "error study.models: the classifier of both is of the kind stack, which exports no model; classify with a layout whose "
                + "classifier is a network\n",
            refused.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("comet", "takes the class comet from stamps, but the study has no such class (at layouts); use {classes}")]
    [InlineData("{classes}", "leaves its trees fewer than two classes to distinguish (at layouts); name fewer classes in from-stamps")]
    public void Classes_that_a_stack_cannot_take_from_stamps_are_refused(string fromStamps, string finding)
    {
        const string Classes = "asteroid, satellite, sn";
        var classes = fromStamps.Replace("{classes}", Classes, StringComparison.Ordinal);
        File.WriteAllText(
            _folder["study.yaml"],
            Spec.Replace(
                "{name: both, layout",
                $"{{name: both, classifier: {{kind: stack, from-stamps: [{classes}]}}, layout",
                StringComparison.Ordinal
            )
        );
        var result = CommandLine.Run("validate", _folder["study.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            $"error study.classifier: both {finding.Replace("{classes}", Classes, StringComparison.Ordinal)}\n",
            result.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_stack_with_a_network_that_diverged_is_a_failed_cell()
    {
        var spec = Spec.Replace("sgscore1]\n", "sgscore1, distpsnr1]\n", StringComparison.Ordinal)
            .Replace("{name: both, layout", "{name: both, classifier: {kind: stack}, layout", StringComparison.Ordinal);
        File.WriteAllText(_folder["study.yaml"], spec);
        var study = StudySpecFile.Load(_folder["study.yaml"], []);
        // A learning rate at which every loss overflows, which no spec may ask for.
        var hopeless = study with
        {
            Layouts =
            [
                .. study
                    .Layouts.Where(l => l.Name == "both")
                    .Select(l =>
                        l with
                        {
                            Classifier = l.Classifier with { LearningRate = 1e37 },
                            Training = l.Training with { GradientNormLimit = null },
                        }
                    ),
            ],
            Baseline = "both",
        };
        var outcome = StudyRunner.Run(hopeless, _folder["out"], new StudyOptions("test"), null, CancellationToken.None);
        Assert.Equal(
            "network 4 of the 4 networks of the stack diverged: its loss became infinite or not a number; reduce the learning rate",
            Assert.Single(outcome.Failed).Reason
        );
    }

    [Fact]
    public void A_plan_times_trees_as_trees_and_a_stack_as_four_networks()
    {
        var spec = Spec.Replace("sgscore1]\n", "sgscore1, distpsnr1]\n", StringComparison.Ordinal)
            .Replace("{name: columns, layout", "{name: columns, classifier: {kind: boosted-trees}, layout", StringComparison.Ordinal)
            .Replace("{name: both, layout", "{name: both, classifier: {kind: stack}, layout", StringComparison.Ordinal)
            .Replace("steps: 4,", "steps: 1000000,", StringComparison.Ordinal);
        File.WriteAllText(_folder["study.yaml"], spec);
        var layouts = StudySpecFile.Load(_folder["study.yaml"], []).Layouts;
        Assert.Equal([1, 4], layouts.Select(CellSchedule.NetworksOf));
        var network = layouts[1] with { Classifier = new ClassifierSettings { Ensemble = 5 } };
        Assert.Equal(5, CellSchedule.NetworksOf(network));
        var plan = CommandLine.Run("plan", _folder["study.yaml"], "--format", "json", "--jobs", "1");
        Assert.True(plan.ExitCode == 0, plan.Error);
        using var document = JsonDocument.Parse(plan.Output);
        var forecasts = document.RootElement.GetProperty("layouts").EnumerateArray().ToArray();
        // Trees take no steps; a million steps of a network take minutes at least.
        Assert.InRange(
            forecasts[0].GetProperty("mostSecondsPerCell").GetDouble(),
            0,
            forecasts[1].GetProperty("secondsPerCell").GetDouble() / 4
        );
    }

    [Fact]
    public void A_stack_takes_the_probability_of_a_class_from_the_network_and_divides_the_rest_as_its_trees_do()
    {
        float[] trees = [0.5f, 0.1f, 0.4f, 0.2f, 0, 0.8f];
        TreeCells.TakeFromStamps(trees, [0.1f, 0.7f, 0.2f, 0.3f, 0.25f, 0.45f], [false, true, false]);
        Assert.Equal([0.3f * 5 / 9, 0.7f, 0.3f * 4 / 9, 0.75f * 0.2f, 0.25f, 0.75f * 0.8f], trees, (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    private CommandLineResult Run(string spec, params string[] options) => Run(spec, noReport: true, options);

    private CommandLineResult Run(string spec, bool noReport, params string[] options)
    {
        File.WriteAllText(_folder["study.yaml"], spec);
        return CommandLine.Run([
            "study",
            _folder["study.yaml"],
            "--out",
            _folder["out"],
            .. noReport ? new[] { "--no-report" } : [],
            .. options,
        ]);
    }
}
