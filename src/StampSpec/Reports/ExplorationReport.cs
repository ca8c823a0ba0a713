using System.Globalization;
using System.Text;
using StampSpec.Common;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>The page, tables and figure of an exploration, made from its folder without running anything again.</summary>
public static class ExplorationReport
{
    /// <summary>Writes figures/, tables/ and report.md into an exploration's folder, and the whole report of the finalists' study into its
    /// own.</summary>
    /// <param name="folder">The folder that an exploration wrote.</param>
    /// <returns>What was written: files and folders.</returns>
    /// <exception cref="InvalidInputException">The folder holds no finished exploration, or a file is not what an exploration
    /// writes.</exception>
    public static IReadOnlyList<string> Write(string folder) => Write(folder, FigureFormats.All);

    /// <summary>Writes only some files of each figure.</summary>
    internal static IReadOnlyList<string> Write(string folder, FigureFormats formats)
    {
        using var taken = FolderLock.TakeExisting(folder);
        var results = ExplorationResults.Load(folder);
        var tables = new ExplorationReportTables(results);
        var figure = ExplorationFigure.Build(results);
        var (figureFolder, tableFolder, page) = (
            Path.Combine(folder, "figures"),
            Path.Combine(folder, "tables"),
            Path.Combine(folder, "report.md")
        );
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
            .Append(
                CultureInfo.InvariantCulture,
                $"# {summary.Name}\n\n{MarkdownWriting.Escape(summary.Question ?? "Which layout is best at each number of bytes?")}\n\n"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"![{figure.Title}](figures/{figure.Name}.png)\n\n{MarkdownWriting.Escape(figure.Caption)}\n"
            );
        foreach (var table in tables.All())
        {
            text.Append("\n## ").Append(ExplorationReportTables.HeadingOf(table)).Append("\n\n").Append(MarkdownWriting.ToMarkdown(table));
        }

        text.Append("\n## How it was searched\n\n").Append(tables.Method()).Append("\n\n");
        foreach (var note in results.Final.Summary.Warnings)
        {
            text.Append("- ").Append(MarkdownWriting.Escape(note)).Append('\n');
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"\nMade by `{results.Provenance.Command}`; the finalists' own report is [final/report.html](final/report.html).\n"
            )
            .ToString();
    }
}

/// <summary>Where an exploration's data came from.</summary>
internal static class ExplorationSource
{
    /// <summary>Alerts by origin, such as <c>2,800 synthetic alerts</c>.</summary>
    public static string DataSource(this ExplorationResults results) =>
        string.Join(
            " and ",
            results
                .Final.Summary.Counts.GroupBy(c => c.Origin)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(c => c.Objects):N0} {g.Key} alerts"))
        );
}

/// <summary>The report of whatever a folder holds.</summary>
public static class FolderReport
{
    /// <summary>Writes the report of a study or of an exploration into its folder.</summary>
    /// <param name="folder">The folder that a study or an exploration wrote.</param>
    /// <returns>What was written: files and folders.</returns>
    /// <exception cref="InvalidInputException">The folder holds neither, the exploration is not finished, or a file is not what they
    /// write.</exception>
    public static IReadOnlyList<string> Write(string folder)
    {
        if (ExplorationResults.IsIn(folder))
        {
            return ExplorationReport.Write(folder);
        }

        // A study that stopped half-way has no summary yet, and is reported by its spec.
        if (!File.Exists(Path.Combine(folder, ResultFile.Summary)) && !File.Exists(Path.Combine(folder, ResultFile.LockedSpec)))
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "report.folder",
                    $"{folder} holds no study ({ResultFile.Summary} is missing) and no exploration (exploration.json is missing)"
                ) with
                {
                    File = folder,
                    Fix = "give the folder that stampspec study or stampspec explore wrote",
                }
            );
        }

        return StudyReport.Write(folder);
    }
}
