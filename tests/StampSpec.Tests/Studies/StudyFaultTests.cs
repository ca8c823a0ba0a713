using StampSpec.Cli.Commands;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Reports;
using StampSpec.Studies.Data;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>What a study does when something goes wrong around it. The script faults.sh of the benchmarks does the same to the real
/// command.</summary>
public sealed class StudyFaultTests
{
    [Fact]
    public void A_study_that_was_stopped_goes_on_to_the_bytes_of_one_that_was_not()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "whole");
        using var stop = new CancellationTokenSource();
        var study = StudySpecFile.Load(folder["study.yaml"], []);
        var stopper = new ActionProgress<StudyEvent>(happened =>
        {
            if (happened is StudyEvent.Finished)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() =>
            StudyRunner.Run(study, folder["stopped"], new StudyOptions("test") { Jobs = 1 }, stopper, stop.Token)
        );
        Assert.Single(Directory.GetFiles(folder["stopped", "cells"], "*.predictions.csv"));
        Assert.False(File.Exists(folder["stopped", "summary.json"]));
        Assert.Contains(
            "3 cells to run, 1 kept from before (--fresh runs them again)",
            TinyStudy.Run(folder, "stopped").Error,
            StringComparison.Ordinal
        );
        TinyStudy.AssertSame(folder, "whole", "stopped");
    }

    [Theory]
    [InlineData("classifier.learning-rate=1", "the training collapsed: every alert gets the same probabilities; reduce the learning rate")]
    [InlineData(
        "classifier={widths: [2, 2], dense: 4, sky-position: false, learning-rate: 1, ensemble: 2}",
        "the training collapsed: every alert gets the same probabilities; reduce the learning rate"
    )]
    [InlineData(
        "dataset.pretrain={synthetic: {alerts: 30, mix: balanced}, learning-rate: 1, training: {batch: 8, steps: 7, evaluate-every: 7}}",
        "the pretraining collapsed: every alert gets the same probabilities; reduce dataset.pretrain.learning-rate"
    )]
    [InlineData(
        "layouts=[{layout: {name: both, pixels: 8, pixel-scale: 1.01, columns: [ztf-drawn], native: {pixels: 63, pixel-scale: 1.01}}, "
            + "classifier: {kind: stack, learning-rate: 1}}]",
        "networks of the stack collapsed: every alert gets the same probabilities; reduce the learning rate"
    )]
    public void A_network_that_gives_every_alert_the_same_is_a_failed_cell_and_not_a_score(string setting, string reason)
    {
        using var folder = new TemporaryFolder();
        var result = TinyStudy.Run(folder, "a", "--set", "classifier.sky-position=false", "--set", setting, "--set", "training.steps=8");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_limits_how_many_trainings_run_at_a_time_and_refuses_those_that_cannot()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Assert.Equal(4, new CellMemory("full", machine / 10).Fitting());
        Assert.Equal(1, new CellMemory("full", machine / 2).Fitting());
        Assert.Equal(
            "1 cell runs at a time, because a training of full takes about 18.3 GB of memory",
            new CellMemory("full", 7_332_000_000).Limits(1)
        );
        var refused = Assert.Throws<InvalidInputException>(() => new CellMemory("full", machine + 1).Fitting()).Diagnostics[0];
        Assert.Equal("study.memory", refused.Code);
        Assert.Contains("a training step of full takes at least", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trainings_on_a_GPU_are_not_limited_by_the_machine_s_memory()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var study = StudySpecFile.Load(folder["study.yaml"], []);
        using var prepared = PreparedStudy.Make(study, folder["out"], new StudyOptions("test"), CancellationToken.None);
        Assert.NotNull(CellMemory.Of(study, prepared.Data, prepared.Plan.Pending));
        Assert.Null(CellMemory.Of(study, prepared.Data, prepared.Plan.Pending.Select(OnGpu)));

        static PlannedCell OnGpu(PlannedCell planned)
        {
            var layout = planned.Cell.Layout;
            var training = layout.Training with { Device = ExecutionDevice.Cuda };
            return planned with { Cell = planned.Cell with { Layout = layout with { Training = training } } };
        }
    }

    [Fact]
    public void A_study_that_memory_limits_says_so_when_it_starts()
    {
        using var error = new StringWriter { NewLine = "\n" };
        StudyProgressDisplay.Watch(error, isQuiet: false, progress =>
        {
            progress!.Report(new StudyEvent.Planned(3, 0, [("new", 3)], "1 cell runs at a time"));
            return new StudyOutcome("out", Results: null, Ran: 0, Reused: 0, []);
        });
        Assert.StartsWith("3 cells to run, 0 kept; 1 cell runs at a time\n", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_an_unfinished_study_do_not_make_it_look_finished()
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        File.Delete(folder["a", "summary.json"]);
        File.Delete(folder["a", "cells", "ztf-multiscale-run-2.json"]);
        var reported = CommandLine.Run("report", folder["a"]);
        Assert.True(reported.ExitCode == 0, reported.Error);
        Assert.Contains("ztf-multiscale, run 2", File.ReadAllText(folder["a", "report.html"]), StringComparison.Ordinal);
        Assert.Equal("ztf-multiscale", Assert.Single(StudyReport.Read(folder["a"])!.Summary.Failed).Cell.Layout);
        Assert.Equal("study.not-finished", Assert.Throws<InvalidInputException>(() => StudyResults.Load(folder["a"])).Diagnostics[0].Code);
        TinyStudy.Run(folder, "a");
        Assert.Null(StudyReport.Read(folder["a"]));
        Assert.Empty(StudyResults.Load(folder["a"]).Summary.Failed);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1, 2)]
    public void The_report_of_an_unfinished_study_never_writes_what_the_study_writes(params int[] missingRuns)
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        File.Delete(folder["a", "summary.json"]);
        foreach (var run in missingRuns)
        {
            File.Delete(folder["a", "cells", $"ztf-multiscale-run-{run}.json"]);
        }

        // No file can be written where a folder is: a summary that was there for a moment only would fail, too.
        Directory.CreateDirectory(folder["a", "summary.json"]);
        var before = Contents(folder["a"]);
        var reported = CommandLine.Run("report", folder["a"]);
        Assert.True(reported.ExitCode == 0, reported.Error);
        var after = Contents(folder["a"]);
        Assert.Contains("report.html", after.Keys);
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_report_of_a_study_that_is_running_is_refused_and_leaves_its_folder_alone(bool isFinished)
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "a");
        if (!isFinished)
        {
            File.Delete(folder["a", "summary.json"]);
        }

        using var taken = FolderLock.Take(folder["a"]);
        var before = Contents(folder["a"]);
        var refused = CommandLine.Run("report", folder["a"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("study.folder-in-use: another run is using this folder", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder["a"]));
    }

    [Fact]
    public void The_report_of_a_folder_that_does_not_exist_does_not_make_it()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<InvalidInputException>(() => StudyReport.Write(folder["nowhere"]));
        Assert.False(Path.Exists(folder["nowhere"]));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("history.csv")]
    [InlineData("time.json")]
    public void A_cell_file_cut_short_changes_no_byte_of_the_result(string kind)
    {
        using var folder = new TemporaryFolder();
        TinyStudy.Run(folder, "whole");
        TinyStudy.Run(folder, "cut");
        var path = folder["cut", "cells", "ztf-cropped-run-1." + kind];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..20]);
        Assert.Equal(0, TinyStudy.Run(folder, "cut").ExitCode);
        TinyStudy.AssertSame(folder, "whole", "cut");
    }

    [Fact]
    public void An_alert_that_vanishes_after_the_folder_was_listed_is_counted_and_the_others_are_used()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Run("synthesize", "--out", folder["made"], "--alerts", "24", "--seed", "1", "--mix", "balanced");
        // A link to nothing is listed like a file and is not there when it is opened.
        File.CreateSymbolicLink(folder["made", "alerts", "0.avro"], folder["gone.avro"]);
        File.WriteAllText(
            folder["study.yaml"],
            $"name: vanishing\ndataset: {{data: {folder["made", "alerts"]}, labels: {folder["made", "labels.csv"]}"
                + "}\nlayouts: [ztf-cropped]\n"
        );
        using var stamps = Read(folder, out var data);
        Assert.Equal(24, data.Objects.Count);
        var skipped = Assert.Single(data.Skipped);
        Assert.Equal(("0.avro", SkipReason.Unreadable), (skipped.Source, skipped.Reason));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_from_one_in_use()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        var refused = TinyStudy.Run(folder, Path.Combine("file", "below"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("study.unwritable", refused.Error, StringComparison.Ordinal);
        using var taken = FolderLock.Take(folder["a"]);
        var busy = TinyStudy.Run(folder, "a");
        Assert.Equal(2, busy.ExitCode);
        Assert.Contains("study.folder-in-use: another run is using this folder", busy.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.Write(folder["a"], "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(folder["a"], stream =>
            {
                stream.WriteByte(1);
                throw new IOException("full");
            }));
        Assert.Equal("old", File.ReadAllText(folder["a"]));
        Assert.Equal([folder["a"]], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_trials_of_a_tuning_of_which_nothing_came_are_kept()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var study = StudySpecFile.Load(
            folder["study.yaml"],
            [new SpecOverride("runs", "1"), new SpecOverride("tuning", "{candidates: 2, smallest-steps: 4, largest-steps: 4}")]
        );
        // Learning rates at which every loss overflows, which no spec may ask for.
        var hopeless = study with
        {
            Layouts = [.. study.Layouts.Select(l => l with { Classifier = l.Classifier with { LearningRate = 1e37 } })],
            Tuning = study.Tuning! with { LearningRate = new(1e37, 1e38) },
        };
        var outcome = StudyRunner.Run(hopeless, folder["a"], new StudyOptions("test"), null, CancellationToken.None);
        Assert.Equal(2, outcome.Failed.Count);
        Assert.All(outcome.Failed, f => Assert.Contains("diverged", f.Reason, StringComparison.Ordinal));
        var trials = StudyResults.Load(folder["a"]).Tuning;
        Assert.Equal(["ztf-cropped", "ztf-cropped", "ztf-multiscale", "ztf-multiscale"], trials.Select(t => t.Cell.Layout));
        var again = StudyRunner.Run(hopeless, folder["a"], new StudyOptions("test"), null, CancellationToken.None);
        Assert.Equal((0, 2, 2), (again.Ran, again.Reused, again.Failed.Count));
    }

    [Fact]
    public void A_classifier_whose_scores_are_not_numbers_fails_its_cell_and_no_other()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["study.yaml"], TinyStudy.Spec);
        var study = StudySpecFile.Load(
            folder["study.yaml"],
            [SpecOverride.Parse("training.steps=1"), SpecOverride.Parse("training.evaluate-every=1")]
        );
        // One step of this size leaves a finite loss behind and weights whose products overflow.
        var hopeless = study.Layouts[0] with { Classifier = study.Layouts[0].Classifier with { LearningRate = 1e30 } };
        var outcome = StudyRunner.Run(
            study with
            {
                Layouts = [hopeless, study.Layouts[1]],
            },
            folder["a"],
            new StudyOptions("test"),
            null,
            CancellationToken.None
        );
        Assert.Equal(["ztf-cropped", "ztf-cropped"], outcome.Failed.Select(f => f.Cell.Layout));
        Assert.All(outcome.Failed, f => Assert.Contains("scores are not numbers", f.Reason, StringComparison.Ordinal));
        Assert.Equal(2, StudyResults.Load(folder["a"]).Summary.Layouts.Single(l => l.Id.Layout == "ztf-multiscale").CompleteRuns.Count);
    }

    /// <summary>Every file of a study's folder but its lock, by its path there.</summary>
    private static SortedDictionary<string, string> Contents(string folder) =>
        new(
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != ".lock")
                .ToDictionary(file => Path.GetRelativePath(folder, file), file => ContentHash.Of(File.ReadAllBytes(file))),
            StringComparer.Ordinal
        );

    private static StampStore Read(TemporaryFolder folder, out StudyData data)
    {
        (_, data) = StudyDataReader.Read(StudySpecFile.Load(folder["study.yaml"], []), CancellationToken.None);
        return data.Stamps;
    }
}
