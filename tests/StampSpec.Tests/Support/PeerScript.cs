using System.Diagnostics;

namespace StampSpec.Tests.Support;

/// <summary>
/// Runs a Python script of tests/StampSpec.Tests/Peers, which checks our files with an independent implementation from the distribution's
/// packages. Skips the test, visibly, where Python or the packages are absent.
/// </summary>
internal static class PeerScript
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Runs a script and returns its standard output; a non-zero exit fails the test with what the script wrote.</summary>
    public static string Run(string script, IReadOnlyList<string> modules, params IReadOnlyList<string> arguments)
    {
        Skip.IfNot(File.Exists(Python), $"{Python} is not installed");
        var (missing, _, _) = Execute(["-c", "import " + string.Join(", ", modules)]);
        Skip.If(missing != 0, $"Python modules not installed: {string.Join(", ", modules)}");
        var (exitCode, output, error) = Execute([Repository.PathOf("tests", "StampSpec.Tests", "Peers", script), .. arguments]);
        Assert.True(exitCode == 0, $"{script} exited with {exitCode}:\n{output}\n{error}");
        return output;
    }

    private static (int ExitCode, string Output, string Error) Execute(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
