using System.CommandLine;
using System.CommandLine.Parsing;
using StampSpec.Specs;

namespace StampSpec.Cli;

/// <summary>Finds words of a command line that are no command, no option of the command, or more than it takes.</summary>
internal static class UnknownWords
{
    private const string EndOfOptions = "--";

    /// <summary>
    /// A message for each word that looks like an option but is none of the command's, with the option that was probably meant. Without
    /// this check such a word would count as an argument, and <c>budget --packets</c> would look for a layout called <c>--packets</c>.
    /// </summary>
    public static IReadOnlyList<string> Options(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] known = [.. OptionsOf(parsed.CommandResult).SelectMany(o => o.Aliases.Append(o.Name)).Distinct()];
        return
        [
            .. parsed
                .Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash)
                .Where(t => t.Type == TokenType.Argument && IsOption(t.Value) && !IsValue(t, parsed.CommandResult))
                .Select(t => Message(t.Value.Split('=')[0], command, known)),
        ];
    }

    /// <summary>The message for a first word that is not a command; null if the first word is one, or if there is none.</summary>
    public static IReadOnlyList<string>? Command(ParseResult parsed)
    {
        if (parsed.CommandResult.Command is not RootCommand root || parsed.Tokens is not [{ Value: var word }, ..] || word.StartsWith('-'))
        {
            return null;
        }

        string[] names = [.. root.Subcommands.Select(c => c.Name)];
        return [$"there is no command called {word}; {NearestName.Advice(word, names)}"];
    }

    /// <summary>The message for more words than the command takes, and all other errors; null if there are no such words.</summary>
    public static IReadOnlyList<string>? Surplus(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command is RootCommand || parsed.UnmatchedTokens is not [var first, ..] words)
        {
            return null;
        }

        var surplus = words.Count == 1 ? $"{first} is one too many" : $"{first} and {words.Count - 1} more are too many";
        var fix =
            !first.StartsWith('-') && command.Arguments.Any(a => a.Name == "ALERTS")
                ? "; put several files into a folder or a tar archive, and give that"
                : "";
        return
        [
            $"stampspec {command.Name} takes {ArgumentsOf(command)}; {surplus}{fix}",
            .. parsed.Errors.Select(e => e.Message).Where(m => !m.StartsWith("Unrecognized ", StringComparison.Ordinal)),
        ];
    }

    private static string ArgumentsOf(Command command) =>
        command.Arguments.Count == 0
            ? "only options"
            : string.Join(
                " and ",
                command.Arguments.Select(a => $"{(a.Arity.MinimumNumberOfValues == 0 ? "at most one" : "one")} {NameOf(a)}")
            );

    private static string NameOf(Argument argument) => argument.HelpName ?? argument.Name;

    private static bool IsOption(string word) =>
        word.StartsWith(EndOfOptions, StringComparison.Ordinal) && word.Length > EndOfOptions.Length;

    /// <summary>Whether the word was given to an option as its value, as in <c>--question "--why--"</c>.</summary>
    private static bool IsValue(Token token, CommandResult command) =>
        command.Children.OfType<OptionResult>().Any(option => option.Tokens.Contains(token));

    private static IEnumerable<Option> OptionsOf(CommandResult command)
    {
        var own = command.Command.Options.AsEnumerable();
        return command.Parent is CommandResult parent ? own.Concat(OptionsOf(parent).Where(o => o.Recursive)) : own;
    }

    private static string Message(string word, Command command, string[] known) =>
        $"unknown option {word} of stampspec {command.Name}"
        + (NearestName.Of(word, known) is { } nearest ? $"; did you mean {nearest}?" : "");
}
