using StampSpec.Reports;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class StudyCommandTests
{
    [Fact]
    public void A_study_writes_its_tables_models_and_cards()
    {
        using var folder = new TemporaryFolder();
        var result = TinyStudy.Run(folder, "a");
        Assert.True(result.ExitCode == 0, result.Error);
        var results = StudyResults.Load(folder["a"]);
        Assert.Equal(2 * 2 * results.Summary.ScoredObjects, results.Predictions.Count);
        Assert.Equal(2 * 2 * (5 + (3 * 3)), results.Scores.Count);
        Assert.All(results.Predictions, p => Assert.Equal(1, p.Probabilities.Sum(), 4));
        Assert.Equal([1, 2], results.Summary.ComparedRuns);
        Assert.Equal("ztf-multiscale", results.Summary.Comparisons[0].Id.Layout);
        Assert.Equal(4, Directory.GetFiles(folder["a", "models"], "*.onnx").Length);
        Assert.Equal(4, Directory.GetFiles(folder["a", "models"], "*.json").Length);
        Assert.Contains("ztf-multiscale", result.Output, StringComparison.Ordinal);
        Assert.Contains("[4/4]", result.Error, StringComparison.Ordinal);
        var mean = results.Scores.Where(s => s is { Id.Layout: "ztf-cropped", Metric: "macro-f1" }).Average(s => s.Value);
        Assert.Equal(mean, results.Summary.Layouts[0].Estimates.Single(e => e.Metric == "macro-f1").Value, 12);
    }

    [Fact]
    public void The_table_of_classes_has_paired_differences_whose_mean_is_that_of_macro_f1()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        var results = StudyReport.Load(folder["a"]);
        var (summary, table) = (results.Summary, new StudyTables(results).All().Single(t => t.Name == "classes"));
        int[] columns = [.. new[] { "f1", "f1_difference" }.Select(name => table.Columns.Select(c => c.Name).ToList().IndexOf(name))];
        double?[][] Of(Func<string, bool> isWanted) =>
            [.. table.Rows.Where(r => isWanted((string)r[0]!)).Select(r => columns.Select(c => (double?)r[c]).ToArray())];
        var (baseline, other) = (Of(name => name == summary.Baseline), Of(name => name != summary.Baseline));
        Assert.All(baseline, row => Assert.Null(row[1]));
        Assert.All(other.Zip(baseline), pair => Assert.Equal(pair.First[0]!.Value - pair.Second[0]!.Value, pair.First[1]!.Value, 12));
        Assert.Equal(summary.Comparisons[0].Difference, other.Average(row => row[1]!.Value), 12);
    }

    [Fact]
    public void Another_number_of_jobs_and_a_second_run_change_no_byte()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a", "--jobs", "1");
        TinyStudy.Run(folder, "b", "--jobs", "2");
        TinyStudy.AssertSame(folder, "a", "b");
        var again = TinyStudy.Run(folder, "a", "--resume");
        Assert.Contains("0 cells to run, 4 kept", again.Error, StringComparison.Ordinal);
        TinyStudy.AssertSame(folder, "a", "b");
    }

    [Fact]
    public void A_damaged_cell_runs_again_and_a_changed_spec_reruns_only_what_it_changes()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        TinyStudy.Run(folder, "b");
        File.WriteAllText(folder["a", "cells", "ztf-cropped-run-2.predictions.csv"], "half");
        File.Delete(folder["a", "models", "ztf-multiscale-run-1.onnx"]);
        var repaired = TinyStudy.Run(folder, "a", "--resume");
        Assert.Contains("2 cells to run, 2 kept", repaired.Error, StringComparison.Ordinal);
        TinyStudy.AssertSame(folder, "a", "b");
        Assert.Contains("2 cells to run, 4 kept", TinyStudy.Run(folder, "a", "--runs", "3").Error, StringComparison.Ordinal);
        var slower = TinyStudy.Run(folder, "a", "--replace-changed", "--set", "training.steps=3");
        Assert.Contains("4 cells will rerun because the training settings changed", slower.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_options_and_a_folder_of_another_study_end_with_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(2, TinyStudy.Run(folder, "a", "--shard", "3/2").ExitCode);
        Assert.Equal(2, TinyStudy.Run(folder, "a", "--jobs", "0").ExitCode);
        Assert.Equal(2, TinyStudy.Run(folder, "a", "--set", "steps").ExitCode);
        Directory.CreateDirectory(folder["a"]);
        File.WriteAllText(folder["a", "study.lock.yaml"], "name: other\n");
        var refused = TinyStudy.Run(folder, "a");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("study.other-study", refused.Error, StringComparison.Ordinal);
        Assert.Equal("name: other\n", File.ReadAllText(folder["a", "study.lock.yaml"]));
    }

    [Fact]
    public void Two_runs_in_one_folder_exclude_each_other()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["a"]);
        using var other = new FileStream(folder["a", ".lock"], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var refused = TinyStudy.Run(folder, "a");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("study.folder-in-use", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_fails_is_reported_the_others_are_kept_and_it_runs_again_only_when_asked()
    {
        using var folder = new TemporaryFolder();
        // Scales of different sizes cannot be joined as channels of one image.
        const string Uneven =
            "{layout: {name: uneven, scales: [{pixels: 8, pixel-scale: 1.01}, {pixels: 6, pixel-scale: 2.02}]}, "
            + "classifier: {stacks: joined}}";
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec.Replace("ztf-multiscale]", $"{Uneven}]", StringComparison.Ordinal));
        string[] command = ["study", folder["study.yaml"], "--out", folder["a"], "--runs", "1", "--no-report"];
        var result = CommandLine.Run(command);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("uneven run 1", result.Error, StringComparison.Ordinal);
        var summary = StudyResults.Load(folder["a"]).Summary;
        Assert.Equal("uneven", Assert.Single(summary.Failed).Cell.Layout);
        Assert.NotEmpty(summary.Layouts[0].Estimates);
        Assert.Empty(summary.Layouts[1].Estimates);
        var again = CommandLine.Run(command);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("0 cells to run, 2 kept", again.Error, StringComparison.Ordinal);
        Assert.Contains(
            "1 cell will rerun because an earlier attempt failed",
            CommandLine.Run([.. command, "--retry-failed"]).Error,
            StringComparison.Ordinal
        );
        Assert.Equal(1, CommandLine.Run([.. command, "--retry-failed", "--fail-fast"]).ExitCode);
    }
}
