using StampSpec.Diagnostics;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Results;

namespace StampSpec.Reports.Explorations;

/// <summary>The report of whatever a folder holds.</summary>
public static class FolderReport
{
    /// <summary>Writes the report of a study or of an exploration into its folder.</summary>
    /// <param name="folder">The folder that a study or an exploration wrote.</param>
    /// <returns>What was written: files and folders.</returns>
    /// <exception cref="InvalidInputException">The folder holds neither, the exploration is not finished, or a file is not what they write.</exception>
    public static IReadOnlyList<string> Write(string folder)
    {
        if (ExplorationResults.IsIn(folder))
        {
            return ExplorationReport.Write(folder);
        }

        // A study that stopped half-way has no summary yet, and is reported by its spec.
        if (!File.Exists(Path.Combine(folder, ResultFile.Summary)) && !File.Exists(Path.Combine(folder, ResultFile.LockedSpec)))
        {
            throw new InvalidInputException(Diagnostic.Error(
                "report.folder", $"{folder} holds no study ({ResultFile.Summary} is missing) and no exploration (exploration.json is missing)") with
            {
                File = folder,
                Fix = "give the folder that stampspec study or stampspec explore wrote",
            });
        }

        return StudyReport.Write(folder);
    }
}
