using System.Text;
using StampSpec.Common;
using StampSpec.Learning.Models;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>The files of a study's cells. A cell is done if the hashes in its manifest match all its files; it is not enough that the files
/// exist.</summary>
internal sealed class CellStore(string folder)
{
    /// <summary>The pretrained networks that cells start from.</summary>
    public PretrainedStore Pretrained { get; } = new(folder);

    /// <summary>Creates the folders.</summary>
    public void Create()
    {
        Directory.CreateDirectory(Path.Combine(folder, ResultFile.Cells));
        Directory.CreateDirectory(Path.Combine(folder, ResultFile.Models));
    }

    /// <summary>The state of a cell in the folder, for the key that the cell should have.</summary>
    public CellState Inspect(StudyCell cell, CellKey key)
    {
        if (!File.Exists(PathOf(CellFile.Manifest(cell))))
        {
            return CellState.Pending(CellState.New);
        }

        if (ReadManifest(cell) is not { } manifest)
        {
            return CellState.Repair("the manifest is damaged");
        }

        return key.ReasonAgainst(manifest.Key) is { } reason ? CellState.Pending(reason)
            : manifest.Failure is not null ? CellState.FailedBefore(manifest.Failure)
            : Damaged(manifest) is { } file ? CellState.Repair($"{file} is missing or damaged")
            : CellState.Done;
    }

    /// <summary>The manifest; null if it is missing or cannot be read.</summary>
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
    /// <param name="time">The time it took.</param>
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

    /// <summary>Records that a cell failed.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="key">Its key.</param>
    /// <param name="reason">Why.</param>
    /// <param name="tuning">The trials of its tuning; null if there are none.</param>
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
        var manifest = new CellStore(other).ReadManifest(cell)
            ?? throw new InvalidOperationException($"{other} does not contain {cell.Name}");
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

    /// <summary>The trials of a cell's tuning, which chose its settings or all diverged; empty if the tuning did not run.</summary>
    public IReadOnlyList<TuningRow> ReadTuning(StudyCell cell) => ReadTuning(cell, ReadManifest(cell));

    /// <summary>The trials of a cell whose manifest is already read.</summary>
    public IReadOnlyList<TuningRow> ReadTuning(StudyCell cell, CellManifest? manifest) =>
        manifest?.Files.ContainsKey(CellFile.Tuning(cell)) == true ? CsvTable.Read<TuningRow>(PathOf(CellFile.Tuning(cell))) : [];

    /// <summary>The time that a cell took; null if the file is lost, which does not affect results.</summary>
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

    private string? Damaged(CellManifest manifest) =>
        manifest
            .Files.Where(f => !File.Exists(PathOf(f.Key)) || ContentHash.Of(File.ReadAllBytes(PathOf(f.Key))) != f.Value)
            .Select(f => f.Key)
            .FirstOrDefault();

    private string PathOf(string name) => Path.Combine(folder, name);
}

/// <summary>Paths of a cell's files, relative to the study's folder, with forward slashes on every system.</summary>
internal static class CellFile
{
    public static string Manifest(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.json";

    public static string Time(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.time.json";

    public static string Predictions(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.predictions.csv";

    public static string History(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.history.csv";

    public static string Tuning(StudyCell cell) => $"{ResultFile.Cells}/{cell.Name}.tuning.csv";

    public static string Model(StudyCell cell) => $"{ResultFile.Models}/{cell.Name}.onnx";

    public static string Pretrained(StudyCell cell) => $"{ResultFile.Models}/{cell.RunName}-pretrained.onnx";

    public static string PretrainedManifest(StudyCell cell) => $"{ResultFile.Cells}/{cell.RunName}-pretrained.json";

    public static string Card(StudyCell cell) => $"{ResultFile.Models}/{cell.Name}.json";
}

/// <summary>The manifest of a finished or failed cell; it is written after all the other files of the cell.</summary>
/// <param name="Key">What its result depends on.</param>
/// <param name="Status">How the training ended, such as <c>converged</c>; <c>failed</c> if there is no result.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
/// <param name="Files">SHA-256 of each of its files, by path relative to the study's folder; for a failed cell only the file of its tuning,
/// if there is one.</param>
internal sealed record CellManifest(CellKey Key, string Status, string? Failure, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Status of a cell without a result.</summary>
    public const string Failed = "failed";
}

/// <summary>The result of training and scoring a cell.</summary>
/// <param name="Classifier">The trained classifier.</param>
/// <param name="Probabilities">Shape (scored objects, classes), in the order of the split's test objects.</param>
/// <param name="TrainingSeconds">Wall time inside training, seconds.</param>
internal sealed record CellResult(TrainedClassifier Classifier, float[] Probabilities, double TrainingSeconds)
{
    /// <summary>Whether every score is a finite number. Finite weights can still overflow on an object whose pixels are far outside the
    /// range of the training objects.</summary>
    public bool IsScored => Array.TrueForAll(Probabilities, float.IsFinite);
}

/// <summary>Whether a cell must run.</summary>
/// <param name="MustRun">True unless its result can be used as it is.</param>
/// <param name="Reason">Why it must run; null if it need not.</param>
/// <param name="Failure">Why it failed before, with the same key; null if it did not.</param>
internal sealed record CellState(bool MustRun, string? Reason, string? Failure)
{
    /// <summary>The reason of a cell that has not run in this folder.</summary>
    public const string New = "new";

    /// <summary>Finished, with undamaged files.</summary>
    public static CellState Done { get; } = new(false, null, null);

    /// <summary>Whether it runs only because a file is damaged, so that its result comes back as it was.</summary>
    public bool IsRepair { get; private init; }

    /// <summary>To be run because a file is damaged.</summary>
    public static CellState Repair(string reason) => new(true, reason, null) { IsRepair = true };

    /// <summary>To be run.</summary>
    public static CellState Pending(string reason) => new(true, reason, null);

    /// <summary>Failed before; it runs again only on request.</summary>
    public static CellState FailedBefore(string failure) => new(false, null, failure);
}

/// <summary>A cell with its split, its key, and whether it must run.</summary>
internal sealed record PlannedCell(StudyCell Cell, DataSplit Split, CellKey Key, CellState State);
