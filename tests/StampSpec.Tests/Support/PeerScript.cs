using System.Diagnostics;

namespace StampSpec.Tests.Support;

/// <summary>
/// Runs a Python script of tests/StampSpec.Tests/Peers, which checks our files with an independent implementation from the distribution's
/// packages. The test is reported as skipped if no Python on the PATH has the packages.
/// </summary>
internal static class PeerScript
{
    /// <summary>Runs a script and returns its standard output; a non-zero exit fails the test with what the script wrote.</summary>
    public static string Run(string script, IReadOnlyList<string> modules, params IReadOnlyList<string> arguments)
    {
        var import = "import " + string.Join(", ", modules);
        var python = InstalledProgram.All("python3").FirstOrDefault(p => Execute(p, ["-c", import]).ExitCode == 0);
        Skip.If(python is null, $"no python3 on the PATH has the modules {string.Join(", ", modules)}");
        var (exitCode, output, error) = Execute(python!, [Repository.PathOf("tests", "StampSpec.Tests", "Peers", script), .. arguments]);
        Assert.True(exitCode == 0, $"{script} exited with {exitCode}:\n{output}\n{error}");
        return output;
    }

    private static (int ExitCode, string Output, string Error) Execute(string python, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{python} did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
