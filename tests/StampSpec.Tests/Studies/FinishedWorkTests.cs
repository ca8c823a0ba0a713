using StampSpec.Common;
using StampSpec.Studies.Store;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>No command replaces the results of a finished study unless it is told to.</summary>
public sealed class FinishedWorkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("training.steps=6", "4 of its 4 cells")]
    [InlineData("runs=1", "replace 2 of its 4 cells, because the study no longer has them;")]
    [InlineData("seed=2", "4 of its 4 cells")]
    public void A_study_with_other_settings_leaves_a_finished_study_as_it_is(string change, string reason)
    {
        TinyStudy.Run(_folder, "study");
        var before = Contents("study");
        var refused = TinyStudy.Run(_folder, "study", "--resume", "--set", change);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("error study.finished: the folder contains a study that finished on 20", refused.Error, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Error, StringComparison.Ordinal);
        Assert.Contains(
            "add --replace-changed to run those cells again, or --fresh to run all cells again",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Contents("study"));
        Assert.Equal(0, TinyStudy.Run(_folder, "study", "--fresh", "--set", change).ExitCode);
        Assert.NotEqual(before["results.csv"], Contents("study")["results.csv"]);
    }

    [Fact]
    public void A_finished_study_without_the_files_of_its_cells_is_not_trained_again_unasked()
    {
        TinyStudy.Run(_folder, "study");
        Directory.Delete(_folder["study", "cells"], recursive: true);
        var before = Contents("study");
        var refused = TinyStudy.Run(_folder, "study");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "replace 4 of its 4 cells, because the files of the single cells are missing;",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Contents("study"));
        Assert.Equal(0, TinyStudy.Run(_folder, "study", "--fresh").ExitCode);
        Assert.Equal(before["results.csv"], Contents("study")["results.csv"]);
    }

    [Fact]
    public void A_damaged_summary_is_written_anew_and_still_protects_the_cells()
    {
        TinyStudy.Run(_folder, "study");
        var before = Contents("study");
        var summary = _folder["study", "summary.json"];
        File.WriteAllText(summary, File.ReadAllText(summary)[..1000]);
        var refused = TinyStudy.Run(_folder, "study", "--set", "seed=2");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("would replace 4 of its 4 cells", refused.Error, StringComparison.Ordinal);
        var repaired = TinyStudy.Run(_folder, "study");
        Assert.True(repaired.ExitCode == 0, repaired.Error);
        Assert.Equal(before["summary.json"], Contents("study")["summary.json"]);
        File.WriteAllText(summary, "{");
        Directory.Delete(_folder["study", "cells"], recursive: true);
        Assert.Equal(2, TinyStudy.Run(_folder, "study").ExitCode);
        Assert.Equal(before["results.csv"], Contents("study")["results.csv"]);
    }

    [Fact]
    public void A_finished_study_may_grow_and_may_be_asked_for_again()
    {
        TinyStudy.Run(_folder, "study");
        var before = Contents("study");
        Assert.Equal(0, TinyStudy.Run(_folder, "study").ExitCode);
        Assert.Equal(before["results.csv"], Contents("study")["results.csv"]);
        var grown = TinyStudy.Run(_folder, "study", "--set", "runs=3");
        Assert.True(grown.ExitCode == 0, grown.Error);
        Assert.Equal(3, StudyResults.Load(_folder["study"]).Summary.Runs);
        Assert.All(before.Where(f => f.Key.StartsWith("models", StringComparison.Ordinal)), f =>
            Assert.Equal(f.Value, Contents("study")[f.Key])
        );
    }

    [Theory]
    [InlineData("training.steps=16")]
    [InlineData("search.fewest-candidates=3")]
    [InlineData("dataset.synthetic.alerts=66")]
    public void An_exploration_with_other_settings_leaves_a_finished_exploration_as_it_is(string change)
    {
        Assert.Equal(0, TinyExploration.Run(_folder, "search").ExitCode);
        var before = Contents("search");
        var refused = TinyExploration.Run(_folder, "search", "--set", change);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("error study.finished: ", refused.Error, StringComparison.Ordinal);
        AssertSameResults(before, Contents("search"));
        Assert.Equal(0, TinyExploration.Run(_folder, "search").ExitCode);
        AssertSameResults(before, Contents("search"));
        Assert.Equal(0, TinyExploration.Run(_folder, "search", "--replace-changed", "--set", change).ExitCode);
        Assert.NotEqual(before["study.lock.yaml"], Contents("search")["study.lock.yaml"]);
    }

    // A study that is asked for again has another provenance, which says when and how long it ran.
    private static void AssertSameResults(Dictionary<string, string> before, Dictionary<string, string> after) =>
        Assert.Equal(before.Where(f => !HasTimes(f.Key)), after.Where(f => !HasTimes(f.Key)));

    private static bool HasTimes(string file) =>
        file.EndsWith("provenance.json", StringComparison.Ordinal) || file.EndsWith("exploration.json", StringComparison.Ordinal);

    [Fact]
    public void Parts_are_not_joined_in_the_folder_of_one_of_them()
    {
        TinyStudy.Run(_folder, "part1", "--shard", "1/2");
        TinyStudy.Run(_folder, "part2", "--shard", "2/2");
        var before = Contents("part1");
        Directory.CreateSymbolicLink(_folder["link"], _folder["part1"]);
        foreach (var target in new[] { "part1", "part1/", "part2/../part1", "link" })
        {
            var refused = CommandLine.Run("merge", _folder["part1"], _folder["part2"], "--out", _folder[target], "--no-report");
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains("error merge.into-part: --out names ", refused.Error, StringComparison.Ordinal);
            Assert.Equal(before, Contents("part1"));
        }
    }

    [Fact]
    public void Parts_are_not_joined_over_another_finished_study()
    {
        TinyStudy.Run(_folder, "part1", "--shard", "1/2");
        TinyStudy.Run(_folder, "part2", "--shard", "2/2");
        TinyStudy.Run(_folder, "other", "--set", "seed=2");
        var before = Contents("other");
        var refused = CommandLine.Run("merge", _folder["part1"], _folder["part2"], "--out", _folder["other"], "--no-report");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("this merge would replace 4 of its 4 cells", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents("other"));
        Assert.Equal(0, CommandLine.Run("merge", _folder["part1"], _folder["part2"], "--out", _folder["new"], "--no-report").ExitCode);
        Assert.Equal(0, CommandLine.Run("merge", _folder["part1"], _folder["part2"], "--out", _folder["new"], "--no-report").ExitCode);
    }

    // The lock file says which process had the folder, and changes with every attempt.
    private Dictionary<string, string> Contents(string name) =>
        Directory
            .GetFiles(_folder[name], "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != ".lock")
            .ToDictionary(f => Path.GetRelativePath(_folder[name], f), f => ContentHash.Of(File.ReadAllBytes(f)));
}
