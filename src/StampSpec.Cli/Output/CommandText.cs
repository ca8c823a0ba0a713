using System.Buffers;
using System.CommandLine;

namespace StampSpec.Cli.Output;

/// <summary>The command line as a text that can be typed again, which results record.</summary>
internal static class CommandText
{
    // All shells take these literally.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=,@%+-"
    );

    /// <summary>The command with its arguments; empty ones, and those with other characters than a shell takes literally, are
    /// quoted.</summary>
    public static string Of(ParseResult parsed) => "stampspec " + string.Join(' ', parsed.Tokens.Select(t => Quoted(t.Value)));

    private static string Quoted(string token) =>
        token.Length == 0 || token.AsSpan().ContainsAnyExcept(Plain) ? $"'{token.Replace("'", "'\\''", StringComparison.Ordinal)}'" : token;
}
