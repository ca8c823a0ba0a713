using System.Text;
using System.Text.RegularExpressions;
using StampSpec.Cli;
using StampSpec.Studies.Store;
using StampSpec.Tests.Documents;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The table of the front page: what a command does with its own earlier work and with other files where it writes.</summary>
public sealed partial class FolderStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderStateTests()
    {
        Assert.Equal(0, Run("synthesize --out ~/sky --alerts 2").ExitCode);
        Directory.CreateDirectory(_folder["full"]);
        File.WriteAllText(_folder["full", "mine.txt"], "mine");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_table_lists_every_command_that_writes_files()
    {
        var table = new MarkdownDocument("README.md").Text.Split("| command | its own unfinished work |")[1].Split("\n\n")[0];
        var listed = FirstCells().Matches(table).SelectMany(m => m.Groups[1].Value.Split(", ")).Select(name => name.Split(' ')[0]);
        var writing = CommandLineApplication
            .Root.Subcommands.Where(c => c.Name is "report" or "resample" || c.Options.Any(o => o.Name is "--out" or "--png"))
            .Select(c => c.Name);
        // The option --out of plan and doctor names a folder that they only look at.
        Assert.Equal(writing.Except(["plan", "doctor"]).Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "synthesize --alerts 2 --out ~/full",
        "synthesize.folder: the folder is not empty; give a new or an empty folder with --out"
    )]
    [InlineData(
        "cut ztf-cropped ~/sky/alerts --out ~/full",
        "cut.folder: the folder contains mine.txt, which is not part of an export of stamps; give --out a new or empty folder, or the "
            + "folder of an earlier cut with --fresh"
    )]
    [InlineData(
        "budget --measure ~/sky/alerts --out ~/full",
        "output.exists: the folder is not empty; give a new or empty folder, or add --fresh to replace files of the same names"
    )]
    public void A_folder_with_other_files_is_refused_and_stays(string line, string message)
    {
        var refused = Run(line);
        Assert.Equal((2, $"{_folder["full"]}: error {message}\n"), (refused.ExitCode, refused.Error));
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFileSystemEntries(_folder["full"]))));
    }

    [Fact]
    public void A_simulation_leaves_other_files_goes_on_and_refuses_other_settings()
    {
        Assert.Equal(0, Run("simulate ~/sky/alerts --out ~/full --preview").ExitCode);
        Assert.Equal("mine", File.ReadAllText(_folder["full", "mine.txt"]));
        Assert.Contains(
            "0 alerts simulated, 2 done before",
            Run("simulate ~/sky/alerts --out ~/full --preview").Error,
            StringComparison.Ordinal
        );
        var refused = Run("simulate ~/sky/alerts --out ~/full --band i");
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith($"{_folder["full"]}", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut.json", "a cut")]
    [InlineData("summary.json", "a study")]
    [InlineData("labels.csv", "a survey")]
    public void A_simulation_refuses_the_folder_of_other_work(string file, string what)
    {
        File.WriteAllText(_folder["full", file], "other");
        var refused = Run("simulate ~/sky/alerts --out ~/full");
        var message = $"the folder contains {file}, so it is that of {what}; give a new or an empty folder with --out";
        Assert.Equal((2, $"{_folder["full"]}: error simulate.folder: {message}\n"), (refused.ExitCode, refused.Error));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder["full"]).Length);
    }

    [Fact]
    public void A_survey_is_not_written_over_a_survey_which_is_described()
    {
        var refused = Run("synthesize --out ~/sky --alerts 3");
        Assert.Equal(2, refused.ExitCode);
        Assert.Matches(
            @": error synthesize\.folder: the folder contains a survey of 2 alerts from 20\d\d-\d\d-\d\d \d\d:\d\d UTC; give a new or an empty folder with "
                + @"--out\n$",
            refused.Error
        );
    }

    [Theory]
    [InlineData("synthesize --alerts 2 --out")]
    [InlineData("cut ztf-cropped ~/sky/alerts --out")]
    [InlineData("simulate ~/sky/alerts --out")]
    public void A_folder_that_cannot_be_created_is_refused(string line)
    {
        var refused = Run($"{line} ~/full/mine.txt/new");
        Assert.Equal(
            (
                2,
                $"{_folder["full"]}/mine.txt/new: error output.folder: the folder cannot be created; give a folder where you may write, "
                    + "whose path does not lead through a file\n"
            ),
            (refused.ExitCode, refused.Error)
        );
    }

    [Theory]
    [InlineData("inspect ~/sky/alerts --png ~/picture.png", "picture.png")]
    [InlineData("cut ztf-cropped ~/sky/alerts --out ~/stamps", "stamps/index.csv")]
    [InlineData("budget --measure ~/sky/alerts --out ~/measured", "measured/README.md")]
    public void Finished_work_is_kept_unless_asked_to_replace_it(string line, string file)
    {
        Assert.Equal(0, Run(line).ExitCode);
        var (bytes, written) = (File.ReadAllBytes(_folder[file]), File.GetLastWriteTimeUtc(_folder[file]));
        var refused = Run(line);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--fresh to replace", refused.Error, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(_folder[file]));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder[file]));
        Assert.Equal(0, Run(line + " --fresh").ExitCode);
        // A page names the command that made it, with its options.
        Assert.Equal(
            Encoding.Latin1.GetString(bytes),
            File.ReadAllText(_folder[file], Encoding.Latin1).Replace(" --fresh", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_report_of_a_study_that_is_still_reading_says_that_the_folder_is_in_use()
    {
        using var studying = FolderLock.Take(_folder["study"]);
        var refused = Run("report ~/study");
        const string message =
            "error study.folder-in-use: another run is using this folder; wait until that run ends, or give another folder";
        Assert.Equal((2, $"{_folder["study"]}: {message}\n"), (refused.ExitCode, refused.Error));
    }

    private CommandLineResult Run(string line) =>
        CommandLine.Run([.. line.Split(' ').Select(word => word.Replace("~", _folder.Path, StringComparison.Ordinal))]);

    [GeneratedRegex(@"^\| (?!---)(?<cell>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex FirstCells();
}
