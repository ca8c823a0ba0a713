using StampSpec.Common;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies that choose their classifiers' settings.</summary>
public sealed class StudyTuningTests
{
    // 4 candidates of 2 steps, then 2 of 4: 16 steps a layout.
    private const string Tuning = "tuning={candidates: 4, smallest-steps: 2, largest-steps: 8, learning-rate: [0.001, 0.1]}";

    [Fact]
    public void Every_layout_is_tuned_once_with_the_declared_budget_and_resuming_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var ran = TinyStudy.Run(folder, "whole", "--set", Tuning);
        Assert.True(ran.ExitCode == 0, ran.Error);
        var results = StudyResults.Load(folder["whole"]);
        Assert.Equal(["ztf-cropped", "ztf-multiscale"], results.Tuning.Select(r => r.Cell.Layout).Distinct());
        Assert.All(results.Tuning.GroupBy(r => r.Cell.Layout), AssertBudget);
        Assert.Equal(Tried(results, "ztf-cropped"), Tried(results, "ztf-multiscale"));

        var table = File.ReadAllText(folder["whole", "tuning.csv"]);
        TinyStudy.Run(folder, "resumed", "--set", Tuning, "--shard", "1/4");
        File.Delete(folder["resumed", "cells", "ztf-cropped-run-1.history.csv"]);
        Assert.Equal(0, TinyStudy.Run(folder, "resumed", "--set", Tuning, "--resume").ExitCode);
        TinyStudy.AssertSame(folder, "whole", "resumed");
        Assert.Equal(table, File.ReadAllText(folder["resumed", "tuning.csv"]));
    }

    [Fact]
    public void A_resumed_study_takes_the_trials_of_its_finished_cells_and_a_changed_budget_runs_all_cells_again()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a", "--set", Tuning, "--runs", "1");
        var longer = Plan(folder, Tuning, "2");
        Assert.Equal(2, Count(longer, "\"mustRun\": true"));
        var other = Plan(folder, Tuning.Replace("candidates: 4", "candidates: 5", StringComparison.Ordinal), "1");
        Assert.Equal(2, Count(other, "the tuning changed"));
        var events = new List<StudyEvent>();
        var study = Load(folder, Tuning) with { Runs = 2 };
        StudyRunner.Run(
            study,
            folder["a"],
            new StudyOptions("test") { Jobs = 1 },
            new ActionProgress<StudyEvent>(events.Add),
            CancellationToken.None
        );
        // Two cells of 4 steps and no step of a tuning.
        Assert.Equal(8, events.OfType<StudyEvent.Advanced>().Count());
    }

    [Fact]
    public void A_study_without_tuning_leaves_no_table_of_trials()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--runs", "1", "--set", "layouts=[ztf-cropped]", "--set", "dataset.synthetic.alerts=36"];
        TinyStudy.Run(folder, "a", [.. options, "--set", Tuning]);
        Assert.True(File.Exists(folder["a", "tuning.csv"]));
        TinyStudy.Run(folder, "a", [.. options, "--replace-changed"]);
        Assert.False(File.Exists(folder["a", "tuning.csv"]));
        Assert.Empty(StudyResults.Load(folder["a"]).Tuning);
    }

    [Theory]
    [InlineData("{test: 0.3, validation: 0.3}", 1)]
    [InlineData("{folds: 3, validation: 0.3}", 6)]
    public void No_object_that_a_cell_scores_takes_part_in_choosing_its_settings(string split, int tunings)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var asked = StudySpecFile.Load(folder["study.yaml"], [new SpecOverride("split", split), new SpecOverride("tuning", "{}")]);
        var (study, data) = StudyDataReader.Read(asked, CancellationToken.None);
        StudyCell[] cells = [.. study.MakeCells().Where(c => c.Layout == study.Layouts[0])];
        Assert.Equal(tunings, cells.Select(c => CellTuning.SourceOf(study, c)).Distinct().Count());
        Assert.All(cells, cell =>
        {
            var tuned = StudyPlan.SplitOf(study, data, CellTuning.SourceOf(study, cell));
            var scored = Groups(data, StudyPlan.SplitOf(study, data, cell).Test);
            Assert.NotEmpty(scored);
            Assert.Empty(scored.Intersect(Groups(data, [.. tuned.Train, .. tuned.Validation])));
        });
    }

    [Fact]
    public void With_folds_every_cell_has_a_tuning_of_its_own_and_parts_merged_list_the_same_trials()
    {
        using var folder = new TemporaryFolder();
        string[] options = ["--runs", "1", "--set", "layouts=[ztf-cropped]", "--set", "split={folds: 2, validation: 0.3}", "--set", Tuning];
        TinyStudy.Run(folder, "whole", options);
        TinyStudy.Run(folder, "part1", [.. options, "--shard", "1/2"]);
        TinyStudy.Run(folder, "part2", [.. options, "--shard", "2/2"]);
        Assert.Equal(0, CommandLine.Run("merge", folder["part1"], folder["part2"], "--out", folder["merged"], "--no-report").ExitCode);
        TinyStudy.AssertSame(folder, "whole", "merged");
        Assert.Equal(File.ReadAllText(folder["whole", "tuning.csv"]), File.ReadAllText(folder["merged", "tuning.csv"]));
        var trials = StudyResults.Load(folder["whole"]).Tuning;
        Assert.Equal([(1, 6), (2, 6)], trials.GroupBy(r => r.Cell.Fold).Select(g => (g.Key, g.Count())));
        Assert.Empty(
            trials
                .Where(r => r is { Cell.Fold: 1, Candidate: > 1 })
                .Select(r => r.LearningRate)
                .Intersect(trials.Where(r => r.Cell.Fold == 2).Select(r => r.LearningRate))
        );
    }

    [Fact]
    public void Cells_train_with_the_chosen_settings()
    {
        using var folder = new TemporaryFolder();
        // The second candidate has 5 filters where the study's own settings have 2, and these learn nothing.
        string[] options =
        [
            "--runs",
            "1",
            "--set",
            "layouts=[ztf-cropped]",
            "--set",
            "classifier.learning-rate=1e-9",
            "--set",
            "training.evaluate-every=40",
            "--set",
            "dataset.synthetic.alerts=150",
        ];
        const string Two =
            "tuning={candidates: 2, smallest-steps: 300, largest-steps: 300, learning-rate: [0.003, 0.006], "
            + "dropout: [0, 0.1], width-multipliers: [2.5]}";
        TinyStudy.Run(folder, "a", [.. options, "--set", Two]);
        TinyStudy.Run(folder, "untuned", options);
        var chosen = StudyResults.Load(folder["a"]).Tuning.Single(r => r is { Cell.Layout: "ztf-cropped", Status: "chosen" });
        var cell = StudySpecFile.Load(folder["study.yaml"], []).MakeCells()[0];
        var tuned = CellTuning.WithChosen(cell, [chosen]).Layout.Classifier;
        Assert.Equal(
            (chosen.LearningRate, chosen.Dropout, chosen.Widths),
            (tuned.LearningRate, tuned.Dropout, string.Join(' ', tuned.Widths))
        );
        Assert.True("5 5" == chosen.Widths, File.ReadAllText(folder["a", "tuning.csv"]));
        Assert.True(ModelLength(folder, "a") > ModelLength(folder, "untuned"));
    }

    [Fact]
    public void The_defaults_of_the_key_are_those_of_the_settings_and_bounds_in_the_wrong_order_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(StudyJson.Format(new TuningSettings()), StudyJson.Format(Load(folder, "tuning={}").Tuning!));
        var refused = Assert.Throws<InvalidInputException>(() =>
            Load(folder, "tuning={dropout: [0.5, 0.1], smallest-steps: 10, largest-steps: 5}")
        );
        Assert.Equal(["study.tuning", "study.tuning"], refused.Diagnostics.Select(d => d.Code));
    }

    private static void AssertBudget(IEnumerable<TuningRow> rows)
    {
        Assert.Equal([(1, 2), (1, 2), (1, 2), (1, 2), (2, 4), (2, 4)], rows.Select(r => (r.Rung, r.Steps)));
        Assert.Single(rows, r => r.Status == "chosen");
        Assert.All(rows, r => Assert.Equal((1, 1), (r.Cell.Run, r.Cell.Fold)));
        Assert.All(rows, r => Assert.InRange(r.ValidationMacroF1!.Value, 0, 1));
    }

    private static IEnumerable<(double, double)> Tried(StudyResults results, string layout) =>
        results.Tuning.Where(r => r.Cell.Layout == layout && r.Rung == 1).Select(r => (r.LearningRate, r.Dropout));

    private static string Plan(TemporaryFolder folder, string tuning, string runs) =>
        CommandLine.Run("plan", folder["study.yaml"], "--out", folder["a"], "--set", tuning, "--runs", runs, "--format", "json").Output;

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Study Load(TemporaryFolder folder, string tuning)
    {
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        return StudySpecFile.Load(folder["study.yaml"], [new SpecOverride("tuning", tuning["tuning=".Length..])]);
    }

    private static IEnumerable<string> Groups(StudyData data, IReadOnlyList<int> indices) => indices.Select(i => data.Objects[i].Group);

    private static long ModelLength(TemporaryFolder folder, string study) =>
        new FileInfo(folder[study, "models", "ztf-cropped-run-1.onnx"]).Length;
}
