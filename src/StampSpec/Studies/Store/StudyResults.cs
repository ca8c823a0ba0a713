using StampSpec.Common;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>The contents of a study's folder, which reports, comparisons and merges read.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Summary">summary.json.</param>
/// <param name="Provenance">provenance.json.</param>
/// <param name="Scores">results.csv.</param>
/// <param name="Predictions">predictions.csv or predictions.csv.gz.</param>
/// <param name="Objects">objects.csv.</param>
/// <param name="Bytes">bytes.csv.</param>
/// <param name="History">history.csv.</param>
/// <param name="Skipped">skipped.csv.</param>
public sealed record StudyResults(
    string Folder,
    StudySummary Summary,
    StudyProvenance Provenance,
    IReadOnlyList<ScoreRow> Scores,
    IReadOnlyList<PredictionRow> Predictions,
    IReadOnlyList<ObjectRow> Objects,
    IReadOnlyList<ByteRow> Bytes,
    IReadOnlyList<HistoryRow> History,
    IReadOnlyList<SkippedRow> Skipped
)
{
    /// <summary>tuning.csv; empty without tuning.</summary>
    public IReadOnlyList<TuningRow> Tuning { get; init; } = [];

    /// <summary>slices.csv; empty in folders of versions that did not write it.</summary>
    public IReadOnlyList<SliceRow> Slices { get; init; } = [];

    /// <summary>Reads a study's folder.</summary>
    /// <exception cref="InvalidInputException">The folder does not contain a finished study, or a file in it is damaged.</exception>
    public static StudyResults Load(string folder) => StudyFolder.Read(folder);
}
