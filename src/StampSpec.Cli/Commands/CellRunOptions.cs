using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>The options for running cells, shared by the commands that run cells.</summary>
internal sealed class CellRunOptions
{
    private readonly Option<bool> _resume = new("--resume")
    {
        Description =
            "Continue in this folder, with a warning if it contains no finished cell. With or without this option, finished cells "
            + "are kept if nothing that they depend on has changed.",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Run all cells again, including finished ones." };

    private readonly Option<bool> _replaceChanged = new("--replace-changed")
    {
        Description = "In the folder of a finished study, run the cells again whose settings or data changed, and replace its results.",
    };

    private readonly Option<bool> _retryFailed = new("--retry-failed") { Description = "Run cells that failed before again." };

    private readonly Option<bool> _failFast = new("--fail-fast")
    {
        Description = "Stop at the first cell that fails; by default, the other cells continue.",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Show no progress." };

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "Write no figures and no page; stampspec report can write them later.",
    };

    private readonly Option<int?> _jobs = JobsOption.Create(" It does not affect results.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _resume, _fresh, _replaceChanged, _retryFailed, _failFast, _quiet, _noReport, _jobs })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_resume) is { Implicit: false } && result.GetResult(_fresh) is { Implicit: false })
            {
                result.AddError("--resume keeps finished cells and --fresh discards them; give one of them");
            }
        });
    }

    /// <summary>How cells are run.</summary>
    public StudyOptions Read(ParseResult parsed) =>
        new(CommandText.Of(parsed))
        {
            Jobs = parsed.GetValue(_jobs),
            FailFast = parsed.GetValue(_failFast),
            RetryFailed = parsed.GetValue(_retryFailed),
            Fresh = parsed.GetValue(_fresh),
            ReplaceChanged = parsed.GetValue(_replaceChanged),
        };

    /// <summary>Warns if there is nothing to resume.</summary>
    public void WarnOfNothingToResume(ParseResult parsed, string folder)
    {
        if (parsed.GetValue(_resume) && !Directory.Exists(folder))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{folder} contains nothing to resume; starting with the first cell");
        }
    }

    /// <summary>True if no progress is shown.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>True if no figures and pages are written.</summary>
    public bool IsWithoutReport(ParseResult parsed) => parsed.GetValue(_noReport);
}
