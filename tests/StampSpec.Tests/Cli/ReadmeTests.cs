using System.Text.RegularExpressions;
using StampSpec.Cli;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

public sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("README.md"));

    [Fact]
    public void The_table_of_commands_lists_every_command_and_no_other()
    {
        var listed = CommandRow().Matches(Text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);
        var known = CommandLineApplication.CreateRoot().Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal);
        Assert.Equal(known, listed);
    }

    [Fact]
    public void Every_link_into_the_repository_leads_somewhere()
    {
        var links = RelativeLink().Matches(Text).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Repository.PathOf(link)), link));
    }

    [Fact]
    public void The_layout_shown_is_a_valid_one()
    {
        var block = LayoutBlock().Match(Text).Value;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["layout.yaml"], string.Join('\n', block.Split('\n').Select(l => l.TrimStart())));
        var result = CommandLine.Run("validate", folder["layout.yaml"]);
        Assert.True(result.ExitCode == 0, result.Error + result.Output);
    }

    [Fact]
    public void Every_command_line_shown_parses()
    {
        var lines = CommandLineShown().Matches(Text).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Empty(CommandLineApplication.CreateRoot().Parse(line).Errors));
    }

    [GeneratedRegex(@"^\| `([a-z]+)[^`]*` \|", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex RelativeLink();

    [GeneratedRegex(@"^    name: my-layout\n(?:    .+\n)+", RegexOptions.Multiline)]
    private static partial Regex LayoutBlock();

    [GeneratedRegex(@"^    (?:stampspec|dotnet run .* --) ([a-z].*)$", RegexOptions.Multiline)]
    private static partial Regex CommandLineShown();
}
