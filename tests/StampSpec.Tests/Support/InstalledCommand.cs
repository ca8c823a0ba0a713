using System.Diagnostics;

namespace StampSpec.Tests.Support;

/// <summary>Runs the command as a process of its own: for pipes, environment and exit codes.</summary>
internal static class InstalledCommand
{
    /// <summary>How to start it; standard streams are redirected.</summary>
    public static ProcessStartInfo Start(params IEnumerable<string> arguments) =>
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "stampspec.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    /// <summary>Runs it to its end on an input.</summary>
    public static CommandLineResult Run(ReadOnlySpan<byte> input, params IEnumerable<string> arguments) => Run(Start(arguments), input);

    /// <summary>Runs a process to its end on an input.</summary>
    public static CommandLineResult Run(ProcessStartInfo start, ReadOnlySpan<byte> input)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException("the command did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The command may end without reading all of its input.
        }

        process.WaitForExit();
        return new CommandLineResult(process.ExitCode, output.Result, error.Result);
    }
}
