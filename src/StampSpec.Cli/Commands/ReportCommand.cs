using System.CommandLine;
using StampSpec.Cli.Output;
using StampSpec.Reports;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec report</c>: writes the figures, tables and page of a finished study or exploration.</summary>
internal static class ReportCommand
{
    private static readonly Argument<string> Folder = new("DIR")
    {
        Description = "The folder that stampspec study or stampspec explore wrote.",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "report",
            "Make figures, tables and page from the results of a study (report.html) or an exploration "
                + "(report.md, and its finalists' own report), without running it again."
        )
        {
            Folder,
        };
        command.SetAction(parsed =>
        {
            foreach (var path in FolderReport.Write(parsed.GetRequiredValue(Folder)))
            {
                parsed.InvocationConfiguration.Output.WriteLine(path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
