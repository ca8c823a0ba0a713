using System.CommandLine;
using StampSpec.Cli.Installation;
using StampSpec.Cli.Output;

namespace StampSpec.Cli.Commands;

/// <summary><c>stampspec doctor</c>: lists what is installed and what is missing, one line for each part.</summary>
internal static class DoctorCommand
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "Folder for results, to check that it can be written.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "out",
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Also read these alerts: a packet, a folder, a Parquet table or a tar archive.",
        HelpName = "ALERTS",
    };

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "doctor",
            "List what is installed and what is missing, one line for each part; the exit code is 1 if a command would fail."
        )
        {
            Out,
            Data,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var missing = 0;
        foreach (var finding in InstallationChecks.Run(parsed.GetRequiredValue(Out), parsed.GetValue(Data)))
        {
            output.WriteLine($"{finding.State.ToString().ToLowerInvariant(), -7}  {finding.Part, -15}  {finding.Detail}");
            missing += finding.State == InstallationState.Missing ? 1 : 0;
        }

        error.WriteLine(
            missing == 0 ? "everything that is needed is installed" : FormattableString.Invariant($"missing or broken: {missing}")
        );
        return missing == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
