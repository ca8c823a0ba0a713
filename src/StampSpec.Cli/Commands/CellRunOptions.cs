using System.Buffers;
using System.CommandLine;
using StampSpec.Common;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>The options that say how cells are run, shared by the commands that run them.</summary>
internal sealed class CellRunOptions
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" '\"$*?&;()<>|\\");

    private readonly Option<bool> _resume = new("--resume")
    {
        Description =
            "Continue in this folder; warns if it holds no finished cell. With or without it, finished cells are kept if nothing "
            + "that they depend on has changed.",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Run finished cells again too." };

    private readonly Option<bool> _replaceChanged = new("--replace-changed")
    {
        Description = "In the folder of a finished study, run the cells again whose settings or data changed, and replace its results.",
    };

    private readonly Option<bool> _retryFailed = new("--retry-failed") { Description = "Run cells again that failed before." };

    private readonly Option<bool> _failFast = new("--fail-fast")
    {
        Description = "Stop at the first cell that fails; by default the others go on.",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "No progress." };

    private readonly Option<bool> _noReport = new("--no-report")
    {
        Description = "No figures and no page; stampspec report makes them later.",
    };

    private readonly Option<int?> _jobs = new("--jobs")
    {
        HelpName = "N",
        Description = "Cells at a time; unless given, as many as the processors serve. No result depends on it.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _resume, _fresh, _replaceChanged, _retryFailed, _failFast, _quiet, _noReport, _jobs })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How cells are run.</summary>
    /// <exception cref="InvalidInputException">The number of jobs is below 1.</exception>
    public StudyOptions Read(ParseResult parsed)
    {
        var jobs = parsed.GetValue(_jobs);
        if (jobs < 1)
        {
            throw new InvalidInputException(Diagnostic.Error("study.jobs", $"--jobs is {jobs}") with { Fix = "give 1 or more" });
        }

        return new StudyOptions("stampspec " + string.Join(' ', parsed.Tokens.Select(t => Quoted(t.Value))))
        {
            Jobs = jobs,
            FailFast = parsed.GetValue(_failFast),
            RetryFailed = parsed.GetValue(_retryFailed),
            Fresh = parsed.GetValue(_fresh),
            ReplaceChanged = parsed.GetValue(_replaceChanged),
        };
    }

    /// <summary>Says where there is nothing to resume.</summary>
    public void WarnOfNothingToResume(ParseResult parsed, string folder)
    {
        if (parsed.GetValue(_resume) && !Directory.Exists(folder))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"{folder} holds nothing to resume; starting from the first cell");
        }
    }

    /// <summary>True if no progress is shown.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>True if figures and pages are not made.</summary>
    public bool IsWithoutReport(ParseResult parsed) => parsed.GetValue(_noReport);

    private static string Quoted(string token) =>
        token.AsSpan().ContainsAny(Special) ? $"'{token.Replace("'", "'\\''", StringComparison.Ordinal)}'" : token;
}
