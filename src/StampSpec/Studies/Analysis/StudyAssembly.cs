using StampSpec.Studies.Results;
using StampSpec.Studies.Running;
using StampSpec.Studies.Splits;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>Writes a study's tables from the files of its cells, so that resumed, merged and uninterrupted studies say the same.</summary>
internal static class StudyAssembly
{
    /// <summary>Reads the finished cells and writes results.csv, predictions, history.csv, provenance.json and summary.json.</summary>
    public static void Write(Study study, string folder, CellStore store, StudyProvenance provenance)
    {
        var (objects, bytes, skipped) = StudyFolder.ReadInputs(folder);
        CompletedRuns[] layouts = [.. study.Layouts.Select(l => CompletedRuns.Read(study, l, store))];
        var analysis = new StudyAnalysis(study, objects, layouts);
        var done = study.Cells.Where(c => FailedCells.Of(c, store) is null).OrderBy(c => study.Layouts.ToList().IndexOf(c.Layout)).ToArray();
        // One tuning may serve several cells, each of which holds its trials.
        StudyFolder.WriteTuning(folder, study.Tuning is null ? null : [.. study.Cells.OrderBy(c => study.Layouts.ToList().IndexOf(c.Layout)).SelectMany(store.ReadTuning).Distinct()]);
        var summary = Summarise(study, store, analysis, layouts, objects, bytes, skipped, StudyFolder.ReadMissing(folder));
        PredictionRow[] predictions = [.. done.SelectMany(store.ReadPredictions)];
        StudyFolder.WriteSlices(folder, SliceScores.Of(summary, objects, predictions));
        StudyFolder.WriteFindings(folder, summary, provenance, [.. analysis.Scores()], predictions, [.. done.SelectMany(store.ReadHistory)]);
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
        completed.Layout.Name,
        completed.Layout.Encoding,
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
