using StampSpec.Studies.Analysis;
using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>A study's results with what follows from its predictions and was not yet in the folder, which an older version may have written.</summary>
internal static class BackfilledResults
{
    /// <summary>Reads a folder.</summary>
    /// <exception cref="Diagnostics.InvalidInputException">The folder holds no study, or a file is not what a study writes.</exception>
    public static StudyResults Load(string folder) => Of(StudyResults.Load(folder));

    /// <summary>Adds slices and the probabilities of being the best within each budget where they are absent.</summary>
    public static StudyResults Of(StudyResults results) => results with
    {
        Summary = BudgetProbabilities.Complete(results.Summary, results.Objects, results.Predictions),
        Slices = results.Slices.Count > 0 ? results.Slices : SliceScores.Of(results.Summary, results.Objects, results.Predictions),
    };
}
