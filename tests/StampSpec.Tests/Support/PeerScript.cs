using System.Diagnostics;

namespace StampSpec.Tests.Support;

/// <summary>
/// Runs a script of tests/StampSpec.Tests/Peers in Python or Node.js, which checks our files with an independent implementation, or a
/// program that a document shows. The test is reported as skipped if no interpreter on the PATH has the packages.
/// </summary>
internal static class PeerScript
{
    /// <summary>Runs a script and returns its standard output; a non-zero exit fails the test with what the script wrote.</summary>
    public static string Run(string script, IReadOnlyList<string> modules, params IReadOnlyList<string> arguments) =>
        Output(script, Python(modules), [PathOf(script), .. arguments], Repository.Root);

    /// <summary>Runs a program's text in a folder, as somebody would who copied it there.</summary>
    public static string RunText(string program, IReadOnlyList<string> modules, string folder) =>
        Output("the program", Python(modules), ["-c", program], folder);

    /// <summary>Runs a script in Node.js; the test is reported as skipped if Node.js or a package is missing.</summary>
    public static string RunNode(string script, string package, params IReadOnlyList<string> arguments)
    {
        var node = InstalledProgram.Find("node");
        Skip.If(Execute(node, ["-e", $"require('{package}')"], Repository.Root).ExitCode != 0, $"node does not find the package {package}");
        return Output(script, node, [PathOf(script), .. arguments], Repository.Root);
    }

    private static string PathOf(string script) => Repository.PathOf("tests", "StampSpec.Tests", "Peers", script);

    private static string Python(IReadOnlyList<string> modules)
    {
        var import = "import " + string.Join(", ", modules);
        var python = InstalledProgram.All("python3").FirstOrDefault(p => Execute(p, ["-c", import], Repository.Root).ExitCode == 0);
        Skip.If(python is null, $"no python3 on the PATH has the modules {string.Join(", ", modules)}");
        return python!;
    }

    private static string Output(string name, string program, IReadOnlyList<string> arguments, string folder)
    {
        var (exitCode, output, error) = Execute(program, arguments, folder);
        Assert.True(exitCode == 0, $"{name} exited with {exitCode}:\n{output}\n{error}");
        return output;
    }

    private static (int ExitCode, string Output, string Error) Execute(string program, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // ONNX Runtime would report to its vendor.
        start.Environment["ORT_DISABLE_TELEMETRY"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
