using System.Text.RegularExpressions;
using System.Xml.Linq;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The tool as its package holds it; <c>fresh-install.sh</c> beside this file goes through a whole installation where nothing of the checkout is in reach.</summary>
public sealed partial class PackedToolTests(PackedTool tool) : IClassFixture<PackedTool>
{
    [Fact]
    public void It_states_its_version_and_commit()
    {
        using var folder = new TemporaryFolder();
        Assert.Matches(VersionAndCommit(), tool.Run(folder.Path, null, "--version").Output);
    }

    [Fact]
    public void A_study_known_by_name_trains_and_draws_its_figures_away_from_the_checkout()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(
            folder.Path, null, "study", "quickstart", "--quick", "--set", "layouts=[ztf-cropped, ztf-multiscale]", "--set", "baseline=ztf-cropped",
            "--set", "training.steps=4", "--set", "training.evaluate-every=4", "--set", "dataset.synthetic.alerts=150");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.All(
            ["report.html", "models", "figures/macro-f1-vs-bytes.svg", "figures/macro-f1-vs-bytes.png", "figures/macro-f1-vs-bytes.pdf"],
            file => Assert.True(Path.Exists(folder["out", "quickstart-quick", file]), file));
    }

    [Fact]
    public void Layouts_are_found_by_name_away_from_the_checkout()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, tool.PathWithoutPrograms, "budget", "rubin-proposal", "--format", "csv");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("rubin-proposal", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_package_states_its_licence_and_shows_the_front_page()
    {
        var nuspec = XDocument.Load(Assert.Single(Directory.GetFiles(tool.Package, "*.nuspec")));
        string[] values = [.. nuspec.Descendants().Where(e => e.Name.LocalName is "id" or "license" or "readme").Select(e => e.Value)];
        Assert.Equal(["StampSpec", "MIT", "README.md"], values);
        Assert.Equal(File.ReadAllText(Repository.PathOf("README.md")), File.ReadAllText(Path.Combine(tool.Package, "README.md")));
    }

    [Fact]
    public void The_doctor_finds_everything_in_the_package_and_exits_with_0()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, null, "doctor");
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.All(["StampSpec", ".NET", "specs", "ONNX Runtime", "Node.js", "chart renderer", "temporary files", "results", "machine"], part => Assert.Equal("ok", StateOf(part, result)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Without_node_the_doctor_names_it_and_exits_with_1()
    {
        using var folder = new TemporaryFolder();
        var result = tool.Run(folder.Path, tool.PathWithoutPrograms, "doctor");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(("missing", "missing", "ok", "absent"), (StateOf("Node.js", result), StateOf("chart renderer", result), StateOf("ONNX Runtime", result), StateOf("Chromium", result)));
        Assert.Contains("Node.js 20 or newer", result.Output, StringComparison.Ordinal);
        Assert.Equal("missing or broken: 2", result.Error.Trim());
    }

    [Fact]
    public void Without_the_native_library_the_doctor_names_it_and_layouts_are_costed_all_the_same()
    {
        using var folder = new TemporaryFolder();
        var native = Directory.GetFiles(tool.Program, "*onnxruntime.*").Single(f => !f.Contains("Microsoft", StringComparison.Ordinal));
        File.Move(native, native + ".away");
        try
        {
            var result = tool.Run(folder.Path, null, "doctor");
            Assert.Equal((1, "missing", "ok"), (result.ExitCode, StateOf("ONNX Runtime", result), StateOf("chart renderer", result)));
            Assert.Equal(0, tool.Run(folder.Path, null, "budget", "dmtn-102").ExitCode);
        }
        finally
        {
            File.Move(native + ".away", native);
        }
    }

    private static string StateOf(string part, CommandLineResult result) =>
        result.Output.Split('\n').Single(line => line.Length > 9 && line[9..].StartsWith(part + " ", StringComparison.Ordinal))[..7].TrimEnd();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\S*\+[0-9a-f]{40}\s*$")]
    private static partial Regex VersionAndCommit();
}
