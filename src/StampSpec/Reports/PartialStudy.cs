using System.Globalization;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Specification;

namespace StampSpec.Reports;

/// <summary>
/// A study that stopped before its end: its tables are made from the cells that are done, and name those that are not. The summary, whose presence says
/// that a study is finished, is there only until this is disposed of.
/// </summary>
internal sealed class PartialStudy : IDisposable
{
    private readonly string _summary;
    private readonly bool _isUnfinished;

    /// <summary>Writes the tables where the folder holds cells but no summary yet; resuming the study writes them anew.</summary>
    public PartialStudy(string folder)
    {
        _summary = Path.Combine(folder, ResultFile.Summary);
        _isUnfinished = !File.Exists(_summary);
        if (_isUnfinished)
        {
            Assemble(folder);
        }
    }

    public void Dispose()
    {
        if (_isUnfinished)
        {
            File.Delete(_summary);
        }
    }

    private static void Assemble(string folder)
    {
        var locked = Path.Combine(folder, ResultFile.LockedSpec);
        if (!File.Exists(locked))
        {
            return;
        }

        var study = StudySpecFile.Load(locked, []);
        var store = new CellStore(folder);
        if (study.Cells.All(c => FailedCells.Of(c, store) is not null))
        {
            return;
        }

        var command = string.Create(CultureInfo.InvariantCulture, $"stampspec study {ResultFile.LockedSpec} --resume (unfinished)");
        StudyAssembly.Write(study, folder, store, ProvenanceRecord.Make(study, File.ReadAllText(locked), "unknown until the study is finished", command, 0, store));
    }
}
