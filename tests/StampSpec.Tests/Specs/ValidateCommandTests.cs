using System.Text.Json.Nodes;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Specs;

public sealed class ValidateCommandTests
{
    private const string Wrong = "name: mine\npixel: 16\npixels: 0\npixel-scale: 0.2\n";

    [Fact]
    public void The_committed_specs_are_valid()
    {
        string[] folders =
        [
            .. Directory
                .GetFiles(Repository.PathOf("specs"), "*.yaml", SearchOption.AllDirectories)
                .Select(f => Path.GetDirectoryName(f)!)
                .Distinct(),
        ];
        var result = CommandLine.Run(["validate", .. folders]);
        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.EndsWith(" files, 0 errors, 0 warnings\n", result.Error, StringComparison.Ordinal);
        Assert.True(folders.Length >= 4);
    }

    [Fact]
    public void Every_finding_of_every_file_is_one_line_with_its_place_and_what_to_write()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], Wrong);
        File.WriteAllText(folder["b.yaml"], "name: b\npixels: 8\npixel-scale: 1 furlong\n");
        var result = CommandLine.Run("validate", folder["a.yaml"], folder["b.yaml"], folder["c.yaml"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            $"""
            {folder["a.yaml"]}:2:1: error spec.unknown-key: pixel is not a key of a layout (at pixel); did you mean pixels?
            {folder["a.yaml"]}:3:9: error spec.range: pixels is 0; a scale needs 1 to 512 pixels a side (at pixels)
            {folder[
                "b.yaml"
            ]}:3:14: error spec.unit: pixel-scale is 1 furlong; furlong is not a unit that it takes (at pixel-scale); write a number in arcsec, ", mas, arcmin, ' or deg
            {folder["c.yaml"]}: error spec.no-file: there is no such file; give the path of a YAML file

            """,
            result.Output
        );
        Assert.Equal("2 of 3 files could be read, 4 errors, 0 warnings\n", result.Error);
    }

    [Fact]
    public void Json_lists_the_findings_as_objects()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a.yaml"], Wrong);
        var result = CommandLine.Run("validate", folder["a.yaml"], "--format", "json");
        var findings = JsonNode.Parse(result.Output)!.AsArray();
        Assert.Equal((2, 2), (result.ExitCode, findings.Count));
        Assert.Equal(
            (folder["a.yaml"], 3, 9, "error", "spec.range", "pixels"),
            (
                (string)findings[1]!["file"]!,
                (int)findings[1]!["line"]!,
                (int)findings[1]!["column"]!,
                (string)findings[1]!["severity"]!,
                (string)findings[1]!["code"]!,
                (string)findings[1]!["path"]!
            )
        );
    }

    [Theory]
    [InlineData("rubin-proposal", "layouts")]
    [InlineData("quickstart", "studies")]
    public void What_is_known_by_name_is_printed_as_its_file_holds_it_except_for_the_place_of_the_schema(string name, string folder)
    {
        const string own = "# yaml-language-server: $schema=../schema/layout.json\n";
        const string printed = """
            # An editor checks this file against layout.json, which this command writes: stampspec validate --schema layout > layout.json
            # yaml-language-server: $schema=layout.json

            """;
        var text = File.ReadAllText(Repository.PathOf("specs", folder, name + ".yaml"));
        Assert.Equal(folder == "layouts", text.StartsWith(own, StringComparison.Ordinal));
        var result = CommandLine.Run("validate", "--print", name);
        Assert.Equal((0, text.Replace(own, printed, StringComparison.Ordinal)), (result.ExitCode, result.Output));
        Assert.Equal(2, CommandLine.Run("validate", "--print", "no-such-name").ExitCode);
    }

    [Fact]
    public void A_schema_is_printed_in_place_of_findings()
    {
        var result = CommandLine.Run("validate", "--schema", "layout");
        Assert.Equal((0, SpecKinds.All.All[0].ToJsonSchema()), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_table_of_keys_is_printed_in_place_of_findings()
    {
        Assert.Equal(
            (0, SpecKinds.All.All[0].ToMarkdownTable()),
            (CommandLine.Run("validate", "--keys", "layout").ExitCode, CommandLine.Run("validate", "--keys", "layout").Output)
        );
    }

    [Fact]
    public void Neither_files_nor_a_schema_is_a_wrong_command_line() => Assert.Equal(2, CommandLine.Run("validate").ExitCode);
}
