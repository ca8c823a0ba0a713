using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

/// <summary>Misspelt options are refused by name and never taken for an argument.</summary>
public sealed class UnknownOptionTests
{
    [Theory]
    [InlineData("budget --packets dmtn-102", "error: unknown option --packets of stampspec budget; did you mean --packet?")]
    [InlineData("budget ztf-full --formt=json", "error: unknown option --formt of stampspec budget; did you mean --format?")]
    [InlineData("study quickstart --runz 3", "error: unknown option --runz of stampspec study; did you mean --runs?")]
    [InlineData("inspect --everything a.avro", "error: unknown option --everything of stampspec inspect")]
    [InlineData("cut ztf-full a.avro --ouut b", "error: unknown option --ouut of stampspec cut; did you mean --out?")]
    public void An_option_that_the_command_does_not_have_is_named_with_the_nearest_one(string line, string message)
    {
        var result = CommandLine.Run(line.Split(' '));
        Assert.Equal(2, result.ExitCode);
        var lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(message, lines[0]);
        Assert.Equal($"see 'stampspec {line.Split(' ')[0]} --help'", Assert.Single(lines[1..]));
    }

    [Fact]
    public void Options_with_values_and_words_after_two_dashes_are_not_taken_for_unknown_options()
    {
        Assert.DoesNotContain(
            "unknown option",
            CommandLine.Run("budget", "ztf-full", "--packet", "dmtn-102").Error,
            StringComparison.Ordinal
        );
        Assert.Contains("--there", CommandLine.Run("inspect", "--", "--there").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown option", CommandLine.Run("inspect", "--", "--there").Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unknown option", CommandLine.Run("--help").Error, StringComparison.Ordinal);
    }
}
