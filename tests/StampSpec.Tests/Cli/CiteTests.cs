using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>The entries that <c>stampspec cite</c> prints.</summary>
public sealed partial class CiteTests
{
    [Fact]
    public void The_tool_with_its_version_and_the_paper_are_printed_as_two_complete_entries()
    {
        var result = CommandLine.Run("cite");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        var entries = result.Output.Split("\n@");
        Assert.Equal(2, entries.Length);
        Assert.All(entries, entry => Assert.Equal(entry.Count(c => c == '{'), entry.Count(c => c == '}')));
        Assert.Matches(Version(), entries[0]);
        Assert.Contains("year = {2026},", entries[0], StringComparison.Ordinal);
        Assert.Contains("author = {{StampSpec contributors}}", entries[0], StringComparison.Ordinal);
        Assert.Contains("doi = {10.3847/2041-8213/ace77e}", entries[1], StringComparison.Ordinal);
    }

    [GeneratedRegex(@"version = \{\d+\.\d+\.\d+[^{}+]*\}(,\n  note = \{commit [0-9a-f]+\})?\n\}")]
    private static partial Regex Version();
}
