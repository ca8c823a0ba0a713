using System.Buffers;
using System.CommandLine;
using StampSpec.Diagnostics;
using StampSpec.Reports;
using StampSpec.Studies.Results;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec study</c>: trains and scores a classifier for every layout and run of a spec, and writes tables and figures.</summary>
internal static class StudyCommand
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" '\"$*?&;()<>|\\");

    private static readonly Option<bool> Resume = new("--resume")
    {
        Description = "Go on with the study in the folder. Finished cells are always kept while nothing that they depend on changed; this says so aloud.",
    };

    private static readonly Option<bool> Fresh = new("--fresh") { Description = "Run finished cells again too." };
    private static readonly Option<bool> RetryFailed = new("--retry-failed") { Description = "Run cells again that failed before." };
    private static readonly Option<bool> FailFast = new("--fail-fast") { Description = "Stop at the first cell that fails; by default the others go on." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "No progress." };
    private static readonly Option<bool> NoReport = new("--no-report") { Description = "No figures and no page; stampspec report makes them later." };
    private static readonly Option<int?> Jobs = new("--jobs") { Description = "Cells at a time; where absent as many as the processors serve. No result depends on it." };
    private static readonly Option<string?> Shard = new("--shard") { Description = "I/N: only the I-th of N parts of the cells; stampspec merge joins the parts." };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var spec = new StudySpecOptions();
        var command = new Command("study", "Train and score a classifier for every layout and run of a spec; write tables and figures.");
        spec.AddTo(command);
        foreach (var option in new Option[] { Resume, Fresh, RetryFailed, FailFast, Quiet, NoReport, Jobs, Shard })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, spec, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, StudySpecOptions spec, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var study = spec.Load(parsed);
        var folder = spec.Folder(parsed, study);
        var options = Options(parsed);
        if (parsed.GetValue(Resume) && !Directory.Exists(folder))
        {
            error.WriteLine($"{folder} holds nothing to resume; starting from the first cell");
        }

        try
        {
            var outcome = StudyProgressDisplay.Watch(error, parsed.GetValue(Quiet), progress => StudyRunner.Run(study, folder, options, progress, cancellation));
            return Conclude(outcome, parsed.GetValue(NoReport), output, error);
        }
        catch (ChartRenderingException failure)
        {
            error.WriteLine($"the tables in {folder} are complete, but figures could not be made: {failure.Message}");
            return ExitCode.Failed;
        }
        catch (CellFailedException failure)
        {
            error.WriteLine($"failed: {failure.Message}");
            return ExitCode.Failed;
        }
    }

    private static int Conclude(StudyOutcome outcome, bool isWithoutReport, TextWriter output, TextWriter error)
    {
        if (outcome.IsComplete)
        {
            StudyTable.Write(StudyResults.Load(outcome.Folder).Summary, output);
            if (!isWithoutReport)
            {
                StudyReport.Write(outcome.Folder);
            }
        }

        error.WriteLine(outcome.IsComplete ? $"results in {outcome.Folder}" : $"cells in {outcome.Folder}; join all parts with stampspec merge");
        foreach (var failed in outcome.Failed)
        {
            error.WriteLine($"failed: {failed.Layout} run {failed.Run} fold {failed.Fold}: {failed.Reason}");
        }

        return outcome.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static StudyOptions Options(ParseResult parsed)
    {
        var shard = parsed.GetValue(Shard);
        var jobs = parsed.GetValue(Jobs);
        if (jobs < 1)
        {
            throw new InvalidInputException(Diagnostic.Error("study.jobs", $"--jobs is {jobs}") with { Fix = "give 1 or more" });
        }

        return new StudyOptions("stampspec " + string.Join(' ', parsed.Tokens.Select(t => Quoted(t.Value))))
        {
            Jobs = jobs,
            FailFast = parsed.GetValue(FailFast),
            RetryFailed = parsed.GetValue(RetryFailed),
            Fresh = parsed.GetValue(Fresh),
            Shard = shard is null ? null : StudyShard.Parse(shard) ?? throw new InvalidInputException(
                Diagnostic.Error("study.shard", $"--shard is {shard}, which is no part I of N") with { Fix = "write for example --shard 2/4" }),
        };
    }

    private static string Quoted(string token) => token.AsSpan().ContainsAny(Special) ? $"'{token.Replace("'", "'\\''", StringComparison.Ordinal)}'" : token;
}
