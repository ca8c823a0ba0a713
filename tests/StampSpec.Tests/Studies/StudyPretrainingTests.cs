using System.Text.Json;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies whose classifiers learn from other alerts first.</summary>
public sealed class StudyPretrainingTests
{
    private const string Pretrain =
        "dataset.pretrain={synthetic: {alerts: 30, mix: balanced}, learning-rate: 0.01, training: {batch: 8, steps: 7, evaluate-every: 7}}";

    private static readonly string[] Folds = ["--set", "split={folds: 2, validation: 0.3}", "--set", Pretrain];

    [Fact]
    public void All_folds_of_a_run_go_on_from_one_network_that_the_folder_keeps_and_records()
    {
        using var folder = new TemporaryFolder();
        var ran = TinyStudy.Run(folder, "a", Folds);
        Assert.True(ran.ExitCode == 0, ran.Error);
        string[] starts =
        [
            .. new[] { "run-1-fold-1", "run-1-fold-2", "run-2-fold-1", "run-2-fold-2" }.Select(c => Start(folder, $"ztf-cropped-{c}")),
        ];
        Assert.Equal((starts[0], starts[2]), (starts[1], starts[3]));
        Assert.NotEqual(starts[0], starts[2]);
        Assert.Equal(starts[0], ContentHash.Of(File.ReadAllBytes(folder["a", "models", "ztf-cropped-run-1-pretrained.onnx"])));
        var records = StudyResults.Load(folder["a"]).Provenance.Pretraining!;
        Assert.Equal(
            [("ztf-cropped", 1), ("ztf-multiscale", 1), ("ztf-cropped", 2), ("ztf-multiscale", 2)],
            records.Select(r => (r.Id.Layout, r.Run))
        );
        Assert.All(records, r => Assert.Equal((30, 7), (r.Objects["synthetic"] + r.EvaluationObjects, r.History[^1].Step)));
        Assert.Equal(starts[0], records[0].ModelSha256);
    }

    [Fact]
    public void What_is_learned_from_first_is_marked_and_shares_no_object_group_or_number_with_what_is_scored()
    {
        var (study, data) = Read(Pretrain);
        Assert.Equal(30, data.Pretraining.Count);
        Assert.All(data.Pretraining, i => Assert.Equal(("pretraining", "synthetic"), (data.Objects[i].Role, data.Objects[i].Origin)));
        Assert.Equal(data.Objects.Count, data.Objects.Select(o => o.Candid).Distinct().Count());
        Assert.Empty(data.Pretraining.Select(i => data.Objects[i].Group).Intersect(data.Development.Groups));
        Assert.All(study.MakeCells(), cell =>
        {
            var split = StudyPlan.SplitOf(study, data, cell);
            Assert.Empty(data.Pretraining.Intersect([.. split.Train, .. split.Validation, .. split.Test]));
        });
        var first = CellPretraining.SplitOf(study, data);
        Assert.Equal(data.Pretraining, first.Train.Concat(first.Validation).Order());
        Assert.NotEmpty(first.Validation);
    }

    [Fact]
    public void A_resumed_study_takes_the_stored_network_and_parts_merged_say_the_same()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "whole", Folds);
        TinyStudy.Run(folder, "resumed", [.. Folds, "--shard", "1/3"]);
        File.Delete(folder["resumed", "cells", "ztf-cropped-run-1-fold-1.history.csv"]);
        File.WriteAllText(folder["resumed", "models", "ztf-multiscale-run-1-pretrained.onnx"], "damaged");
        TinyStudy.Run(folder, "resumed", [.. Folds, "--resume"]);
        TinyStudy.AssertSame(folder, "whole", "resumed");

        TinyStudy.Run(folder, "part1", [.. Folds, "--shard", "1/2"]);
        TinyStudy.Run(folder, "part2", [.. Folds, "--shard", "2/2"]);
        var merged = CommandLine.Run("merge", folder["part1"], folder["part2"], "--out", folder["merged"], "--no-report");
        Assert.True(merged.ExitCode == 0, merged.Error);
        TinyStudy.AssertSame(folder, "whole", "merged");
        Assert.Equal(4, StudyResults.Load(folder["merged"]).Provenance.Pretraining!.Count);
    }

    [Fact]
    public void Only_the_first_cell_of_a_layout_and_run_trains_the_network_and_a_changed_one_runs_every_cell_again()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--runs", "1", "--set", "layouts=[ztf-cropped]", .. Folds];
        TinyStudy.Run(folder, "a", options);
        File.Delete(folder["a", "cells", "ztf-cropped-run-1-fold-2.history.csv"]);
        var events = new List<StudyEvent>();
        var study = StudySpecFile.Load(folder["a", "study.lock.yaml"], []);
        StudyRunner.Run(
            study,
            folder["a"],
            new StudyOptions("test") { Jobs = 1 },
            new ActionProgress<StudyEvent>(events.Add),
            CancellationToken.None
        );
        Assert.Equal(4, events.OfType<StudyEvent.Advanced>().Count());
        var fresh = new List<StudyEvent>();
        StudyRunner.Run(
            study,
            folder["a"],
            new StudyOptions("test") { Jobs = 1, Fresh = true },
            new ActionProgress<StudyEvent>(fresh.Add),
            CancellationToken.None
        );
        Assert.Equal(7 + 4 + 4, fresh.OfType<StudyEvent.Advanced>().Count());
        var plan = CommandLine.Run([
            "plan",
            folder["study.yaml"],
            "--out",
            folder["a"],
            "--format",
            "json",
            .. options,
            "--set",
            "dataset.pretrain.learning-rate=0.02",
        ]);
        Assert.Equal(3, plan.Output.Split("the pretraining changed").Length);
    }

    [Fact]
    public void Backgrounds_given_with_into_leave_out_every_labelled_object()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            0,
            CommandLine.Run("synthesize", "--out", folder["made"], "--alerts", "24", "--seed", "1", "--mix", "balanced").ExitCode
        );
        var lines = File.ReadAllLines(folder["made", "labels.csv"]);
        var columns = lines[0].Split(',').ToList();
        string[] labelled = [.. lines.Skip(1).Take(14)];
        File.WriteAllLines(folder["labels.csv"], [lines[0], .. labelled]);
        var packets = Path.GetDirectoryName(Directory.GetFiles(folder["made"], "*.avro", SearchOption.AllDirectories)[0])!;
        var (_, data) = Read(
            $"dataset.pretrain={{inject: {{class: sn, count: 40, into: {packets}}}}}",
            $"dataset={{data: {packets}, labels: {folder["labels.csv"]}}}",
            "split={test: 0.3, validation: 0.3}",
            "dataset.small-classes=drop"
        );
        Assert.All(data.Pretraining, i => Assert.Equal(("injected", "sn"), (data.Objects[i].Origin, data.Objects[i].Class)));
        Assert.Equal(40, data.Pretraining.Count);
        Assert.Empty(
            data.Pretraining.Select(i => data.Objects[i].Group).Intersect(labelled.Select(l => l.Split(',')[columns.IndexOf("group")]))
        );
    }

    [Fact]
    public void A_quick_study_reduces_every_set_of_alerts_and_every_ensemble()
    {
        var study = Load("runs=3");
        var many = new SyntheticAlerts(1500, study.DataSet.Synthetic!.Survey);
        Injection[] injections =
        [
            new(SkyClass.Satellite, 3000, null),
            new(SkyClass.Supernova, 1000, null),
            new(SkyClass.Asteroid, 1, null),
        ];
        var extra = new ExtraTraining(many, injections);
        var quick = QuickStudy.Of(
            study with
            {
                DataSet = study.DataSet with
                {
                    Synthetic = many,
                    Injections = injections,
                    Extra = extra,
                    Pretraining = new Pretraining(extra, new TrainingSettings(), 0.001),
                },
                Layouts = [.. study.Layouts.Select((l, i) => l with { Classifier = l.Classifier with { Ensemble = 5 - (4 * i) } })],
            }
        );
        ExtraTraining[] sets =
        [
            new ExtraTraining(quick.DataSet.Synthetic, quick.DataSet.Injections),
            quick.DataSet.Extra!,
            quick.DataSet.Pretraining!.Alerts,
        ];
        Assert.All(sets, set =>
            Assert.Equal((400, "299 99 1"), (set.Synthetic!.Count, string.Join(' ', set.Injections.Select(i => i.Count))))
        );
        Assert.Equal([2, 1], quick.Layouts.Select(l => l.Classifier.Ensemble));
        Assert.All(quick.Layouts.Select(l => l.Training).Append(quick.DataSet.Pretraining!.Training), t =>
            Assert.InRange(t.MaximumSteps, 1, 40)
        );
    }

    [Theory]
    [InlineData("dataset.pretrain={learning-rate: 0.1}", "study.pretrain")]
    [InlineData("dataset.pretrain={inject: {class: satellite, count: 3}}", "study.inject")]
    [InlineData(Pretrain, "study.tuning")]
    public void A_pretraining_that_cannot_be_is_refused(string pretrain, string code)
    {
        var refused = Assert.Throws<InvalidInputException>(() => Load(pretrain, code == "study.tuning" ? "tuning={}" : "runs=1"));
        Assert.Equal(code, Assert.Single(refused.Diagnostics).Code);
    }

    private static string Start(TemporaryFolder folder, string cell) =>
        JsonDocument
            .Parse(File.ReadAllText(folder["a", "models", cell + ".json"]))
            .RootElement.GetProperty("pretraining")
            .GetProperty("modelSha256")
            .GetString()!;

    private static (Study Study, StudyData Data) Read(string pretrain, params string[] others) =>
        StudyDataReader.Read(Load([.. others, pretrain]), CancellationToken.None);

    private static Study Load(params string[] changes)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        return StudySpecFile.Load(
            folder["study.yaml"],
            [.. changes.Select(c => c.Split('=', 2)).Select(c => new SpecOverride(c[0], c[1]))]
        );
    }
}
