using System.Globalization;
using System.Text;
using StampSpec.Files;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Running;

namespace StampSpec.Reports.Explorations;

/// <summary>The page, tables and figure of an exploration, made from its folder without running anything again.</summary>
public static class ExplorationReport
{
    /// <summary>Writes figures/, tables/ and report.md into an exploration's folder, and the whole report of the finalists' study into its own.</summary>
    /// <param name="folder">The folder that an exploration wrote.</param>
    /// <returns>What was written: files and folders.</returns>
    /// <exception cref="Diagnostics.InvalidInputException">The folder holds no finished exploration, or a file is not what an exploration writes.</exception>
    public static IReadOnlyList<string> Write(string folder) => Write(folder, FigureFormats.All);

    /// <summary>Writes only some files of each figure.</summary>
    internal static IReadOnlyList<string> Write(string folder, FigureFormats formats)
    {
        using var taken = FolderLock.TakeExisting(folder);
        var results = ExplorationResults.Load(folder);
        var tables = new ExplorationReportTables(results);
        var figure = ExplorationFigure.Build(results);
        var (figureFolder, tableFolder, page) = (Path.Combine(folder, "figures"), Path.Combine(folder, "tables"), Path.Combine(folder, "report.md"));
        FigureFiles.Write([figure], figureFolder, formats);
        WriteTables(tables.All(), tableFolder);
        AtomicFile.Write(page, Page(results, tables, figure));
        return [figureFolder, tableFolder, page, .. StudyReport.Write(results.Final, formats)];
    }

    private static void WriteTables(IEnumerable<ReportTable> tables, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var table in tables)
        {
            AtomicFile.Write(Path.Combine(folder, table.Name + ".md"), MarkdownWriting.ToMarkdown(table));
            AtomicFile.Write(Path.Combine(folder, table.Name + ".tex"), LatexWriting.ToLatex(table));
        }
    }

    private static string Page(ExplorationResults results, ExplorationReportTables tables, Figure figure)
    {
        var summary = results.Summary;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {summary.Name}\n\n{MarkdownWriting.Escape(summary.Question ?? "Which layout is best at each number of bytes?")}\n\n")
            .Append(CultureInfo.InvariantCulture, $"![{figure.Title}](figures/{figure.Name}.png)\n\n{MarkdownWriting.Escape(figure.Caption)}\n");
        foreach (var table in tables.All())
        {
            text.Append("\n## ").Append(ExplorationReportTables.HeadingOf(table)).Append("\n\n").Append(MarkdownWriting.ToMarkdown(table));
        }

        text.Append("\n## How it was searched\n\n").Append(tables.Method()).Append("\n\n");
        foreach (var note in results.Final.Summary.Warnings)
        {
            text.Append("- ").Append(MarkdownWriting.Escape(note)).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"\nMade by `{results.Provenance.Command}`; the finalists' own report is [final/report.html](final/report.html).\n").ToString();
    }
}
