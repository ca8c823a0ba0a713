using StampSpec.Diagnostics;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Exploring;

/// <summary>Everything that an exploration's folder says.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Summary">exploration.json.</param>
/// <param name="Provenance">provenance.json.</param>
/// <param name="Candidates">explore.csv.</param>
/// <param name="Front">front.csv.</param>
/// <param name="Budgets">best-per-budget.csv.</param>
/// <param name="Ranges">best-per-range.csv.</param>
/// <param name="Final">The study of the finalists.</param>
public sealed record ExplorationResults(
    string Folder,
    ExplorationSummary Summary,
    StudyProvenance Provenance,
    IReadOnlyList<CandidateRow> Candidates,
    IReadOnlyList<FrontRow> Front,
    IReadOnlyList<BestPerBudgetRow> Budgets,
    IReadOnlyList<BestPerRangeRow> Ranges,
    StudyResults Final)
{
    /// <summary>Whether a folder was written by an exploration, finished or not.</summary>
    public static bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, ExplorationFile.Summary)) || File.Exists(Path.Combine(folder, ExplorationFile.Candidates))
        || Directory.Exists(Path.Combine(folder, ExplorationFile.FirstRung));

    /// <summary>Reads an exploration's folder; those of its rungs may be gone.</summary>
    /// <exception cref="InvalidInputException">The folder holds no finished exploration, or a file is not what an exploration writes.</exception>
    public static ExplorationResults Load(string folder)
    {
        var summary = StudyJson.Read<ExplorationSummary>(Required(folder, ExplorationFile.Summary));
        return new ExplorationResults(
            folder,
            summary,
            StudyFolder.ReadProvenance(folder),
            CsvTable.Read<CandidateRow>(Required(folder, ExplorationFile.Candidates)),
            CsvTable.Read<FrontRow>(Required(folder, ExplorationFile.Front)),
            CsvTable.Read<BestPerBudgetRow>(Required(folder, ExplorationFile.Budgets)),
            CsvTable.Read<BestPerRangeRow>(Required(folder, ExplorationFile.Ranges)),
            StudyResults.Load(Path.Combine(folder, ExplorationFile.Final)));
    }

    private static string Required(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new InvalidInputException(
            Diagnostic.Error("explore.not-finished", $"{folder} holds no finished exploration: {name} is missing") with
            {
                File = path,
                Fix = "give the folder that stampspec explore wrote, or finish the exploration with --resume",
            });
    }
}
