using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>Runs the commands of the documents line by line, each document in its own folder.</summary>
public sealed class DocumentedRunTests
{
    [Theory]
    [InlineData("README.md", "out/quickstart/report.html", "out/classes.html", "out/alert.png", "out/stamps/cut.json")]
    [InlineData("specs/README.md", "out/whole/results.csv")]
    [InlineData("specs/examples/survey-team/README.md", "out/proposed/report.html", "out/proposed/figures/macro-f1-vs-bytes.png")]
    [InlineData(
        "specs/examples/science-collaboration/README.md",
        "out/transients/report.html",
        "out/transients/predictions.csv",
        "out/transients.csv"
    )]
    [InlineData(
        "specs/examples/author/README.md",
        "out/before/tables/numbers.tex",
        "out/stamps/index.csv",
        "out/stamps-fits/index.csv",
        "out/rubin/preview.png"
    )]
    public void Its_commands_run_as_they_stand_and_leave_what_it_names(string path, params string[] files)
    {
        using var folder = new TemporaryFolder();
        foreach (var line in new MarkdownDocument(path).Blocks.Where(b => b.IsCommands).SelectMany(b => b.Lines))
        {
            if (DocumentedCommand.Of(line) is { } commandLine)
            {
                var result = DocumentedCommand.Run(commandLine, folder.Path);
                Assert.True(result.ExitCode == 0, $"{path}: {line}\n{result.Output}\n{result.Error}");
            }
        }

        Assert.All(files, file => Assert.True(File.Exists(folder[file]), file));
        if (path == "README.md")
        {
            RunSample(folder);
        }
    }

    private static void RunSample(TemporaryFolder folder)
    {
        using var output = new StringWriter();
        LibrarySample.Run(folder["out/mine/models/ztf-multiscale-run-1.onnx"], folder["out/survey/alerts"], output);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(240, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^ZTF\w+ \w+ [01]\.\d{3}$", line));
    }
}
