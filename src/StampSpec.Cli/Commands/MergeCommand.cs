using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Reports;
using StampSpec.Studies.Running;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec merge</c>: joins the parts of a study that ran with <c>--shard</c>.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string[]> Parts = new("DIR")
    {
        Description = "Folders of all parts.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Out = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder of the joined study.",
        Required = true,
    };

    private static readonly Option<bool> NoReport = new("--no-report")
    {
        Description = "Write no figures and no page; stampspec report can write them later.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("merge", "Join the parts of a study that ran with --shard; the result is the same as without --shard.")
        {
            Parts,
            Out,
            NoReport,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var parts = parsed.GetRequiredValue(Parts);
        var folder = parsed.GetRequiredValue(Out);
        var outcome = StudyMerge.Join(parts, folder, CommandText.Of(parsed));
        StudyTable.Write(outcome.Results!.Summary, parsed.InvocationConfiguration.Output);
        if (!parsed.GetValue(NoReport))
        {
            StudyReport.Write(outcome.Results);
        }

        return outcome.Failed.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
