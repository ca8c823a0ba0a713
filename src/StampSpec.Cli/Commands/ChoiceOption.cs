using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using StampSpec.Specs;

namespace StampSpec.Cli.Commands;

/// <summary>
/// Options and arguments whose value is one of several words. A shell completes the words, the help lists them, and an unknown word is
/// answered with the word that was probably meant.
/// </summary>
internal static class ChoiceOption
{
    /// <summary>An option with a default word.</summary>
    public static Option<string> Create(string name, string description, IReadOnlyList<string> words, string defaultWord)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => defaultWord };
        option.AcceptOneOf(words);
        return option;
    }

    /// <summary>Accepts only these words as values of an option.</summary>
    public static void AcceptOneOf(this Option option, IReadOnlyList<string> words)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => words.Select(w => new CompletionItem(w)));
        option.Validators.Add(result => AddErrors(result, result.Tokens, option.Name, words, option.AllowMultipleArgumentsPerToken));
    }

    /// <summary>Accepts only these words as values of an argument.</summary>
    public static void AcceptOneOf(this Argument argument, IReadOnlyList<string> words)
    {
        argument.CompletionSources.Clear();
        argument.CompletionSources.Add(_ => words.Select(w => new CompletionItem(w)));
        argument.Validators.Add(result => AddErrors(result, result.Tokens, argument.Name, words, takesSeveral: false));
    }

    private static void AddErrors(
        SymbolResult result,
        IEnumerable<Token> tokens,
        string name,
        IReadOnlyList<string> words,
        bool takesSeveral
    )
    {
        foreach (var word in tokens.Select(t => t.Value).Where(w => !words.Contains(w)))
        {
            var fix =
                takesSeveral && word.Contains(',', StringComparison.Ordinal)
                    ? $"; write spaces between several: {name} {word.Replace(',', ' ')}"
                : NearestName.Of(word, words) is { } found ? $"; did you mean {found}?"
                : "";
            result.AddError($"{name} is '{word}', but it takes {Listed(words)}{fix}");
        }
    }

    private static string Listed(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : string.Join(", ", words.SkipLast(1)) + " or " + words[^1];
}
