using System.Globalization;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Analysis;

/// <summary>Makes a study's tables from the files of its cells, so that resumed, merged and uninterrupted studies say the same.</summary>
internal static class StudyAssembly
{
    /// <summary>Groups of a class below which its scores rest on very little.</summary>
    private const int FewGroups = 10;

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
        Study study,
        string folder,
        CellStore store,
        IReadOnlyList<CellFinding> findings,
        StudyProvenance provenance
    )
    {
        var inputs = StudyFolder.ReadInputs(folder);
        var predictions = findings.Where(f => f.IsDone).ToDictionary(f => f.Cell.Id, f => store.ReadPredictions(f.Cell));
        CompletedRuns[] layouts = [.. study.Layouts.Select(l => CompletedRuns.Of(l, findings, predictions))];
        var analysis = new StudyAnalysis(study, inputs.Objects, layouts);
        var summary = Summarise(
            study,
            analysis,
            layouts,
            inputs.Objects,
            inputs.Bytes,
            inputs.Skipped,
            StudyFolder.ReadMissing(folder)
        ) with
        {
            Failed = CellFinding.Failed(findings),
        };
        var order = study.Layouts.ToList();
        CellFinding[] byLayout = [.. findings.OrderBy(f => order.IndexOf(f.Cell.Layout))];
        CellFinding[] done = [.. byLayout.Where(f => f.IsDone)];
        PredictionRow[] rows = [.. done.SelectMany(f => predictions[f.Cell.Id])];
        HistoryRow[] history = [.. done.SelectMany(f => store.ReadHistory(f.Cell))];
        return new StudyResults(
            folder,
            summary,
            provenance,
            [.. analysis.Scores()],
            rows,
            inputs.Objects,
            inputs.Bytes,
            history,
            inputs.Skipped
        )
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
        IReadOnlyList<MissingRow> missing
    ) =>
        new(
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
            BootstrapInterval.DefaultLevel
        )
        {
            ComparedRuns = analysis.ComparedRuns,
            ScoredObjects = analysis.Objects.Count,
            ScoredGroups = analysis.Objects.GroupCount,
            Counts = ByClass(study.DataSet.Classes, objects),
            Skipped = ByReason(skipped),
            Budgets = study.Budgets,
            Layouts = analysis.WithFront([.. layouts.Select(l => analysis.Complete(Describe(l, bytes)))]),
            Comparisons = analysis.Comparisons(),
            Warnings = [.. All(study, analysis), .. Missing(study, missing)],
        };

    private static LayoutSummary Describe(CompletedRuns completed, IReadOnlyList<ByteRow> bytes) =>
        new(
            completed.Layout.Id,
            StudyBytes.TotalOf(bytes, completed.Layout),
            completed.Layout.Layout.PixelsPerImage,
            completed.Layout.Layout.FieldOfViewArcsec,
            [.. completed.Runs.Keys.Order()]
        )
        {
            ExternalModel = completed.Layout.ExternalModel?.File.Name,
        };

    private static string ProtocolName(SplitProtocol split) =>
        split switch
        {
            { ScoresValidation: true } => "validation",
            CrossValidationProtocol => "cross-validation",
            SeparateTestProtocol => "separate-test",
            _ => "hold-out",
        };

    /// <summary>Objects and groups by set, class and origin, zeros included.</summary>
    internal static IReadOnlyList<ClassCount> ByClass(IReadOnlyList<string> classes, IReadOnlyList<ObjectRow> objects)
    {
        var roles = objects.Select(o => o.Role).Distinct(StringComparer.Ordinal).ToArray();
        return
        [
            .. from role in roles
            from name in classes
            from origin in objects.Where(o => o.Role == role).Select(o => o.Origin).Distinct(StringComparer.Ordinal)
            let members = objects.Where(o => o.Role == role && o.Class == name && o.Origin == origin).ToArray()
            select new ClassCount(
                role,
                name,
                origin,
                members.Length,
                members.Select(m => m.Group).Distinct(StringComparer.Ordinal).Count()
            ),
        ];
    }

    /// <summary>What was left out, by set and reason, in the order of first occurrence.</summary>
    internal static IReadOnlyList<SkippedCount> ByReason(IReadOnlyList<SkippedRow> skipped) =>
        [.. skipped.GroupBy(s => (s.Role, s.Reason)).Select(g => new SkippedCount(g.Key.Role, g.Key.Reason, g.Count()))];

    /// <summary>All warnings.</summary>
    private static IReadOnlyList<string> All(Study study, StudyAnalysis analysis) =>
        analysis.ComparedRuns.Count == 0
            ?
            [
                "no run was completed by every layout: there are no intervals and no comparisons",
                .. ExternalModels(study),
                .. LeftOut(study),
            ]
            : [.. Classes(study, analysis.Objects.Rows), .. Runs(analysis.ComparedRuns.Count), .. ExternalModels(study), .. LeftOut(study)];

    /// <summary>Each layout's scale that reaches farthest beyond simulated images, whose size follows the seeing.</summary>
    private static IEnumerable<string> Missing(Study study, IReadOnlyList<MissingRow> rows) =>
        study.DataSet.Simulation is null
            ? []
            : rows.GroupBy(r => r.Layout)
                .Select(g => g.MaxBy(r => r.MissingFraction)!)
                .Where(r => r.AlertsWithMissing > 0)
                .Select(r =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{r.Layout}: of the scale of {r.Pixels} px of {r.PixelScaleArcsec:0.###} arcsec, {r.MissingFraction:0.00 %}"
                            + $" lies beyond the simulated images or is missing in them, in {r.AlertsWithMissing} of {r.Alerts} "
                            + $"alerts; masks say so ({ResultFile.Missing})"
                    )
                );

    private static IEnumerable<string> ExternalModels(Study study) =>
        study
            .Layouts.Where(l => l.ExternalModel is not null)
            .Select(l =>
                $"{l.Name} is scored with {l.ExternalModel!.File.Name}, which was not trained here: whether it has "
                + "learned from scored objects is not known, and its runs differ only by the objects scored"
            );

    private static IEnumerable<string> LeftOut(Study study) => study.LeftOut.Select(l => $"{l.Name} was left out of a grid: {l.Reason}");

    private static IEnumerable<string> Classes(Study study, IReadOnlyList<ObjectRow> scored)
    {
        foreach (var name in study.DataSet.Classes)
        {
            var members = scored.Where(o => o.Class == name).ToArray();
            var groups = members.Select(m => m.Group).Distinct(StringComparer.Ordinal).Count();
            if (groups == 0)
            {
                yield return $"no object of class {name} was scored: its F1 counts as 0 in every macro-F1";
            }
            else if (groups < FewGroups)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"class {name} has {members.Length} scored objects in only {groups} independent groups: its scores, "
                        + $"and macro-F1 with them, rest on little"
                );
            }
        }
    }

    private static IEnumerable<string> Runs(int runs)
    {
        if (runs < SignFlipTest.FewestRuns)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{runs} {(runs == 1 ? "run" : "runs")}: a sign-flip p-value cannot go below {2.0 / (1 << runs):0.####}"
                    + $", so effects and intervals are given without one"
            );
        }
    }
}

/// <summary>One layout's predictions in the runs whose every cell is done.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Runs">Predictions of each complete run, by run from 1.</param>
internal sealed record CompletedRuns(StudyLayout Layout, IReadOnlyDictionary<int, IReadOnlyList<PredictionRow>> Runs)
{
    /// <summary>Keeps of a layout's cells the runs of which none lacks a result.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="findings">All cells of the study, in its order.</param>
    /// <param name="predictions">Predictions of each cell that is done.</param>
    public static CompletedRuns Of(
        StudyLayout layout,
        IEnumerable<CellFinding> findings,
        IReadOnlyDictionary<CellId, IReadOnlyList<PredictionRow>> predictions
    ) =>
        new(
            layout,
            findings
                .Where(f => f.Cell.Layout == layout)
                .GroupBy(f => f.Cell.Id.Run)
                .Where(run => run.All(f => f.IsDone))
                .ToDictionary(run => run.Key, run => (IReadOnlyList<PredictionRow>)[.. run.SelectMany(f => predictions[f.Cell.Id])])
        );

    /// <summary>The layout's predictions in some runs, for the statistics.</summary>
    public LayoutPredictions Select(IReadOnlyList<int> runs, ScoredObjects objects) =>
        new(Layout.Name, [.. runs.Select(run => objects.Predicted(Runs[run]))]);
}
