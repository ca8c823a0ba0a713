using System.Buffers;
using System.CommandLine;

namespace StampSpec.Cli.Output;

/// <summary>The command line as a text that can be typed again, which results record.</summary>
internal static class CommandText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" '\"$*?&;()<>|\\");

    /// <summary>The command with its arguments; those with special characters of a shell are quoted.</summary>
    public static string Of(ParseResult parsed) => "stampspec " + string.Join(' ', parsed.Tokens.Select(t => Quoted(t.Value)));

    private static string Quoted(string token) =>
        token.AsSpan().ContainsAny(Special) ? $"'{token.Replace("'", "'\\''", StringComparison.Ordinal)}'" : token;
}
