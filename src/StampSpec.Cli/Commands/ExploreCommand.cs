using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Reports;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec explore</c>: searches a spec's layouts for the Pareto front of bytes and macro-F1.</summary>
internal static class ExploreCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var spec = new StudySpecOptions();
        var cells = new CellRunOptions();
        var command = new Command(
            "explore",
            "Search a spec's layouts for the Pareto front: the layouts that no other layout beats in both bytes and macro-F1. "
                + "The search is successive halving. In each round, called a rung, the layouts train for more steps, and only the "
                + "best on the validation objects continue. The finalists are then scored once on the test objects."
        );
        spec.AddTo(command);
        cells.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, spec, cells, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, StudySpecOptions spec, CellRunOptions cells, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var study = spec.Load(parsed);
        var folder = spec.Folder(parsed, study);
        var options = cells.Read(parsed);
        cells.WarnOfNothingToResume(parsed, folder);
        return ResumableRun.Watch(folder, error, () =>
        {
            var outcome = StudyProgressDisplay.Watch(error, cells.IsQuiet(parsed), progress =>
                LayoutExploration.Run(study, folder, options, progress, cancellation)
            );
            return Conclude(outcome, cells.IsWithoutReport(parsed), output, error);
        });
    }

    private static int Conclude(StudyOutcome outcome, bool isWithoutReport, TextWriter output, TextWriter error)
    {
        ConsoleTable.Write(ExplorationResults.Load(outcome.Folder), output);
        if (!isWithoutReport)
        {
            ExplorationReport.Write(outcome.Folder);
        }

        error.WriteLine($"results in {outcome.Folder}");
        foreach (var failed in outcome.Failed)
        {
            error.WriteLine($"failed: finalist {failed.Cell.Layout} run {failed.Cell.Run}: {failed.Reason}");
        }

        return outcome.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
