using System.Globalization;
using StampSpec.Studies.Exploring;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>The report command on the folders of explorations.</summary>
/// <param name="whole">An exploration that has run.</param>
public sealed class ExploringReportTests(FinishedExploration whole) : IClassFixture<FinishedExploration>
{
    [Fact]
    public void An_exploration_without_its_rungs_and_cells_is_reported_and_the_paths_are_printed()
    {
        using var folder = new TemporaryFolder();
        whole.CopyTo(folder["a"]);
        foreach (var gone in Directory.GetDirectories(folder["a"], "rung-*").Concat(Directory.GetDirectories(folder["a", "final"])))
        {
            Directory.Delete(gone, recursive: true);
        }

        var reported = CommandLine.Run("report", folder["a"]);
        Assert.True(reported.ExitCode == 0, reported.Error);
        string[] expected =
        [
            .. new[] { "figures", "tables", "report.md", "final/figures", "final/tables", "final/report.html" }.Select(p => folder["a", p]),
        ];
        Assert.Equal(expected, reported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(expected, path => Assert.True(Path.Exists(path), path));
        Assert.True(File.Exists(folder["a", "figures", "exploration.pdf"]));
        var page = File.ReadAllLines(folder["a", "report.md"]);
        var front = ExplorationResults.Load(folder["a"]).Front;
        Assert.Equal([false, true], front.Select(f => f.OnValidationFront).Distinct().Order());
        Assert.All(front, f =>
            Assert.Contains(page, line =>
                line.StartsWith($"| {f.Id.Layout} |", StringComparison.Ordinal)
                && line.Contains(f.OnValidationFront ? "| validation front |" : "| best of its range |", StringComparison.Ordinal)
            )
        );
        Assert.Contains("## The layout with the highest validation macro-F1 in each range of bytes", page);
    }

    [Fact]
    public void The_report_states_processor_time_and_wall_time_where_an_earlier_version_did_not_measure_it()
    {
        using var folder = new TemporaryFolder();
        whole.CopyTo(folder["a"]);
        var cells = ExplorationResults.Load(folder["a"]).Provenance.Cells;
        Assert.Contains(Minutes(cells.Sum(c => c.ProcessorSeconds!.Value), "processor"), Report(), StringComparison.Ordinal);
        var provenance = File.ReadAllText(folder["a", "provenance.json"]);
        File.WriteAllText(folder["a", "provenance.json"], provenance.Replace("processorSeconds", "cpuSeconds", StringComparison.Ordinal));
        Assert.Contains(Minutes(cells.Sum(c => c.WallSeconds), "wall"), Report(), StringComparison.Ordinal);

        string Report()
        {
            var reported = CommandLine.Run("report", folder["a"]);
            Assert.True(reported.ExitCode == 0, reported.Error);
            return File.ReadAllText(folder["a", "report.md"]);
        }

        static string Minutes(double seconds, string kind) =>
            string.Create(CultureInfo.InvariantCulture, $"; {seconds / 60:0.0} minutes of {kind} time over all cells.");
    }

    [Theory]
    [InlineData("exploration.json", null, "exploration.json is missing")]
    [InlineData("exploration.json", "{\"name\": ", "invalid results file")]
    [InlineData("exploration.json", "{\"name\": \"tiny\"}", "invalid results file")]
    [InlineData("best-per-range.csv", null, "best-per-range.csv is missing")]
    [InlineData("front.csv", "layout,encoding\na,none\n", "invalid results table")]
    [InlineData("final/summary.json", null, "summary.json is missing")]
    public void An_exploration_that_is_not_whole_is_refused_and_nothing_is_written(string file, string? text, string expected)
    {
        using var folder = new TemporaryFolder();
        whole.CopyTo(folder["a"]);
        File.Delete(folder["a", file]);
        if (text is not null)
        {
            File.WriteAllText(folder["a", file], text);
        }

        var refused = CommandLine.Run("report", folder["a"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(folder["a", "report.md"]) || Path.Exists(folder["a", "figures"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_of_neither_kind_is_refused_by_the_names_of_both(bool exists)
    {
        using var folder = new TemporaryFolder();
        var refused = CommandLine.Run("report", exists ? folder.Path : folder["nowhere"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            "contains neither a study (summary.json is missing) nor an exploration (exploration.json is missing)",
            refused.Error,
            StringComparison.Ordinal
        );
    }
}
