using StampSpec.Cli;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Cli;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands => [.. CommandLineApplication.Root.Subcommands.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself_and_each_of_its_arguments_and_options(string name)
    {
        var command = CommandLineApplication.Root.Subcommands.Single(c => c.Name == name);
        Assert.False(string.IsNullOrWhiteSpace(command.Description));
        Assert.All(command.Arguments, a => Assert.False(string.IsNullOrWhiteSpace(a.Description), $"{name} {a.Name}"));
        Assert.All(command.Options, o => Assert.False(string.IsNullOrWhiteSpace(o.Description), $"{name} {o.Name}"));
        var help = CommandLine.Run(name, "--help");
        Assert.Equal(0, help.ExitCode);
        Assert.Contains(
            $"stampspec {name}",
            help.Output.Replace("testhost", "stampspec", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_says_what_an_option_takes_and_not_its_own_name_again(string name)
    {
        var command = CommandLineApplication.Root.Subcommands.Single(c => c.Name == name);
        var help = CommandLine.Run(name, "--help").Output;
        Assert.All(command.Options, o => Assert.DoesNotContain($"{o.Name} <{o.Name.TrimStart('-')}>", help, StringComparison.Ordinal));
        Assert.DoesNotContain("|quickstart|", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("completion", "no-such-shell")]
    [InlineData("completion")]
    [InlineData("synthesize", "--out", "x", "--alerts", "many")]
    [InlineData("synthesize", "--out", "x", "--alerts", "0")]
    [InlineData("inspect", "x.avro", "--max-schema-depth", "many")]
    [InlineData("--no-such-option")]
    public void A_wrong_command_line_exits_with_2_says_why_and_writes_no_result(params string[] arguments)
    {
        var result = CommandLine.Run(arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_arguments_the_help_is_written_and_nothing_is_wrong()
    {
        var result = CommandLine.Run();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(CommandLine.Run("--help").Output, result.Output);
        var names = CommandLineApplication.Root.Subcommands.Select(command => command.Name);
        Assert.All(names, name => Assert.Contains($"  {name} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Completion_scripts_call_the_suggest_directive_that_answers()
    {
        Assert.Contains("[suggest:", CommandLine.Run("completion", "bash").Output, StringComparison.Ordinal);
        var suggestions = CommandLine.Run("[suggest:14]", "stampspec comp");
        Assert.Equal(0, suggestions.ExitCode);
        Assert.Contains("completion", suggestions.Output, StringComparison.Ordinal);
    }
}
