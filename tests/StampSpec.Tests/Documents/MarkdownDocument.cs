using System.Text.RegularExpressions;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Documents;

/// <summary>A Markdown document of the checkout: its blocks of code, its code spans, its links.</summary>
internal sealed partial class MarkdownDocument
{
    private const string Indentation = "    ";
    private const string Fence = "```";

    public MarkdownDocument(string path)
    {
        Path = path;
        Text = File.ReadAllText(Repository.PathOf(path));
        Blocks = [.. BlocksOf(path, Text.Split('\n'))];
    }

    /// <summary>Path inside the checkout.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>Fenced and indented blocks.</summary>
    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>The command lines in running text, without <c>stampspec</c>.</summary>
    public IEnumerable<string> CommandSpans => CommandSpan().Matches(Text).Select(m => m.Groups[1].Value);

    /// <summary>The targets of links, as paths inside the checkout.</summary>
    public IEnumerable<string> LocalLinks =>
        LocalLink().Matches(Text).Select(m => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, m.Groups[1].Value));

    /// <summary>Every document that links lead to.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        "specs/README.md",
        "specs/examples/survey-team/README.md",
        "specs/examples/science-collaboration/README.md",
        "specs/examples/author/README.md",
        "tests/StampSpec.Benchmarks/README.md",
        .. Directory
            .GetFiles(Repository.PathOf("results"), "README.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<CodeBlock> BlocksOf(string path, string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                var end = Array.IndexOf(lines, Fence, i + 1);
                yield return new CodeBlock(path, i + 2, lines[i][Fence.Length..], lines[(i + 1)..end]);
                i = end;
            }
            else if (lines[i].StartsWith(Indentation, StringComparison.Ordinal) && (i == 0 || lines[i - 1].Length == 0))
            {
                var length = lines.Skip(i).TakeWhile(line => line.StartsWith(Indentation, StringComparison.Ordinal)).Count();
                yield return new CodeBlock(path, i + 1, "", [.. lines[i..(i + length)].Select(line => line[Indentation.Length..])]);
                i += length;
            }
        }
    }

    [GeneratedRegex(@"`stampspec ([^`]+)`")]
    private static partial Regex CommandSpan();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex LocalLink();
}
