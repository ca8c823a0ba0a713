using System.Diagnostics;

namespace StampSpec.Benchmarks.Studies;

/// <summary>Runs the built command, and may kill it.</summary>
/// <param name="program">Path of stampspec.</param>
internal sealed class KilledProcess(string program)
{
    /// <summary>Runs the command to its end, or kills it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="killAfter">When to kill it; null for never.</param>
    /// <returns>Its exit code.</returns>
    public int Run(IReadOnlyList<string> arguments, TimeSpan? killAfter)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } delay && !process.WaitForExit(delay))
        {
            process.Kill();
        }

        process.WaitForExit();
        Task.WaitAll(output, error);
        return process.ExitCode;
    }
}
