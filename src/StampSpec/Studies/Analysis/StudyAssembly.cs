using System.Globalization;
using StampSpec.Budgets;
using StampSpec.Learning;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Analysis;

/// <summary>Makes a study's tables from the files of its cells, so that resumed, merged and uninterrupted studies give the same
/// tables.</summary>
internal static class StudyAssembly
{
    /// <summary>Number of groups of a class below which its scores are uncertain.</summary>
    private const int FewGroups = 10;

    /// <summary>
    /// Writes the results that <see cref="Read"/> returns: results.csv, predictions, history.csv, provenance.json and, last, summary.json.
    /// </summary>
    /// <returns>The results.</returns>
    public static StudyResults Write(Study study, string folder, CellStore store, StudyProvenance provenance)
    {
        var results = Read(study, folder, store, CellFinding.Of(study.MakeCells(), store), provenance);
        StudyFolder.WriteTuning(folder, study.Tuning is null ? null : results.Tuning);
        StudyFolder.WriteSlices(folder, results);
        StudyFolder.WriteFindings(folder, results.Summary, provenance, results.Scores, results.Predictions, results.History);
        return results;
    }

    /// <summary>Reads the finished cells, and the tables that were written before they ran. Nothing is written.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="store">The files of its cells; each is read once.</param>
    /// <param name="findings">The states of all its cells, in the order of the study.</param>
    /// <param name="provenance">The provenance of the results.</param>
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
        var order = study.Layouts.ToList();
        CellFinding[] byLayout = [.. findings.OrderBy(f => order.IndexOf(f.Cell.Layout))];
        CellFinding[] done = [.. byLayout.Where(f => f.IsDone)];
        PredictionRow[] rows = [.. done.SelectMany(f => predictions[f.Cell.Id])];
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
        summary = summary with { Warnings = [.. summary.Warnings, .. WithoutProbability(study, rows)] };
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
            // Several cells may share a tuning, and each contains its trials.
            Tuning = study.Tuning is null ? [] : [.. byLayout.SelectMany(f => store.ReadTuning(f.Cell, f.Manifest)).Distinct()],
            Slices = SliceScores.Of(summary, inputs.Objects, rows),
            Mix = MixScores.Of(summary, inputs.Objects, rows),
            Rates = DetectionRates.Of(summary, inputs.Objects, rows),
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
            Stream = study.DataSet.Stream,
            ColumnsBehindLabels = study.ColumnsBehindLabelsOf(study.Layouts) is { Count: > 0 } behind ? behind : null,
            BytePlanes = study.Bytes.Planes.Name,
            ByteSerialisation = study.Bytes.Form.Name,
            Simulated = study.DataSet.SimulatedInWords,
            MixName = study.Mix?.Name,
            Mix = study.Mix?.Only(study.DataSet.Classes).Shares,
            TrainedShares = study.Mix is null ? null : SharesInTraining(study, objects),
            FalseAlertRates = study.FalseAlertRates,
            Budgets = study.Budgets,
            Layouts = analysis.WithFront([.. layouts.Select(l => analysis.Complete(Describe(l, bytes, study.Bytes)))]),
            Comparisons = analysis.Comparisons(),
            Warnings = [.. ColumnWarnings(study), .. ClassifierWarnings(study), .. All(study, analysis), .. Missing(study, missing)],
        };

    private static IEnumerable<string> ColumnWarnings(Study study) =>
        study
            .Layouts.Select(layout => (layout.Name, Columns: string.Join(", ", study.ColumnsBehindLabelsOf(layout))))
            .Where(l => l.Columns.Length > 0)
            .GroupBy(l => l.Columns, l => l.Name, StringComparer.Ordinal)
            .Select(g => (Names: g.ToArray(), Uses: $"packet columns on which labels of these alerts rest ({g.Key}), so"))
            .Select(w =>
                w.Names.Length == 1
                    ? $"{w.Names[0]} uses {w.Uses} its scores look too good"
                    : $"{Listed(w.Names)} use {w.Uses} their scores look too good"
            );

    /// <summary>How warnings begin that name layouts whose classifiers are no networks.</summary>
    internal const string OtherKind = "the classifier";

    /// <summary>Words of the warning that intervals come from too few runs.</summary>
    internal const string FewForIntervals = "too few for reliable intervals";

    /// <summary>Words of the warning that p-values come from too few runs.</summary>
    internal const string FewForPValues = "too few for a sign-flip p-value";

    private static IEnumerable<string> ClassifierWarnings(Study study) =>
        study
            .Layouts.Where(layout => layout.ExternalModel is null && !layout.TrainsNetwork)
            .GroupBy(layout => layout.Classifier.Kind == ClassifierKind.Stack, layout => layout.Name)
            .Select(g => (Names: g.ToArray(), Kind: g.Key ? ", stacked on the probabilities of a network of stamps" : ", not a network"))
            .Select(w =>
                w.Names.Length == 1
                    ? $"{OtherKind} of {w.Names[0]} is boosted trees{w.Kind}"
                    : $"{OtherKind}s of {Listed(w.Names)} are boosted trees{w.Kind}"
            );

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static LayoutSummary Describe(CompletedRuns completed, IReadOnlyList<ByteRow> bytes, ByteBasis basis) =>
        new(
            completed.Layout.Id,
            StudyBytes.TotalOf(bytes, completed.Layout, basis),
            completed.Layout.Sent.PixelsPerImage,
            completed.Layout.Layout.FieldOfViewArcsec,
            [.. completed.Runs.Keys.Order()]
        )
        {
            ExternalModel = completed.Layout.ExternalModel?.File.Name,
            Classifier =
                completed.Layout.TrainsNetwork || completed.Layout.ExternalModel is not null
                    ? null
                    : LockedSpec.Word(completed.Layout.Classifier.Kind),
            IsControl = completed.Layout.Control is not null,
        };

    /// <summary>
    /// Equal shares if training draws each class equally often; otherwise those of the objects that are not in a separate test set.
    /// </summary>
    private static Dictionary<string, double> SharesInTraining(Study study, IReadOnlyList<ObjectRow> objects)
    {
        var classes = study.DataSet.Classes;
        var trained = objects.Where(o => o.Role is DataRole.Development or DataRole.Training).CountBy(o => o.Class).ToDictionary();
        return study.Layouts.All(l => l.TrainsOnEqualClasses)
            ? classes.ToDictionary(c => c, _ => 1.0 / classes.Count)
            : classes.ToDictionary(c => c, c => Math.Max(trained.GetValueOrDefault(c), 0.5) / trained.Values.Sum());
    }

    private static string ProtocolName(SplitProtocol split) =>
        split switch
        {
            { ScoresValidation: true } => "validation",
            CrossValidationProtocol => "cross-validation",
            SeparateTestProtocol => "separate-test",
            _ => "hold-out",
        };

    /// <summary>Number of objects and groups by set, class and origin, including zeros.</summary>
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

    /// <summary>Number of skipped alerts and labels, by set and reason, in the order of first occurrence.</summary>
    internal static IReadOnlyList<SkippedCount> ByReason(IReadOnlyList<SkippedRow> skipped) =>
        [.. skipped.GroupBy(s => (s.Role, s.Reason)).Select(g => new SkippedCount(g.Key.Role, g.Key.Reason, g.Count()))];

    /// <summary>All warnings.</summary>
    private static IReadOnlyList<string> All(Study study, StudyAnalysis analysis) =>
        analysis.ComparedRuns.Count == 0
            ? ["no run is complete for every layout, so there are no intervals and no comparisons", .. OfLayouts(study)]
            : [.. Classes(study, analysis.Objects.Rows), .. Runs(analysis.ComparedRuns.Count), .. OfLayouts(study)];

    private static IEnumerable<string> OfLayouts(Study study) =>
        [.. FalseAngles(study), .. Controls(study), .. ExternalModels(study), .. LeftOut(study)];

    private static IEnumerable<string> FalseAngles(Study study) =>
        !study.DataSet.KeepsAngles
            ? ["angles are not those of the sky, so scores say nothing of the field of view that an alert of Rubin needs"]
            : [];

    private static IEnumerable<string> Controls(Study study) =>
        study.Layouts.SelectMany(l =>
            l.Control is { } control ? [$"{l.Name} is a control, not a layout to ship: {control.InWords}"] : Array.Empty<string>()
        );

    /// <summary>A warning about the scale of each layout with most missing pixels: the size of simulated images depends on the
    /// seeing.</summary>
    private static IEnumerable<string> Missing(Study study, IReadOnlyList<MissingRow> rows) =>
        study.DataSet.Simulation is null
            ? []
            : rows.GroupBy(r => r.Layout)
                .Select(g => g.MaxBy(r => r.MissingFraction)!)
                .Where(r => r.AlertsWithMissing > 0)
                .Select(r =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{r.Layout}: {r.MissingFraction:0.00 %} of the pixels of the scale with {r.Pixels} px of "
                            + $"{r.PixelScaleArcsec:0.###} arcsec are outside the simulated images or missing in them, in "
                            + $"{r.AlertsWithMissing} of {r.Alerts} alerts; they are masked ({ResultFile.Missing})"
                    )
                );

    private static IEnumerable<string> ExternalModels(Study study) =>
        study
            .Layouts.Where(l => l.ExternalModel is not null)
            .Select(l =>
                $"{l.Name} uses {l.ExternalModel!.File.Name}, which this study did not train: scored objects may be among its "
                + "training data, and its runs differ only in the scored objects"
            );

    /// <summary>A model with further classes may give those of the study no probability at all; they then count as equally
    /// probable.</summary>
    private static IEnumerable<string> WithoutProbability(Study study, IReadOnlyList<PredictionRow> predictions) =>
        from layout in study.Layouts
        where layout.ExternalModel is { } model && model.Classes.Count > study.DataSet.Classes.Count
        let scored = predictions.Where(p => p.Cell.LayoutId == layout.Id).DistinctBy(p => p.Candid).ToArray()
        let without = scored.Count(p => p.Probabilities.All(value => value == 1f / p.Probabilities.Count))
        where without > 0
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{layout.Name}: {layout.ExternalModel!.File.Name} did not distinguish the study's classes for {without} of {scored.Length} "
                + $"alerts: none of them has a probability, or all have the same, so the first counts as predicted"
        );

    private static IEnumerable<string> LeftOut(Study study) => study.LeftOut.Select(l => $"{l.Name} was left out of its grid: {l.Reason}");

    private static IEnumerable<string> Classes(Study study, IReadOnlyList<ObjectRow> scored)
    {
        foreach (var name in study.DataSet.Classes)
        {
            var members = scored.Where(o => o.Class == name).ToArray();
            var groups = members.Select(m => m.Group).Distinct(StringComparer.Ordinal).Count();
            if (groups == 0)
            {
                yield return $"class {name} has no scored object, so macro figures leave it out";
            }
            else if (groups < FewGroups)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"class {name} has {members.Length} scored objects in only {groups} independent groups, so its scores, and "
                        + $"macro-F1 with them, are uncertain"
                );
            }
        }
    }

    private static IEnumerable<string> Runs(int runs)
    {
        if (IntervalCoverage.Shortfall(runs) is { } coverage)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{(runs == 1 ? "one run is" : $"{runs} runs are")} {FewForIntervals}: if trainings vary much, "
                    + $"intervals of 95 % cover a difference between layouts in {coverage:0 %} of simulated studies only"
            );
        }

        if (runs < SignFlipTest.FewestRuns)
        {
            yield return runs == 1
                ? $"one run is {FewForPValues}, which needs six"
                : string.Create(CultureInfo.InvariantCulture, $"{runs} runs are {FewForPValues}, which needs six");
        }
    }
}

/// <summary>One layout's predictions in its complete runs, of which all cells are done.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Runs">Predictions of each complete run, by the number of the run, from 1.</param>
internal sealed record CompletedRuns(StudyLayout Layout, IReadOnlyDictionary<int, IReadOnlyList<PredictionRow>> Runs)
{
    /// <summary>Selects the complete runs of a layout.</summary>
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
