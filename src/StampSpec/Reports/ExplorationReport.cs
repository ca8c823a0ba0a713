using System.Globalization;
using System.Text;
using StampSpec.Common;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Writes the report, tables and figure of an exploration from its folder, without any new training.</summary>
public static class ExplorationReport
{
    /// <summary>Writes figures/, tables/ and report.md into an exploration's folder, and the report of the finalists' study into the folder
    /// of that study.</summary>
    /// <param name="folder">The folder that an exploration wrote.</param>
    /// <returns>The files and folders that were written.</returns>
    /// <exception cref="InvalidInputException">The folder does not contain a finished exploration, or a file in it is damaged.</exception>
    public static IReadOnlyList<string> Write(string folder) => Write(folder, FigureFormats.All);

    /// <summary>Writes only the given formats of each figure.</summary>
    internal static IReadOnlyList<string> Write(string folder, FigureFormats formats)
    {
        using var taken = FolderLock.TakeExisting(folder);
        var results = ExplorationResults.Load(folder);
        var tables = new ExplorationReportTables(results);
        var figures = ExplorationFigure.BuildAll(results);
        var (figureFolder, tableFolder, page) = (
            Path.Combine(folder, "figures"),
            Path.Combine(folder, "tables"),
            Path.Combine(folder, "report.md")
        );
        FigureFiles.Write(figures, figureFolder, formats);
        WriteTables(tables.All(), tableFolder);
        AtomicFile.Write(page, Page(results, tables, figures[0]));
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
                $"{MarkdownWriting.Escape(ExplorationReportTables.Terms)}\n\n"
                    + $"![{figure.Title}](figures/{figure.Name}.png)\n\n{MarkdownWriting.Escape(figure.Caption)}\n"
            );
        foreach (var table in tables.All())
        {
            text.Append("\n## ").Append(ExplorationReportTables.HeadingOf(table)).Append("\n\n").Append(MarkdownWriting.ToMarkdown(table));
        }

        text.Append("\n## Search method\n\n").Append(tables.Method()).Append("\n\n");
        foreach (var note in results.Final.Summary.Warnings)
        {
            text.Append("- ").Append(MarkdownWriting.Escape(note)).Append('\n');
        }

        return text.Append(
                CultureInfo.InvariantCulture,
                $"\nMade by `{results.Provenance.Command}`. The report of the finalists is [final/report.html](final/report.html).\n"
            )
            .ToString();
    }
}

/// <summary>Writes the report of a folder with a study or an exploration.</summary>
public static class FolderReport
{
    /// <summary>Writes the report of a study or of an exploration into its folder.</summary>
    /// <param name="folder">The folder that a study or an exploration wrote.</param>
    /// <returns>The files and folders that were written.</returns>
    /// <exception cref="InvalidInputException">The folder contains neither, the exploration is not finished, or a file is
    /// damaged.</exception>
    public static IReadOnlyList<string> Write(string folder)
    {
        if (ExplorationResults.IsIn(folder))
        {
            return ExplorationReport.Write(folder);
        }

        // An unfinished study has no summary yet, but it has a locked spec.
        if (!File.Exists(Path.Combine(folder, ResultFile.Summary)) && !File.Exists(Path.Combine(folder, ResultFile.LockedSpec)))
        {
            // A study writes its first files with its first finished cell.
            FolderLock.RequireFree(folder);
            throw InvalidInputException.Of(
                "report.folder",
                $"{folder} contains neither a study ({ResultFile.Summary} is missing) nor an exploration (exploration.json is missing)",
                file: folder,
                fix: "give a folder that stampspec study or stampspec explore wrote"
            );
        }

        return StudyReport.Write(folder);
    }
}
