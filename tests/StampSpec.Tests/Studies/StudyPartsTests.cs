using StampSpec.Learning;
using StampSpec.Sky.Scenes;
using StampSpec.Studies.Model;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Studies that are interrupted, run in parts, planned and compared.</summary>
public sealed class StudyPartsTests
{
    [Fact]
    public void A_study_stopped_at_any_event_and_run_again_is_the_uninterrupted_one()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, TinyStudy.Run(folder, "whole").ExitCode);
        var study = StudySpecFile.Load(folder["study.yaml"], []);
        foreach (var stopAt in new[] { 1, 2, 4, 6, 8, 11 })
        {
            // Finished cells are kept, so later attempts have fewer events; each of these still comes before the last cell's end.
            var seen = 0;
            using var stop = new CancellationTokenSource();
            var watcher = new ActionProgress<StudyEvent>(_ =>
            {
                if (Interlocked.Increment(ref seen) == stopAt)
                {
                    stop.Cancel();
                }
            });
            Assert.ThrowsAny<OperationCanceledException>(() =>
                StudyRunner.Run(study, folder["stopped"], new StudyOptions("test") { Jobs = 1 }, watcher, stop.Token)
            );
            Assert.False(File.Exists(folder["stopped", "summary.json"]));
        }

        Assert.Equal(0, TinyStudy.Run(folder, "stopped", "--resume").ExitCode);
        TinyStudy.AssertSame(folder, "whole", "stopped");
    }

    [Fact]
    public void Parts_run_apart_and_merged_are_the_study_run_at_once()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "whole");
        foreach (var part in new[] { "1", "2", "3" })
        {
            Assert.Equal(0, TinyStudy.Run(folder, $"part{part}", "--shard", $"{part}/3").ExitCode);
        }

        var incomplete = CommandLine.Run("merge", folder["part1"], folder["part2"], "--out", folder["merged"], "--no-report");
        Assert.Equal(2, incomplete.ExitCode);
        Assert.Contains("merge.missing-cells", incomplete.Error, StringComparison.Ordinal);
        var merged = CommandLine.Run("merge", folder["part1"], folder["part2"], folder["part3"], "--out", folder["merged"], "--no-report");
        Assert.True(merged.ExitCode == 0, merged.Error);
        TinyStudy.AssertSame(folder, "whole", "merged");
        var provenance = StudyResults.Load(folder["merged"]).Provenance;
        Assert.Equal(4, provenance.Cells.Count);
        Assert.Equal(
            $"stampspec merge {folder["part1"]} {folder["part2"]} {folder["part3"]} --out {folder["merged"]} --no-report",
            provenance.Command
        );
        TinyStudy.Run(folder, "other", "--shard", "1/3", "--set", "seed=2");
        var mixed = CommandLine.Run("merge", folder["part1"], folder["other"], "--out", folder["mixed"], "--no-report");
        Assert.Contains("merge.other-study", mixed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_a_part_changes_nothing_that_a_merge_reads()
    {
        using var folder = new TemporaryFolder();
        foreach (var part in new[] { "1", "2" })
        {
            Assert.Equal(0, TinyStudy.Run(folder, $"part{part}", "--shard", $"{part}/2").ExitCode);
        }

        string[] merge = ["merge", folder["part1"], folder["part2"], "--no-report", "--out"];
        Assert.Equal(0, CommandLine.Run([.. merge, folder["before"]]).ExitCode);
        var reported = CommandLine.Run("report", folder["part1"]);
        Assert.True(reported.ExitCode == 0, reported.Error);
        Assert.Equal(0, CommandLine.Run([.. merge, folder["after"]]).ExitCode);
        TinyStudy.AssertSame(folder, "before", "after");
        var (before, after) = (StudyResults.Load(folder["before"]).Provenance, StudyResults.Load(folder["after"]).Provenance);
        Assert.Equal(64, after.DataSha256.Length);
        Assert.Equal(StudyJson.Format(before with { Command = "" }), StudyJson.Format(after with { Command = "" }));
    }

    [Fact]
    public void Parts_of_one_study_may_have_their_files_in_different_places()
    {
        var (here, there) = (DataSet("/here"), DataSet("/there/deeper"));
        Assert.NotEqual(StudyJson.Format(here), StudyJson.Format(there));
        Assert.Equal(StudyJson.Format(here.WithoutPaths()), StudyJson.Format(there.WithoutPaths()));
        var own = here with { Injections = [new Injection(SkyClass.Satellite, 3, null)] };
        Assert.NotEqual(StudyJson.Format(here.WithoutPaths()), StudyJson.Format(own.WithoutPaths()));

        static StudyDataSet DataSet(string folder)
        {
            var extra = new ExtraTraining(null, [new Injection(SkyClass.Satellite, 3, folder + "/backgrounds")])
            {
                Labelled = new LabelledTraining(folder + "/more.csv") { AlertsPath = folder + "/more" },
            };
            return new StudyDataSet(["a", "b"])
            {
                Real = new LabelledFiles(folder + "/alerts", folder + "/labels.csv"),
                Test = new LabelledFiles(folder + "/test", folder + "/test.csv"),
                CandidsPath = folder + "/candids.txt",
                SchemasPath = folder + "/schemas",
                Injections = extra.Injections,
                Extra = extra,
                Pretraining = new Pretraining(extra, new TrainingSettings(), 0.001),
            };
        }
    }

    [Fact]
    public void Shards_are_disjoint_and_complete()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var cells = StudySpecFile.Load(folder["study.yaml"], [new SpecOverride("runs", "7")]).MakeCells();
        var parts = Enumerable.Range(1, 4).SelectMany(i => new StudyShard(i, 4).Of(cells)).Select(c => c.Name).ToArray();
        Assert.Equal(cells.Count, parts.Distinct().Count());
        Assert.Equal(cells.Count, parts.Length);
        Assert.Equal(new StudyShard(2, 4), StudyShard.Parse("2/4"));
        Assert.All(["0/4", "5/4", "2", "a/b", "2/4/1", "-1/2", ""], text => Assert.Null(StudyShard.Parse(text)));
    }

    [Fact]
    public void A_plan_says_what_would_run_and_why_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var before = CommandLine.Run("plan", folder["study.yaml"], "--out", folder["a"]);
        Assert.True(before.ExitCode == 0, before.Error);
        Assert.Contains("tiny: 4 cells, 4 to run", before.Output, StringComparison.Ordinal);
        Assert.Contains("\nbaseline: ztf-cropped; margin: 0.01 of macro-F1; runs: 2\n", before.Output, StringComparison.Ordinal);
        Assert.Contains("\ncutouts: 63 px of 1.01 arcsec, 63.6 arcsec wide (48 alerts)\n", before.Output, StringComparison.Ordinal);
        Assert.Contains(
            "\nevery layout: {normalisation: before, classifier: {widths: [2, 2], dense: 4, dropout: 0.5, learning-rate: 0.001, "
                + "sky-position: true, batch-normalisation: short, test-time-augmentation: all}, training: {batch: 8, steps: 4, "
                + "evaluate-every: 2, patience: 6, ",
            before.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "\ninputs of ztf-cropped: 3 images of 16 x 16 px (science, template, difference), each with its mask of missing pixels; the "
                + "sky position\n",
            before.Output,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(folder["a"]));
        TinyStudy.Run(folder, "a");
        var after = CommandLine.Run("plan", folder["study.yaml"], "--out", folder["a"], "--runs", "3", "--format", "json");
        Assert.Contains("\"reason\": \"new\"", after.Output, StringComparison.Ordinal);
        var known = CommandLine.Run("plan", folder["study.yaml"], "--out", folder["a"]).Output;
        Assert.Contains(", the same as of the results in the folder\n", known, StringComparison.Ordinal);
        var other = CommandLine.Run("plan", folder["study.yaml"], "--out", folder["a"], "--set", "dataset.synthetic.alerts=60").Output;
        Assert.Contains(": alerts, labels or pixels differ\n", other, StringComparison.Ordinal);
        Assert.Equal(2, after.Output.Split("\"mustRun\": true").Length - 1);
    }

    [Fact]
    public void Comparing_names_the_changed_keys_and_pairs_the_scores()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        TinyStudy.Run(folder, "b", "--set", "training.steps=12");
        var compared = CommandLine.Run("compare", folder["a"], folder["b"]);
        Assert.True(compared.ExitCode == 0, compared.Error);
        Assert.Contains("layouts[0].training.steps: 4 -> 12", compared.Output, StringComparison.Ordinal);
        var (first, second) = (StudyResults.Load(folder["a"]), StudyResults.Load(folder["b"]));
        var difference = Score(second) - Score(first);
        Assert.Contains(FormattableString.Invariant($"  {difference:+0.0000;-0.0000;0.0000}  "), compared.Output, StringComparison.Ordinal);
        var same = CommandLine.Run("compare", folder["a"], folder["a"]).Output;
        Assert.DoesNotContain("->", same, StringComparison.Ordinal);
        Assert.Equal(2 * 3, same.Split("  1.000  not shown to differ").Length - 1);
        Assert.Equal(2, same.Split("  1.000  equivalent").Length - 1);
        Assert.DoesNotContain(
            "ztf-",
            CommandLine.Run("compare", folder["a"], folder["a"], "--only", "better").Output.Split("\n\n")[1],
            StringComparison.Ordinal
        );
        TinyStudy.Run(folder, "c", "--set", "dataset.synthetic.alerts=42");
        var refused = CommandLine.Run("compare", folder["a"], folder["c"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("compare.objects", refused.Error, StringComparison.Ordinal);
    }

    private static double Score(StudyResults results) => results.Summary.Layouts[0].Estimates.Single(e => e.Metric == "macro-f1").Value;
}
