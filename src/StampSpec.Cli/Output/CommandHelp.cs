using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;

namespace StampSpec.Cli.Output;

/// <summary>
/// Writes help. The list of commands has a short line for each, in the order of the front page; a command's own help explains it and lists
/// the options that few need after the others.
/// </summary>
/// <param name="standard">Writes the help of the library, which this class rearranges.</param>
/// <param name="commands">The commands with their lines.</param>
/// <param name="groups">Options that follow the others, under headings.</param>
internal sealed class CommandHelp(
    SynchronousCommandLineAction standard,
    IReadOnlyList<(string Name, string Summary)> commands,
    IReadOnlyList<(string Title, IReadOnlyList<string> Options)> groups
) : SynchronousCommandLineAction
{
    private const string Commands = "Commands:";
    private const string Options = "Options:";
    private const string EntryIndent = "  ";

    /// <summary>True: help is written also if arguments are missing.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var output = configuration.Output;
        using var help = new StringWriter(CultureInfo.InvariantCulture);
        configuration.Output = help;
        var code = standard.Invoke(parseResult);
        configuration.Output = output;
        string[] lines = help.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        foreach (var line in parseResult.CommandResult.Command is RootCommand ? WithSummaries(lines) : Grouped(lines))
        {
            output.WriteLine(line);
        }

        return code;
    }

    private string[] WithSummaries(string[] lines)
    {
        var width = commands.Max(c => c.Name.Length);
        return
        [
            .. lines.TakeWhile(line => line != Commands),
            Commands,
            .. commands.Select(c => $"{EntryIndent}{c.Name.PadRight(width)}{EntryIndent}{c.Summary}"),
            "",
            "stampspec COMMAND --help explains a command; README.md has examples.",
        ];
    }

    private string[] Grouped(string[] lines)
    {
        var start = Array.IndexOf(lines, Options) + 1;
        if (start == 0)
        {
            return lines;
        }

        var entries = EntriesOf(lines[start..]);
        var grouped = groups
            .Select(g => (g.Title, Entries: entries.Where(e => g.Options.Contains(e.Name)).ToArray()))
            .Where(g => g.Entries.Length > 0)
            .ToArray();
        return
        [
            .. lines[..start],
            .. entries.Except(grouped.SelectMany(g => g.Entries)).SelectMany(e => e.Lines),
            .. grouped.SelectMany(g => (IEnumerable<string>)["", $"{g.Title}:", .. g.Entries.SelectMany(e => e.Lines)]),
        ];
    }

    /// <summary>The options, each with its name and the lines of its row in a narrow terminal.</summary>
    private static List<(string Name, List<string> Lines)> EntriesOf(IEnumerable<string> lines)
    {
        var entries = new List<(string Name, List<string> Lines)>();
        foreach (var line in lines)
        {
            if (line.StartsWith(EntryIndent + "-", StringComparison.Ordinal))
            {
                entries.Add((line.Trim().Split(' ', ',')[0], []));
            }

            entries.LastOrDefault().Lines?.Add(line);
        }

        return entries;
    }
}
