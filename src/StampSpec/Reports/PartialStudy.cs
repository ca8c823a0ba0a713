using System.Globalization;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;

namespace StampSpec.Reports;

/// <summary>
/// The results so far of a study that stopped before its end: made from the cells that are done, and naming those that are not.
/// They are made in memory. Nothing is written, above all no summary, whose presence says that a study is finished.
/// </summary>
internal static class PartialStudy
{
    /// <summary>Reads a folder.</summary>
    /// <returns>The results so far; null if the study is finished, or if the folder holds no cell that is done.</returns>
    /// <exception cref="Diagnostics.InvalidInputException">A file is not what a study writes.</exception>
    public static StudyResults? Read(string folder)
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
            study, File.ReadAllText(locked), "unknown until the study is finished", command, 0, store);
        return StudyAssembly.Read(study, folder, store, findings, provenance);
    }
}
