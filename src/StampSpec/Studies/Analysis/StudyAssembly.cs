using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Splits;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>Makes a study's tables from the files of its cells, so that resumed, merged and uninterrupted studies say the same.</summary>
internal static class StudyAssembly
{
    /// <summary>
    /// Writes what <see cref="Read"/> gives: results.csv, predictions, history.csv, provenance.json and, last, summary.json.
    /// </summary>
    public static void Write(Study study, string folder, CellStore store, StudyProvenance provenance)
    {
        var results = Read(study, folder, store, provenance);
        StudyFolder.WriteTuning(folder, study.Tuning is null ? null : results.Tuning);
        StudyFolder.WriteSlices(folder, results.Slices);
        StudyFolder.WriteFindings(folder, results.Summary, provenance, results.Scores, results.Predictions, results.History);
    }

    /// <summary>Reads the cells that are done, and the tables that were written before they ran; nothing is written.</summary>
    public static StudyResults Read(Study study, string folder, CellStore store, StudyProvenance provenance)
    {
        var (objects, bytes, skipped) = StudyFolder.ReadInputs(folder);
        CompletedRuns[] layouts = [.. study.Layouts.Select(l => CompletedRuns.Read(study, l, store))];
        var analysis = new StudyAnalysis(study, objects, layouts);
        StudyCell[] cells = [.. study.Cells.OrderBy(c => study.Layouts.ToList().IndexOf(c.Layout))];
        StudyCell[] done = [.. cells.Where(c => FailedCells.Of(c, store) is null)];
        var summary = Summarise(study, store, analysis, layouts, objects, bytes, skipped, StudyFolder.ReadMissing(folder));
        PredictionRow[] predictions = [.. done.SelectMany(store.ReadPredictions)];
        HistoryRow[] history = [.. done.SelectMany(store.ReadHistory)];
        return new StudyResults(folder, summary, provenance, [.. analysis.Scores()], predictions, objects, bytes, history, skipped)
        {
            // One tuning may serve several cells, each of which holds its trials.
            Tuning = study.Tuning is null ? [] : [.. cells.SelectMany(store.ReadTuning).Distinct()],
            Slices = SliceScores.Of(summary, objects, predictions),
        };
    }

    private static StudySummary Summarise(
        Study study,
        CellStore store,
        StudyAnalysis analysis,
        IReadOnlyList<CompletedRuns> layouts,
        IReadOnlyList<ObjectRow> objects,
        IReadOnlyList<ByteRow> bytes,
        IReadOnlyList<SkippedRow> skipped,
        IReadOnlyList<MissingRow> missing) => new(
            study.Name,
            study.Question,
            study.DataSet.Classes,
            ProtocolName(study.Split),
            study.Split.FoldCount,
            study.Runs,
            study.Seed,
            study.Baseline,
            study.Margin,
            study.Resamples,
            BootstrapInterval.DefaultLevel)
        {
            ComparedRuns = analysis.ComparedRuns,
            ScoredObjects = analysis.Objects.Count,
            ScoredGroups = analysis.Objects.GroupCount,
            Counts = StudyCounts.ByClass(study.DataSet.Classes, objects),
            Skipped = StudyCounts.ByReason(skipped),
            Budgets = study.Budgets,
            Layouts = analysis.WithFront([.. layouts.Select(l => analysis.Complete(Describe(l, bytes)))]),
            Comparisons = analysis.Comparisons(),
            Failed = [.. study.Cells.Select(c => FailedCells.Of(c, store)).OfType<FailedCell>()],
            Warnings = [.. StudyWarnings.All(study, analysis), .. StudyWarnings.Missing(study, missing)],
        };

    private static LayoutSummary Describe(CompletedRuns completed, IReadOnlyList<ByteRow> bytes) => new(
        completed.Layout.Id,
        StudyBytes.TotalOf(bytes, completed.Layout),
        completed.Layout.Layout.PixelsPerImage,
        completed.Layout.Layout.FieldOfViewArcsec,
        [.. completed.Runs.Keys.Order()])
    {
        ForeignModel = completed.Layout.Foreign?.File.Name,
    };

    private static string ProtocolName(SplitProtocol split) => split switch
    {
        { ScoresValidation: true } => "validation",
        CrossValidationProtocol => "cross-validation",
        SeparateTestProtocol => "separate-test",
        _ => "hold-out",
    };
}
