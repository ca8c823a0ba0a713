using StampSpec.Cli;

namespace StampSpec.Tests.Support;

/// <summary>Runs the command line in this process.</summary>
internal static class CommandLine
{
    public static CommandLineResult Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLineApplication.Run(arguments, output, error);
        return new CommandLineResult(exitCode, output.ToString(), error.ToString());
    }
}
