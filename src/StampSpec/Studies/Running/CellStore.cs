using System.Text;
using StampSpec.Diagnostics;
using StampSpec.Files;
using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>The files of a study's cells. A cell counts as done when its manifest's hashes hold for all its files, not when they exist.</summary>
internal sealed class CellStore(string folder)
{
    /// <summary>The networks that cells start from.</summary>
    public PretrainedStore Pretrained { get; } = new(folder);

    /// <summary>Makes the folders.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Path.Combine(folder, ResultFile.Cells));
        Directory.CreateDirectory(Path.Combine(folder, ResultFile.Models));
    }

    /// <summary>What the folder holds of a cell that should have a key.</summary>
    public CellState Inspect(StudyCell cell, CellKey key)
    {
        if (!File.Exists(PathOf(CellFile.Manifest(cell))))
        {
            return CellState.Pending("new");
        }

        if (ReadManifest(cell) is not { } manifest)
        {
            return CellState.Pending("its manifest is damaged");
        }

        return key.ReasonAgainst(manifest.Key) is { } reason ? CellState.Pending(reason)
            : manifest.Failure is not null ? CellState.FailedBefore(manifest.Failure)
            : Damaged(manifest) is { } file ? CellState.Pending($"{file} is missing or damaged")
            : CellState.Done;
    }

    /// <summary>The manifest; null where there is none that can be read.</summary>
    public CellManifest? ReadManifest(StudyCell cell)
    {
        try
        {
            return File.Exists(PathOf(CellFile.Manifest(cell))) ? StudyJson.Read<CellManifest>(PathOf(CellFile.Manifest(cell))) : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    /// <summary>Writes a cell's files, the manifest last.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="manifest">Its manifest, without files.</param>
    /// <param name="files">Content by path relative to the study's folder.</param>
    /// <param name="time">What it cost.</param>
    public void Write(StudyCell cell, CellManifest manifest, IReadOnlyDictionary<string, byte[]> files, CellTime time)
    {
        File.Delete(PathOf(CellFile.Manifest(cell)));
        foreach (var (name, content) in files)
        {
            AtomicFile.Write(PathOf(name), content);
        }

        AtomicFile.Write(PathOf(CellFile.Time(cell)), StudyJson.Format(time));
        var hashes = files.ToDictionary(f => f.Key, f => ContentHash.Of(f.Value), StringComparer.Ordinal);
        AtomicFile.Write(PathOf(CellFile.Manifest(cell)), StudyJson.Format(manifest with { Files = hashes }));
    }

    /// <summary>Records that a cell came to no result.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="key">Its key.</param>
    /// <param name="reason">Why.</param>
    /// <param name="tuning">The trials of its tuning; null where there were none.</param>
    public void WriteFailure(StudyCell cell, CellKey key, string reason, IReadOnlyList<TuningRow>? tuning)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tuning is not null)
        {
            var content = Encoding.UTF8.GetBytes(CsvTable.Format(tuning));
            AtomicFile.Write(PathOf(CellFile.Tuning(cell)), content);
            files.Add(CellFile.Tuning(cell), ContentHash.Of(content));
        }

        AtomicFile.Write(PathOf(CellFile.Manifest(cell)), StudyJson.Format(new CellManifest(key, CellManifest.Failed, reason, files)));
    }

    /// <summary>Copies a cell's files from another study's folder, the manifest last.</summary>
    public void CopyFrom(string other, StudyCell cell)
    {
        var manifest = new CellStore(other).ReadManifest(cell) ?? throw new InvalidOperationException($"{other} does not hold {cell.Name}");
        File.Delete(PathOf(CellFile.Manifest(cell)));
        foreach (var name in manifest.Files.Keys.Append(CellFile.Time(cell)).Append(CellFile.Manifest(cell)))
        {
            var source = Path.Combine(other, name);
            if (File.Exists(source))
            {
                AtomicFile.Write(PathOf(name), File.ReadAllBytes(source));
            }
        }
    }

    /// <summary>Predictions of a finished cell.</summary>
    public IReadOnlyList<PredictionRow> ReadPredictions(StudyCell cell) => PredictionCsv.Read(PathOf(CellFile.Predictions(cell)));

    /// <summary>Evaluations of a finished cell.</summary>
    public IReadOnlyList<HistoryRow> ReadHistory(StudyCell cell) => CsvTable.Read<HistoryRow>(PathOf(CellFile.History(cell)));

    /// <summary>The trials that chose a cell's settings, or that all diverged; none where it did not come to them.</summary>
    public IReadOnlyList<TuningRow> ReadTuning(StudyCell cell) => ReadTuning(cell, ReadManifest(cell));

    /// <summary>The same for a cell whose manifest is read.</summary>
    public IReadOnlyList<TuningRow> ReadTuning(StudyCell cell, CellManifest? manifest) =>
        manifest?.Files.ContainsKey(CellFile.Tuning(cell)) == true ? CsvTable.Read<TuningRow>(PathOf(CellFile.Tuning(cell))) : [];

    /// <summary>What a cell cost; null where that was lost, which harms no result.</summary>
    public CellTime? ReadTime(StudyCell cell)
    {
        try
        {
            return File.Exists(PathOf(CellFile.Time(cell))) ? StudyJson.Read<CellTime>(PathOf(CellFile.Time(cell))) : null;
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private string? Damaged(CellManifest manifest) => manifest.Files
        .Where(f => !File.Exists(PathOf(f.Key)) || ContentHash.Of(File.ReadAllBytes(PathOf(f.Key))) != f.Value)
        .Select(f => f.Key)
        .FirstOrDefault();

    private string PathOf(string name) => Path.Combine(folder, name);
}
