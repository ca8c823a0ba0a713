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
    /// <returns>What was written.</returns>
    public static StudyResults Write(Study study, string folder, CellStore store, StudyProvenance provenance)
    {
        var results = Read(study, folder, store, CellFinding.Of(study.MakeCells(), store), provenance);
        StudyFolder.WriteTuning(folder, study.Tuning is null ? null : results.Tuning);
        StudyFolder.WriteSlices(folder, results.Slices);
        StudyFolder.WriteFindings(folder, results.Summary, provenance, results.Scores, results.Predictions, results.History);
        return results;
    }

    /// <summary>Reads the cells that are done, and the tables that were written before they ran; nothing is written.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="store">The files of its cells, of which each is read once.</param>
    /// <param name="findings">What the manifests say of all its cells, in the order of the study.</param>
    /// <param name="provenance">What made the results.</param>
    public static StudyResults Read(
        Study study, string folder, CellStore store, IReadOnlyList<CellFinding> findings, StudyProvenance provenance)
    {
        var inputs = StudyFolder.ReadInputs(folder);
        var predictions = findings.Where(f => f.IsDone).ToDictionary(f => f.Cell.Id, f => store.ReadPredictions(f.Cell));
        CompletedRuns[] layouts = [.. study.Layouts.Select(l => CompletedRuns.Of(l, findings, predictions))];
        var analysis = new StudyAnalysis(study, inputs.Objects, layouts);
        var summary = Summarise(study, analysis, layouts, inputs.Objects, inputs.Bytes, inputs.Skipped, StudyFolder.ReadMissing(folder)) with
        {
            Failed = CellFinding.Failed(findings),
        };
        var order = study.Layouts.ToList();
        CellFinding[] byLayout = [.. findings.OrderBy(f => order.IndexOf(f.Cell.Layout))];
        CellFinding[] done = [.. byLayout.Where(f => f.IsDone)];
        PredictionRow[] rows = [.. done.SelectMany(f => predictions[f.Cell.Id])];
        HistoryRow[] history = [.. done.SelectMany(f => store.ReadHistory(f.Cell))];
        return new StudyResults(
            folder, summary, provenance, [.. analysis.Scores()], rows, inputs.Objects, inputs.Bytes, history, inputs.Skipped)
        {
            // One tuning may serve several cells, each of which holds its trials.
            Tuning = study.Tuning is null ? [] : [.. byLayout.SelectMany(f => store.ReadTuning(f.Cell, f.Manifest)).Distinct()],
            Slices = SliceScores.Of(summary, inputs.Objects, rows),
        };
    }

    private static StudySummary Summarise(
        Study study,
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
            Warnings = [.. StudyWarnings.All(study, analysis), .. StudyWarnings.Missing(study, missing)],
        };

    private static LayoutSummary Describe(CompletedRuns completed, IReadOnlyList<ByteRow> bytes) => new(
        completed.Layout.Id,
        StudyBytes.TotalOf(bytes, completed.Layout),
        completed.Layout.Layout.PixelsPerImage,
        completed.Layout.Layout.FieldOfViewArcsec,
        [.. completed.Runs.Keys.Order()])
    {
        ExternalModel = completed.Layout.ExternalModel?.File.Name,
    };

    private static string ProtocolName(SplitProtocol split) => split switch
    {
        { ScoresValidation: true } => "validation",
        CrossValidationProtocol => "cross-validation",
        SeparateTestProtocol => "separate-test",
        _ => "hold-out",
    };
}
