using System.CommandLine;
using StampSpec.Reports;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec report</c>: figures, tables and the page of a study that has run.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that stampspec study wrote." };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command("report", "Makes figures, tables and report.html from a study's results, without running it again.") { Folder };
        command.SetAction(parsed =>
        {
            foreach (var path in StudyReport.Write(parsed.GetRequiredValue(Folder)))
            {
                parsed.InvocationConfiguration.Output.WriteLine(path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
