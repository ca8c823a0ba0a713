using System.Text.RegularExpressions;
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
    public void The_list_of_commands_has_a_short_line_for_each()
    {
        const string list = """
            Commands:
              study         Train and score classifiers for the layouts of a spec.
              plan          Show what study would do, and for how long.
              explore       Search many layouts for the best at every number of bytes.
              merge         Join the parts of a study.
              compare       Compare two finished studies.
              report        Draw figures, tables and page again.
              budget        Compute bytes, Gbps and petabytes of layouts.
              cut           Write a layout's stamps as NumPy or FITS.
              simulate      Bring ZTF alerts to LSST's resolution.
              resample      Resample one image to another PSF and grid.
              synthesize    Make synthetic alerts with labels.
              classify      Classify alerts with a trained model.
              models        List the shipped models.
              export-model  Join a study's models as one file.
              inspect       Show what packets contain.
              validate      Check specs.
              doctor        List what is installed and what is missing.
              cite          Print BibTeX entries.
              completion    Print the completion script of a shell.

            stampspec COMMAND --help explains a command; README.md has examples.

            """;
        Assert.EndsWith(list, CommandLine.Run("--help").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classify")]
    [InlineData("cut")]
    [InlineData("simulate")]
    [InlineData("inspect")]
    public void Options_that_few_need_follow_the_others_under_headings(string command)
    {
        var help = CommandLine.Run(command, "--help").Output;
        var (kafka, limits) = (
            help.IndexOf("\n\nKafka topics only:\n", StringComparison.Ordinal),
            help.IndexOf("\n\nLimits of", StringComparison.Ordinal)
        );
        Assert.InRange(kafka, help.IndexOf("  --schemas", StringComparison.Ordinal), limits);
        Assert.InRange(help.IndexOf("  --from", StringComparison.Ordinal), kafka, limits);
        Assert.InRange(help.IndexOf("  --max-alert-bytes", StringComparison.Ordinal), limits, help.Length);
        Assert.Contains("Default: 64 MiB.", help, StringComparison.Ordinal);
        Assert.Contains("Default: 1 TiB.", help, StringComparison.Ordinal);
        var known = CommandLineApplication.Root.Subcommands.Single(c => c.Name == command).Options;
        Assert.All(known, o => Assert.Equal(2, Regex.Split(help, $"\n  {o.Name}[ ,\n]").Length));
    }

    [Fact]
    public void To_resume_and_to_begin_again_at_once_is_refused()
    {
        var refused = CommandLine.Run("study", "quickstart", "--resume", "--fresh");
        Assert.Equal(
            (2, "error: --resume keeps finished cells and --fresh discards them; give one of them\nsee 'stampspec study --help'\n"),
            (refused.ExitCode, refused.Error)
        );
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
