using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>Computes scores, intervals, comparisons and the Pareto front from a study's predictions.</summary>
internal sealed class StudyAnalysis
{
    private readonly Study _study;
    private readonly IReadOnlyList<CompletedRuns> _usable;
    private readonly BootstrapScores? _bootstrap;
    private readonly PredictionTable? _table;

    public StudyAnalysis(Study study, IReadOnlyList<ObjectRow> objects, IReadOnlyList<CompletedRuns> layouts)
    {
        _study = study;
        _usable = [.. layouts.Where(l => l.Runs.Count > 0)];
        Objects = new ScoredObjects(study.DataSet.Classes, objects, _usable.SelectMany(l => l.Runs.Values.First()).Select(p => p.Candid));
        ComparedRuns = _usable.Count == 0 ? [] : [.. CellId.Runs(study.Runs).Where(run => _usable.All(l => l.Runs.ContainsKey(run)))];
        if (ComparedRuns.Count > 0)
        {
            _table = new PredictionTable(
                study.DataSet.Classes.Count,
                Objects.TrueClasses,
                Objects.Units,
                [.. _usable.Select(l => l.Select(ComparedRuns, Objects))]
            );
            _bootstrap = TwoLevelBootstrap.Resample(_table, study.Resamples, new Seed(study.Seed).Derive("bootstrap"));
        }
    }

    /// <summary>The objects that were scored.</summary>
    public ScoredObjects Objects { get; }

    /// <summary>Runs, from 1, that every layout with a complete run has completed.</summary>
    public IReadOnlyList<int> ComparedRuns { get; }

    /// <summary>Rows of results.csv.</summary>
    public IEnumerable<ScoreRow> Scores() =>
        _usable.SelectMany(layout => layout.Runs.OrderBy(r => r.Key).SelectMany(run => RunScores(layout, run.Key)));

    /// <summary>Adds scores, confusion counts and reliability to a layout's summary.</summary>
    public LayoutSummary Complete(LayoutSummary summary)
    {
        var index = IndexOf(summary.Id.Layout);
        return index is null || _bootstrap is null
            ? summary
            : summary with
            {
                Estimates = [.. _bootstrap.Keys.Select(key => Estimate(index.Value, key))],
                Confusion = Confusion(index.Value),
                Reliability = Calibration
                    .Measure(
                        [.. Compared(index.Value).Select(p => Confidence(p))],
                        [.. Compared(index.Value).Select(p => p.Class == p.Predicted)]
                    )
                    .Bins,
            };
    }

    /// <summary>Adds to each layout's summary whether it is on the front of bytes and macro-F1, and the probabilities that it is on the
    /// front and the best within each budget. Controls do not compete.</summary>
    public IReadOnlyList<LayoutSummary> WithFront(IReadOnlyList<LayoutSummary> summaries)
    {
        if (_bootstrap is null)
        {
            return summaries;
        }

        double?[] bytes = [.. _usable.Select(l => BytesOf(summaries.Single(s => s.Id == l.Layout.Id)))];
        var members = ParetoFront.Members(
            bytes,
            [.. Enumerable.Range(0, bytes.Length).Select(l => _bootstrap.Estimate(l, ScoreKey.MacroF1))]
        );
        var probabilities = ParetoFront.Probabilities(bytes, _bootstrap, ScoreKey.MacroF1);
        var best = BudgetProbabilities.Of(bytes, _study.Budgets, _bootstrap);
        return
        [
            .. summaries.Select(s =>
                IndexOf(s.Id.Layout) is { } i && !s.IsControl
                    ? s with
                    {
                        OnFront = members[i],
                        FrontProbability = probabilities[i],
                        BestProbabilities = best[i],
                    }
                    : s
            ),
        ];
    }

    private static double? BytesOf(LayoutSummary layout) => layout.IsControl ? null : layout.Bytes;

    /// <summary>The comparison of every layout with the baseline; empty if the baseline has no complete run.</summary>
    public IReadOnlyList<LayoutComparison> Comparisons() =>
        _bootstrap is not null && IndexOf(_study.Baseline) is { } baseline
            ? new BaselineComparisons(_study, _bootstrap, [.. _usable.Select(l => l.Layout)], baseline, FoldDifferences).All()
            : [];

    private static double Confidence(PredictionRow row) => Math.Min(1, row.Probabilities.Max());

    private IEnumerable<ScoreRow> RunScores(CompletedRuns layout, int run)
    {
        var matrix = ConfusionMatrix.Tally(_study.DataSet.Classes.Count, Objects.TrueClasses, Objects.Predicted(layout.Runs[run]));
        var rows = layout.Runs[run];
        var calibration = Calibration.Measure([.. rows.Select(Confidence)], [.. rows.Select(p => p.Class == p.Predicted)]);
        yield return Row(MetricNames.MacroF1, null, matrix.MeanOfScored(s => s.F1));
        yield return Row(MetricNames.MacroPrecision, null, matrix.MeanOfScored(s => s.Precision));
        yield return Row(MetricNames.MacroRecall, null, matrix.MeanOfScored(s => s.Recall));
        yield return Row(MetricNames.Accuracy, null, matrix.Accuracy);
        yield return Row(MetricNames.CalibrationError, null, calibration.ExpectedError);
        foreach (var (name, k) in _study.DataSet.Classes.Select((name, k) => (name, k)))
        {
            var score = matrix.Score(k);
            if (score.TrueCount == 0)
            {
                continue;
            }

            yield return Row(MetricNames.F1, name, score.F1);
            yield return Row(MetricNames.Precision, name, score.Precision);
            yield return Row(MetricNames.Recall, name, score.Recall);
        }

        ScoreRow Row(string metric, string? name, double value) => new(layout.Layout.Id, run, metric, name, value);
    }

    private ScoreEstimate Estimate(int layout, ScoreKey key)
    {
        var interval = _bootstrap!.Interval(layout, key);
        var runs = _bootstrap.RunScores(layout, key);
        return new ScoreEstimate(
            key.Metric,
            key.ClassIndex is { } k ? _study.DataSet.Classes[k] : null,
            _bootstrap.Estimate(layout, key),
            interval.Low,
            interval.High,
            runs.Count < 2 ? null : MathNet.Numerics.Statistics.Statistics.StandardDeviation(runs)
        );
    }

    private IReadOnlyList<IReadOnlyList<long>> Confusion(int layout)
    {
        var count = _study.DataSet.Classes.Count;
        var matrices = _table!.Layouts[layout].Runs.Select(r => ConfusionMatrix.Tally(count, Objects.TrueClasses, r)).ToArray();
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => (IReadOnlyList<long>)[.. Enumerable.Range(0, count).Select(j => matrices.Sum(m => m[i, j]))]),
        ];
    }

    private IEnumerable<PredictionRow> Compared(int layout) => ComparedRuns.SelectMany(run => _usable[layout].Runs[run]);

    /// <summary>Macro-F1 differences in each fold of each compared run, for the corrected test.</summary>
    private double[] FoldDifferences(int layout, int baseline) =>
        [.. ComparedRuns.SelectMany(run => FoldScores(layout, run).Zip(FoldScores(baseline, run), (a, b) => a - b))];

    private IEnumerable<double> FoldScores(int layout, int run) =>
        _usable[layout]
            .Runs[run]
            .GroupBy(p => p.Cell.Fold)
            .OrderBy(fold => fold.Key)
            .Select(fold =>
                ConfusionMatrix
                    .Tally(
                        _study.DataSet.Classes.Count,
                        [.. fold.Select(p => Objects.ClassIndex(p.Class))],
                        [.. fold.Select(p => Objects.ClassIndex(p.Predicted))]
                    )
                    .MeanOfScored(s => s.F1)
            );

    private int? IndexOf(string layout)
    {
        var index = _usable.Select(l => l.Layout.Name).ToList().IndexOf(layout);
        return index < 0 ? null : index;
    }
}

/// <summary>Compares every layout of a bootstrap with the baseline.</summary>
/// <param name="study">The study.</param>
/// <param name="scores">The resamples.</param>
/// <param name="layouts">The layouts, in the order of the resamples.</param>
/// <param name="baseline">Index of the baseline.</param>
/// <param name="foldDifferences">Computes the macro-F1 differences of two layouts, one for each run and fold.</param>
internal sealed class BaselineComparisons(
    Study study,
    BootstrapScores scores,
    IReadOnlyList<StudyLayout> layouts,
    int baseline,
    Func<int, int, double[]> foldDifferences
)
{
    /// <summary>All comparisons: macro-F1 of every layout first, then the other scores.</summary>
    public IReadOnlyList<LayoutComparison> All()
    {
        var family = BaselineFamily.Of(scores, baseline, study.Margin);
        var macro = family.Differences;
        var signFlips = macro.All(d => d.SignFlip is not null) ? HolmAdjustment.Adjust([.. macro.Select(d => d.SignFlip!.PValue)]) : null;
        return
        [
            .. family.Layouts.Select(
                (l, i) =>
                    Row(l, ScoreKey.MacroF1, macro[i]) with
                    {
                        NonInferiorityPValue = family.NonInferior[i],
                        NonSuperiorityPValue = family.NonSuperior[i],
                        DifferencePValue = family.Differs[i],
                        SignFlipPValue = signFlips?[i],
                        SignFlipFloor = macro[i].SignFlip?.Floor,
                        CorrectedPValue = CorrectedPValue(l),
                    }
            ),
            .. from l in family.Layouts
            from key in scores.Keys
            where key != ScoreKey.MacroF1
            select Row(l, key, PairedDifference.Compute(scores, l, baseline, key, study.Margin)),
        ];
    }

    /// <summary>A fold trains on the other folds without their validation objects, so their share divides n_test / n_train.</summary>
    private double? CorrectedPValue(int layout) =>
        study.Split is CrossValidationProtocol { Folds: var folds, ValidationFraction: var validation }
            ? CorrectedResampledTest.Compute(foldDifferences(layout, baseline), 1 / ((folds - 1) * (1 - validation)))?.PValue
            : null;

    private LayoutComparison Row(int layout, ScoreKey key, PairedDifference difference) =>
        new(
            layouts[layout].Id,
            layouts[baseline].Name,
            key.Metric,
            key.ClassIndex is { } k ? study.DataSet.Classes[k] : null,
            difference.Difference,
            difference.Interval.Low,
            difference.Interval.High,
            difference.ProbabilityWithinMargin,
            NonInferiorityPValue: null,
            SignFlipPValue: null,
            SignFlipFloor: null,
            CorrectedPValue: null
        );
}
