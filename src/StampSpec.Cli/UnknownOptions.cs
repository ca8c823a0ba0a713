using System.CommandLine;
using System.CommandLine.Parsing;
using StampSpec.Specs;

namespace StampSpec.Cli;

/// <summary>
/// Finds words of a command line that look like options but are none of the command's. Without this check such a word would count as an
/// argument, and <c>budget --packets</c> would look for a layout called <c>--packets</c>.
/// </summary>
internal static class UnknownOptions
{
    private const string EndOfOptions = "--";

    /// <summary>A message for each unknown option, with the option that was probably meant.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] known = [.. Options(parsed.CommandResult).SelectMany(o => o.Aliases.Append(o.Name)).Distinct()];
        return
        [
            .. parsed
                .Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
                .Where(t => t.Type == TokenType.Argument && IsOption(t.Value) && !IsValue(t, parsed.CommandResult))
                .Select(t => Message(t.Value.Split('=')[0], command, known)),
        ];
    }

    private static bool IsOption(string word) =>
        word.StartsWith(EndOfOptions, StringComparison.Ordinal) && word.Length > EndOfOptions.Length;

    /// <summary>Whether the word was given to an option as its value, as in <c>--question "--why--"</c>.</summary>
    private static bool IsValue(Token token, CommandResult command) =>
        command.Children.OfType<OptionResult>().Any(option => option.Tokens.Contains(token));

    private static IEnumerable<Option> Options(CommandResult command)
    {
        var own = command.Command.Options.AsEnumerable();
        return command.Parent is CommandResult parent ? own.Concat(Options(parent).Where(o => o.Recursive)) : own;
    }

    private static string Message(string word, Command command, string[] known) =>
        $"unknown option {word} of stampspec {command.Name}"
        + (NearestName.Of(word, known) is { } nearest ? $"; did you mean {nearest}?" : "");
}
