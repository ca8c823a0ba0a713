using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>
/// The tool's packages, built as the front page describes, but without ahead-of-time compilation, which takes minutes and changes no file's
/// name. The package of this machine's platform is unpacked like an installation, outside the checkout.
/// </summary>
public sealed class PackedTool : IDisposable
{
    /// <summary>The platforms for which there are packages.</summary>
    public static readonly string[] Platforms = ["linux-x64", "linux-arm64", "win-x64", "osx-arm64"];

    /// <summary>
    /// The native libraries of a platform, in ordinal order. Boosted trees have a native for processors of Intel's kind alone, and the
    /// client for Kafka has a second one on Linux for systems without SASL. On Windows the client's libraries are not counted.
    /// </summary>
    public static string[] NativesOf(string platform) =>
        platform switch
        {
            "linux-x64" =>
            [
                "libFastTreeNative",
                "libHarfBuzzSharp",
                "libSkiaSharp",
                "libcentos8-librdkafka",
                "libonnxruntime",
                "librdkafka",
            ],
            "win-x64" => ["libHarfBuzzSharp", "libSkiaSharp", "libonnxruntime"],
            _ => ["libHarfBuzzSharp", "libSkiaSharp", "libonnxruntime", "librdkafka"],
        };

    /// <summary>This machine's platform as packages name it. A distribution's own build of .NET uses another name.</summary>
    public static readonly string Platform =
        (
            OperatingSystem.IsWindows() ? "win-"
            : OperatingSystem.IsMacOS() ? "osx-"
            : "linux-"
        ) + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    private readonly TemporaryFolder _folder = new();

    public PackedTool()
    {
        var packed = Pack();
        if (IsOffline(packed))
        {
            // The programs that start the tool on other platforms come from NuGet; the program for this platform is part of the SDK.
            packed = Pack($"-p:ToolPackageRuntimeIdentifiers={Platform}");
        }

        Assert.True(packed.ExitCode == 0, packed.Output + packed.Error);
        ZipFile.ExtractToDirectory(PackageOf(null)!, _folder["pointer"]);
        if (PackageOf(Platform) is { } own)
        {
            ZipFile.ExtractToDirectory(own, _folder["package"]);
        }

        Directory.CreateDirectory(_folder["home"]);
        Directory.CreateDirectory(_folder["no-programs"]);
    }

    /// <summary>A PATH on which no program is found.</summary>
    public string PathWithoutPrograms => _folder["no-programs"];

    /// <summary>The folder of all packages.</summary>
    public string Packages => _folder["packages"];

    /// <summary>The folder with the files of the package that refers to the packages of the platforms.</summary>
    public string Pointer => _folder["pointer"];

    /// <summary>The program's folder in the package of this machine's platform. The test is reported as skipped if there is none.</summary>
    public string Program
    {
        get
        {
            Skip.If(PackageOf(Platform) is null, $"no package is made for {Platform}");
            return _folder["package", "tools", "net10.0", Platform];
        }
    }

    /// <summary>The package of a platform, or the package that refers to them; null if it was not built.</summary>
    public string? PackageOf(string? platform)
    {
        var start = platform is null ? "StampSpec." : $"StampSpec.{platform}.";
        return Directory.GetFiles(Packages, start + "*.nupkg").SingleOrDefault(f => char.IsAsciiDigit(Path.GetFileName(f)[start.Length]));
    }

    /// <summary>Runs the tool in a folder, with an empty home.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="path">The search path for programs; null for the usual one.</param>
    /// <param name="arguments">The command line.</param>
    internal CommandLineResult Run(string folder, string? path, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["HOME"] = _folder["home"] };
        if (path is not null)
        {
            environment["PATH"] = path;
        }

        return Start("dotnet", folder, environment, [Path.Combine(Program, "stampspec.dll"), .. arguments]);
    }

    /// <summary>Runs a program to its end.</summary>
    internal static CommandLineResult Start(
        string program,
        string folder,
        IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<string> arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
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

    public void Dispose() => _folder.Dispose();

    private CommandLineResult Pack(params string[] properties)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string[] documented = ["pack", "src/StampSpec.Cli", "-c", configuration, "-o", Packages];
        string[] brief = ["-v", "quiet", "--nologo", "-nodeReuse:false", "-p:PublishReadyToRun=false", "-p:RunAnalyzers=false"];
        return Start("dotnet", Repository.Root, new Dictionary<string, string>(), [.. documented, .. brief, .. properties]);
    }

    /// <summary>True if NuGet named a package that it could not fetch, or a source that it could not reach.</summary>
    private static bool IsOffline(CommandLineResult packed) =>
        packed.ExitCode != 0 && new[] { "NU1101", "NU1102", "NU1301" }.Any(code => packed.Output.Contains(code, StringComparison.Ordinal));
}
