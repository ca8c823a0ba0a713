namespace StampSpec.Tests.Documents;

/// <summary>A block of code in a document.</summary>
/// <param name="Document">The document's path inside the checkout.</param>
/// <param name="Line">Its first line, from 1.</param>
/// <param name="Language">The language that the fence names; empty for an indented block.</param>
/// <param name="Lines">Its lines, without the indentation.</param>
public sealed record CodeBlock(string Document, int Line, string Language, IReadOnlyList<string> Lines)
{
    /// <summary>The whole text.</summary>
    public string Text => string.Join('\n', Lines) + "\n";

    /// <summary>True if every line is a command.</summary>
    public bool IsCommands =>
        Lines.All(line => line.StartsWith("stampspec ", StringComparison.Ordinal) || line.StartsWith("dotnet ", StringComparison.Ordinal));

    /// <summary>True for a spec.</summary>
    public bool IsYaml =>
        Language.Length == 0
        && (
            Lines[0].StartsWith("name: ", StringComparison.Ordinal)
            || Lines[0].StartsWith("# yaml-language-server", StringComparison.Ordinal)
        );
}
