using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Common;
using StampSpec.Reports;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary>
/// <c>stampspec study</c>: trains and scores a classifier for every layout and run of a spec, and writes tables and figures.
/// </summary>
internal static class StudyCommand
{
    private static readonly Option<string?> Shard = new("--shard")
    {
        HelpName = "I/N",
        Description = "Run only part I of N of the cells; stampspec merge joins the parts.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var spec = new StudySpecOptions();
        var command = new Command(
            "study",
            "Train and score a classifier for every layout and run of a spec, and write tables and figures. "
                + "Every layout is compared with the baseline, the layout that the spec names for this."
        );
        spec.AddTo(command);
        var cells = new CellRunOptions();
        cells.AddTo(command);
        command.Options.Add(Shard);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, spec, cells, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, StudySpecOptions spec, CellRunOptions cells, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var study = spec.Load(parsed);
        var folder = spec.Folder(parsed, study);
        var options = cells.Read(parsed) with { Shard = ShardOf(parsed) };
        cells.WarnOfNothingToResume(parsed, folder);
        return ResumableRun.Watch(folder, error, () =>
        {
            var outcome = StudyProgressDisplay.Watch(error, cells.IsQuiet(parsed), progress =>
                StudyRunner.Run(study, folder, options, progress, cancellation)
            );
            return Conclude(outcome, cells.IsWithoutReport(parsed), output, error);
        });
    }

    private static int Conclude(StudyOutcome outcome, bool isWithoutReport, TextWriter output, TextWriter error)
    {
        if (outcome.Results is { } results)
        {
            StudyTable.Write(results.Summary, output);
            if (!isWithoutReport)
            {
                StudyReport.Write(results);
            }
        }

        error.WriteLine(
            outcome.IsComplete ? $"results in {outcome.Folder}" : $"cells in {outcome.Folder}; join all parts with stampspec merge"
        );
        foreach (var failed in outcome.Failed)
        {
            error.WriteLine($"failed: {failed.Cell.Layout} run {failed.Cell.Run} fold {failed.Cell.Fold}: {failed.Reason}");
        }

        return outcome.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static StudyShard? ShardOf(ParseResult parsed) =>
        parsed.GetValue(Shard) is not { } shard
            ? null
            : StudyShard.Parse(shard)
                ?? throw InvalidInputException.Of(
                    "study.shard",
                    $"--shard is {shard}, which is not a part I of N",
                    fix: "write, for example, --shard 2/4"
                );
}
