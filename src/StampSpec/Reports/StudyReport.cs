using System.Globalization;
using StampSpec.Common;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Gallery;
using StampSpec.Reports.Page;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Writes the figures, tables and page of a study from its folder, without any new training.</summary>
public static class StudyReport
{
    /// <summary>Writes figures/, tables/ and report.html into a study's folder.</summary>
    /// <param name="studyFolder">The folder that a study wrote.</param>
    /// <returns>The files and folders that were written.</returns>
    /// <exception cref="InvalidInputException">
    /// The folder does not contain a study, a file in it is damaged, or a study is running in the folder.
    /// </exception>
    public static IReadOnlyList<string> Write(string studyFolder) => Write(studyFolder, FigureFormats.All);

    /// <summary>
    /// Writes the models of a study's layout, joined as one, and its card: NAME.onnx and NAME.md. They can be passed on without the study.
    /// </summary>
    /// <param name="results">The study.</param>
    /// <param name="layout">The layout; null if the study has only one.</param>
    /// <param name="name">Name of the model, of lower-case letters, digits and hyphens.</param>
    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="models">Number of models to join, run by run and fold by fold; null for those of the first run.</param>
    /// <param name="limits">Further sentences on what the scores do not show.</param>
    /// <param name="licence">Licence of the model.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="InvalidInputException">
    /// The study has no such layout or fewer models, the name cannot be used, or the models cannot be joined.
    /// </exception>
    public static IReadOnlyList<string> ExportModel(
        StudyResults results,
        string? layout,
        string name,
        string folder,
        int? models,
        IReadOnlyList<string> limits,
        string licence
    ) => new ModelExport(results, results.LayoutNamed(layout), name, licence) { Limits = limits }.Write(folder, models);

    /// <summary>Writes the report of a study that has just run or is already read.</summary>
    /// <param name="results">The contents of its folder.</param>
    /// <returns>The files and folders that were written.</returns>
    /// <exception cref="InvalidInputException">A study is running in the folder.</exception>
    public static IReadOnlyList<string> Write(StudyResults results) => Write(results, FigureFormats.All);

    /// <summary>Writes only the given formats of each figure; the page needs SVG.</summary>
    internal static IReadOnlyList<string> Write(string studyFolder, FigureFormats formats)
    {
        using var taken = FolderLock.TakeExisting(studyFolder);
        return WriteFiles(Read(studyFolder) ?? Load(studyFolder), formats);
    }

    /// <summary>Writes only the given formats of each figure; the page needs SVG.</summary>
    internal static IReadOnlyList<string> Write(StudyResults results, FigureFormats formats)
    {
        using var taken = FolderLock.TakeExisting(results.Folder);
        return WriteFiles(Of(results), formats);
    }

    private static IReadOnlyList<string> WriteFiles(StudyResults results, FigureFormats formats)
    {
        var studyFolder = results.Folder;
        var charts = new StudyFigures(results);
        var tables = new StudyTables(results);
        var (figureFolder, tableFolder, page) = (
            Path.Combine(studyFolder, "figures"),
            Path.Combine(studyFolder, "tables"),
            Path.Combine(studyFolder, "report.html")
        );
        var cells = PageExample.Of(results, new ReportNames(results.Summary));
        var candids = cells.Select(c => long.Parse(c.Candid, CultureInfo.InvariantCulture)).ToArray();
        var examples = StudyExamples.Read(results, candids);
        IReadOnlyList<Figure> figures =
        [
            .. charts.All(),
            .. StudyFigures.Widths.SelectMany(width => examples.Figures(charts.Facts, width)),
        ];
        FigureFiles.Write(figures, figureFolder, formats);
        AtomicFile.Write(Path.Combine(figureFolder, "figures.tex"), LatexWriting.ToFile(results.Summary.Name, figures));
        WriteTables(tables, results.Summary.Name, tableFolder);
        RemoveOld(figureFolder, name => StudyFigures.IsFigureName(name) && figures.All(f => f.Name != name));
        AtomicFile.Write(
            page,
            new StudyPage(results, figures, tables.All(), charts.Scores, figureFolder)
            {
                Examples = cells,
                Stamps = examples.Stamps(candids),
                StampProblem = examples.Problem,
                Notes = StudyNotes.Read(results),
            }.ToHtml()
        );
        return [figureFolder, tableFolder, page];
    }

    // Figures and tables that an earlier report drew from other results.
    private static void RemoveOld(string folder, Func<string, bool> isOld)
    {
        foreach (var path in Directory.GetFiles(folder).Where(p => isOld(Path.GetFileNameWithoutExtension(p))))
        {
            File.Delete(path);
        }
    }

    private static void WriteTables(StudyTables tables, string study, string folder)
    {
        Directory.CreateDirectory(folder);
        var all = tables.All();
        foreach (var table in all)
        {
            AtomicFile.Write(Path.Combine(folder, table.Name + ".csv"), table.ToCsv());
            AtomicFile.Write(Path.Combine(folder, table.Name + ".md"), MarkdownWriting.ToMarkdown(table));
            AtomicFile.Write(Path.Combine(folder, table.Name + ".tex"), LatexWriting.ToLatex(table));
        }

        AtomicFile.Write(Path.Combine(folder, "numbers.tex"), LatexNumber.ToFile(study, tables.Numbers()));
        RemoveOld(folder, name => StudyTables.Names.Contains(name) && all.All(t => t.Name != name));
    }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidInputException">The folder does not contain a study, or a file in it is damaged.</exception>
    internal static StudyResults Load(string folder) => Of(StudyResults.Load(folder));

    /// <summary>Adds slices, probabilities of being the best within each budget, p-values and bytes at equal planes to results of earlier
    /// versions.</summary>
    internal static StudyResults Of(StudyResults results) =>
        EqualPlanesCompletion.Complete(results) with
        {
            Summary = SummaryCompletion.Complete(results.Summary, results.Objects, results.Predictions),
            Slices = results.Slices.Count > 0 ? results.Slices : SliceScores.Of(results.Summary, results.Objects, results.Predictions),
            Rates = results.Rates.Count > 0 ? results.Rates : DetectionRates.Of(results.Summary, results.Objects, results.Predictions),
            Mix = results.Mix.Count > 0 ? results.Mix : MixScores.Of(results.Summary, results.Objects, results.Predictions),
        };

    /// <summary>Reads a folder.</summary>
    /// <returns>The results so far; null if the study is finished, or if no cell is done.</returns>
    /// <exception cref="InvalidInputException">A file is damaged.</exception>
    internal static StudyResults? Read(string folder)
    {
        var locked = Path.Combine(folder, ResultFile.LockedSpec);
        if (File.Exists(Path.Combine(folder, ResultFile.Summary)) || !File.Exists(locked))
        {
            return null;
        }

        var study = StudySpecFile.Load(locked, []);
        var store = new CellStore(folder);
        var findings = CellFinding.Of(study.MakeCells(), store);
        if (!findings.Any(f => f.IsDone))
        {
            return null;
        }

        var command = string.Create(CultureInfo.InvariantCulture, $"stampspec study {ResultFile.LockedSpec} --resume (unfinished)");
        var provenance = ProvenanceRecord.Make(
            study,
            StudyFolder.ReadInputs(folder).Objects,
            File.ReadAllText(locked),
            "unknown until the study is finished",
            command,
            0,
            store
        );
        return StudyAssembly.Read(study, folder, store, findings, provenance);
    }
}
