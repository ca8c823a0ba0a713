using System.Collections.Concurrent;
using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning;
using StampSpec.Learning.Tuning;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Running;

/// <summary>
/// Tunes the classifiers of a study's cells, only on training and validation objects. If all runs score the same objects, a layout is tuned
/// once, on the first run's development objects. With cross-validation every cell has its own tuning, because the development objects of
/// other folds and runs contain objects that this cell scores.
/// </summary>
internal sealed class CellTuning(Study study, TuningSettings settings, StudyData data, CellStore store, StudyOptions options)
{
    private readonly IReadOnlyList<StudyCell> _cells = study.MakeCells();
    private readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<TuningRow>>> _made = new(StringComparer.Ordinal);

    /// <summary>The cell whose development objects tune a cell's classifier.</summary>
    public static StudyCell SourceOf(Study study, StudyCell cell) =>
        study.Split.ScoresTheSameObjectsInEveryRun ? cell with { Run = 0 } : cell;

    /// <summary>The seed of a tuning, the same for every layout, so that all try the same learning rates, dropouts and
    /// multipliers.</summary>
    public static Seed SeedOf(Study study, StudyCell source) =>
        new Seed(study.Seed).Derive(
            "tuning",
            source.Run.ToString(CultureInfo.InvariantCulture),
            source.Fold.ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>The trials that choose a cell's settings: run now, run by another cell of this process, or read from a finished cell of the
    /// folder.</summary>
    public IReadOnlyList<TuningRow> Of(PlannedCell planned, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var source = SourceOf(study, planned.Cell);
        return _made
            .GetOrAdd(source.Name, _ => new Lazy<IReadOnlyList<TuningRow>>(() =>
                Stored(planned, source) ?? Rows(source, Tune(source, progress, cancellation))
            ))
            .Value;
    }

    private TuningOutcome Tune(StudyCell source, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var split = StudyPlan.SplitOf(study, data, source);
        return ClassifierTuner.Tune(
            source.Layout.Classifier,
            source.Layout.Training,
            settings,
            CellTrainer.Labelled(source, data, split.Train),
            CellTrainer.Labelled(source, data, split.Validation),
            study.DataSet.Classes,
            SeedOf(study, source),
            progress,
            cancellation
        );
    }

    /// <summary>The stored trials of a finished cell with the same tuning; null if there is none.</summary>
    private IReadOnlyList<TuningRow>? Stored(PlannedCell planned, StudyCell source) =>
        options.Fresh
            ? null
            : _cells.Where(c => SourceOf(study, c) == source && HoldsTuningOf(c, planned.Key)).Select(store.ReadTuning).FirstOrDefault();

    private bool HoldsTuningOf(StudyCell cell, CellKey key) =>
        store.ReadManifest(cell) is { Failure: null } manifest
        && manifest.Key with { Split = key.Split, Seed = key.Seed } == key
        && !store.Inspect(cell, manifest.Key).MustRun;

    /// <summary>The rows of a tuning on a cell's development objects.</summary>
    public static IReadOnlyList<TuningRow> Rows(StudyCell cell, TuningOutcome outcome) =>
        [
            .. outcome.Trials.Select(trial => new TuningRow(
                cell.Id,
                trial.Candidate + 1,
                trial.Rung + 1,
                trial.Steps,
                trial.Network.LearningRate,
                trial.Network.Dropout,
                string.Join(' ', trial.Network.Widths.Select(w => w.ToString(CultureInfo.InvariantCulture))),
                trial.ValidationMacroF1,
                LockedSpec.Word(trial.Status)
            )),
        ];

    /// <summary>The cell with the chosen settings.</summary>
    /// <exception cref="ArgumentException">Every candidate diverged.</exception>
    public static StudyCell WithChosen(StudyCell cell, IReadOnlyList<TuningRow> rows) =>
        rows.SingleOrDefault(r => r.Status == LockedSpec.Word(TrialStatus.Chosen)) is { } chosen
            ? cell with
            {
                Layout = cell.Layout with { Classifier = Over(cell.Layout.Classifier, chosen) },
            }
            : throw new ArgumentException("every candidate of the tuning diverged; reduce its learning rates");

    private static ClassifierSettings Over(ClassifierSettings own, TuningRow chosen) =>
        own with
        {
            LearningRate = chosen.LearningRate,
            Dropout = chosen.Dropout,
            Widths = [.. chosen.Widths.Split(' ').Select(w => int.Parse(w, CultureInfo.InvariantCulture))],
        };
}
