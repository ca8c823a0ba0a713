using System.Diagnostics;
using System.IO.Compression;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The tool's package, made from what was built and laid out as an installation would, away from the checkout.</summary>
public sealed class PackedTool : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackedTool()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packed = Start(
            Repository.Root, new Dictionary<string, string>(), ["pack", "src/StampSpec.Cli", "-c", configuration, "--no-build", "-v", "quiet", "--nologo", "-m:1", "-o", _folder["packages"]]);
        Assert.True(packed.ExitCode == 0, packed.Output + packed.Error);
        ZipFile.ExtractToDirectory(Assert.Single(Directory.GetFiles(_folder["packages"], "*.nupkg")), _folder["package"]);
        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["no-programs"]);
    }

    /// <summary>A PATH on which no program is found.</summary>
    public string PathWithoutPrograms => _folder["no-programs"];

    /// <summary>The folder of the package's files.</summary>
    public string Package => _folder["package"];

    /// <summary>The folder of the program inside the package.</summary>
    public string Program => _folder["package", "tools", "net10.0", "any"];

    /// <summary>Runs the tool in a folder, with an empty home.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="path">Where programs are looked for; null for the usual places.</param>
    /// <param name="arguments">The command line.</param>
    internal CommandLineResult Run(string folder, string? path, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = _folder["home"] };
        if (path is not null)
        {
            environment["PATH"] = path;
        }

        return Start(folder, environment, [Path.Combine(Program, "stampspec.dll"), .. arguments]);
    }

    public void Dispose() => _folder.Dispose();

    private static CommandLineResult Start(string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandLineResult(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
