using StampSpec.Alerts;
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

    /// <summary>mix.csv; empty without a mix.</summary>
    internal IReadOnlyList<MixRow> Mix { get; init; } = [];

    /// <summary>rates.csv; empty in folders of versions that did not write it.</summary>
    internal IReadOnlyList<RateRow> Rates { get; init; } = [];

    /// <summary>Reads a study's folder.</summary>
    /// <exception cref="InvalidInputException">The folder does not contain a finished study, or a file in it is damaged.</exception>
    public static StudyResults Load(string folder) => StudyFolder.Read(folder);

    /// <summary>The name of the layout that a user asks for; the study's only layout if the user names none.</summary>
    /// <exception cref="InvalidInputException">There is no such layout, or there are several and none is named.</exception>
    public string LayoutNamed(string? name) => StudyModels.LayoutOf(this, name);

    /// <summary>The model files of a layout, run by run and fold by fold, for <c>AlertClassifier.Load</c>.</summary>
    /// <exception cref="InvalidInputException">The study trained no model of the layout, or files of models are missing.</exception>
    public IReadOnlyList<string> ModelsOf(string layout) => new StudyModels(this, layout).Paths();

    /// <summary>
    /// Counts for an alert how many of a layout's models had it, or another alert of its object, among their training or validation
    /// objects. Null if that is unknown because the study's alerts were synthetic.
    /// </summary>
    public Func<Alert, int?> TrainedOn(string layout) => new StudyModels(this, layout).TrainedOn();
}
