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
/// <param name="Final">The study of the finalists.</param>
public sealed record ExplorationResults(
    string Folder,
    ExplorationSummary Summary,
    StudyProvenance Provenance,
    IReadOnlyList<CandidateRow> Candidates,
    IReadOnlyList<FrontRow> Front,
    IReadOnlyList<BudgetAnswer> Budgets,
    StudyResults Final)
{
    /// <summary>Reads an exploration's folder.</summary>
    /// <exception cref="InvalidInputException">The folder holds no finished exploration, or a file is not what an exploration writes.</exception>
    public static ExplorationResults Load(string folder)
    {
        var summary = Path.Combine(folder, ExplorationFile.Summary);
        if (!File.Exists(summary))
        {
            throw new InvalidInputException(Diagnostic.Error("explore.not-finished", $"{folder} holds no finished exploration: {ExplorationFile.Summary} is missing") with
            {
                File = summary,
                Fix = "give the folder that stampspec explore wrote, or finish the exploration with --resume",
            });
        }

        return new ExplorationResults(
            folder,
            StudyJson.Read<ExplorationSummary>(summary),
            StudyFolder.ReadProvenance(folder),
            CsvTable.Read<CandidateRow>(Path.Combine(folder, ExplorationFile.Candidates)),
            CsvTable.Read<FrontRow>(Path.Combine(folder, ExplorationFile.Front)),
            CsvTable.Read<BudgetAnswer>(Path.Combine(folder, ExplorationFile.Budgets)),
            StudyResults.Load(Path.Combine(folder, ExplorationFile.Final)));
    }
}
