using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>
/// The tool as it is in its package. <c>fresh-install.sh</c> next to this file tests a whole installation without access to the checkout.
/// </summary>
public sealed partial class PackedToolTests(PackedTool tool) : IClassFixture<PackedTool>
{
    private const string OnlyThisPlatform = "NuGet was out of reach for other platforms' starters; only this machine's package was made";

    [SkippableFact]
    public void It_states_its_version_and_commit()
    {
        using var folder = new TemporaryFolder();
        Assert.Matches(VersionAndCommit(), tool.Run(folder.Path, null, "--version").Output);
    }

    [SkippableFact]
    public void A_study_known_by_name_trains_and_draws_its_figures_away_from_the_checkout()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(
            folder.Path,
            null,
            "study",
            "quickstart",
            "--quick",
            "--set",
            "layouts=[ztf-cropped, ztf-multiscale]",
            "--set",
            "baseline=ztf-cropped",
            "--set",
            "training.steps=4",
            "--set",
            "training.evaluate-every=4",
            "--set",
            "dataset.synthetic.alerts=150"
        );
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.All(
            ["report.html", "models", "figures/macro-f1-vs-bytes.svg", "figures/macro-f1-vs-bytes.png", "figures/macro-f1-vs-bytes.pdf"],
            file => Assert.True(Path.Exists(folder["out", "quickstart-quick", file]), file)
        );
    }

    [SkippableFact]
    public void Layouts_are_found_by_name_away_from_the_checkout()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, tool.PathWithoutPrograms, "budget", "rubin-proposal", "--format", "csv");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("rubin-proposal", result.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_package_that_names_the_others_states_its_licence_and_shows_the_front_page()
    {
        var nuspec = XDocument.Load(Assert.Single(Directory.GetFiles(tool.Pointer, "*.nuspec")));
        string[] values = [.. nuspec.Descendants().Where(e => e.Name.LocalName is "id" or "license" or "readme").Select(e => e.Value)];
        Assert.Equal(["StampSpec", "MIT", "README.md"], values);
        Assert.Equal(File.ReadAllText(Repository.PathOf("README.md")), File.ReadAllText(Path.Combine(tool.Pointer, "README.md")));
        var settings = XDocument.Load(Path.Combine(tool.Pointer, "tools", "any", "any", "DotnetToolSettings.xml"));
        var named = settings
            .Descendants("RuntimeIdentifierPackage")
            .ToDictionary(e => (string)e.Attribute("RuntimeIdentifier")!, e => (string)e.Attribute("Id")!);
        Assert.All(named, n => Assert.Equal($"StampSpec.{n.Key}", n.Value));
        Skip.If(tool.PackageOf("osx-arm64") is null, OnlyThisPlatform);
        Assert.Equal(PackedTool.Platforms, named.Keys);
    }

    [SkippableTheory]
    [InlineData("linux-x64", "so", "7F454C46", 0x3E)]
    [InlineData("linux-arm64", "so", "7F454C46", 0xB7)]
    [InlineData("win-x64", "dll", "4D5A", null)]
    [InlineData("osx-arm64", "dylib", null, null)]
    public void Each_package_holds_the_natives_of_its_platform_alone_in_40_MB(
        string platform,
        string extension,
        string? magic,
        int? processor
    )
    {
        var package = tool.PackageOf(platform);
        Skip.If(package is null, OnlyThisPlatform);
        Assert.InRange(new FileInfo(package).Length, 10_000_000, 40_000_000);
        using var zip = ZipFile.OpenRead(package);
        var natives = zip.Entries.Where(e => IsNative(e.Name)).ToArray();
        var names = natives.Select(e => LibraryName(e.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(PackedTool.NativesOf(platform), names);
        Assert.All(natives, native =>
        {
            Assert.EndsWith("." + extension, native.Name, StringComparison.Ordinal);
            Assert.Equal($"tools/net10.0/{platform}/{native.Name}", native.FullName);
            var head = new byte[20];
            using (var content = native.Open())
            {
                content.ReadExactly(head);
            }

            Assert.StartsWith(magic ?? "", Convert.ToHexString(head), StringComparison.Ordinal);
            Assert.True(processor is null || head[18] == processor, $"{native.Name} is not for {platform}");
        });
        Assert.DoesNotContain(zip.Entries, e => e.FullName.Contains("/runtimes/", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void A_stranger_installs_it_and_follows_the_front_page_without_the_checkout()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the script needs Linux");
        var bash = InstalledProgram.Find("bash");
        Skip.If(tool.PackageOf(PackedTool.Platform) is null, $"no package is made for {PackedTool.Platform}");
        var script = Repository.PathOf("tests", "StampSpec.Tests", "Cli", "fresh-install.sh");
        var result = PackedTool.Start(bash, Repository.Root, new Dictionary<string, string>(), [script, tool.Packages]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.EndsWith("passed, 0 failed", result.Output.Trim(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_doctor_finds_everything_in_the_package_and_exits_with_0()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, null, "doctor");
        Assert.True(result.ExitCode == 0, result.Output);
        string[] parts = ["StampSpec", ".NET", "specs", "ONNX Runtime", "devices", "charts", "temporary files", "results", "machine"];
        Assert.All(parts, part => Assert.Equal("ok", StateOf(part, result)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [SkippableFact]
    public void Without_any_program_on_the_path_the_doctor_draws_all_the_same_and_names_what_is_optional()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, tool.PathWithoutPrograms, "doctor");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal(
            ("ok", "ok", "absent", "absent"),
            (StateOf("charts", result), StateOf("ONNX Runtime", result), StateOf("Chromium", result), StateOf("pdflatex", result))
        );
    }

    [SkippableFact]
    public void Without_the_native_library_the_doctor_names_it_and_layouts_are_costed_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var native = Directory.GetFiles(tool.Program, "*onnxruntime.*").Single(f => !f.Contains("Microsoft", StringComparison.Ordinal));
        File.Move(native, native + ".away");
        try
        {
            var result = tool.Run(folder.Path, null, "doctor");
            Assert.Equal((1, "missing", "ok"), (result.ExitCode, StateOf("ONNX Runtime", result), StateOf("charts", result)));
            Assert.Equal(0, tool.Run(folder.Path, null, "budget", "dmtn-102").ExitCode);
        }
        finally
        {
            File.Move(native + ".away", native);
        }
    }

    private static bool IsNative(string name) =>
        Path.GetExtension(name) is ".so" or ".dylib" or ".lib" or ".a"
        || name.Contains("onnxruntime", StringComparison.Ordinal)
        || name is "libSkiaSharp.dll" or "libHarfBuzzSharp.dll";

    private static string LibraryName(string name) =>
        (name.StartsWith("lib", StringComparison.Ordinal) ? "" : "lib") + Path.GetFileNameWithoutExtension(name);

    private static string StateOf(string part, CommandLineResult result) =>
        result
            .Output.Split('\n')
            .Single(line => line.Length > 9 && line[9..].StartsWith(part + " ", StringComparison.Ordinal))[..7]
            .TrimEnd();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\S*\+[0-9a-f]{40}\s*$")]
    private static partial Regex VersionAndCommit();
}
