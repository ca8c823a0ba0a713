using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Scores of existing predictions in a stream with other shares of the classes: every object counts by the share of its class divided by
/// the number of the class's objects, and probabilities are those of <see cref="StreamProbabilities"/>. A class without a share has no
/// score.
/// </summary>
internal static class MixScores
{
    private const int ConfidenceBins = Calibration.DefaultBinCount;

    /// <summary>Rows of mix.csv; none without a mix or without a run that every layout completed.</summary>
    public static IReadOnlyList<MixRow> Of(StudySummary summary, IReadOnlyList<ObjectRow> objects, IReadOnlyList<PredictionRow> predictions)
    {
        if (summary.Mix is not { } mix || ScoredPredictions.Of(summary, objects, predictions) is not { } scored)
        {
            return [];
        }

        double[] shares = [.. summary.Classes.Select(c => mix[c])];
        var moved = MovedProbabilities(summary, scored, predictions, shares);
        var table = new PredictionTable(
            summary.Classes.Count,
            scored.Objects.TrueClasses,
            scored.Objects.Units,
            [
                .. scored.Layouts.Select(
                    (l, i) => new LayoutPredictions(l.Id.Layout, [.. moved[i].Select(run => run.Select(MostProbable).ToArray())])
                ),
            ],
            shares
        );
        if (table.ScoredClassCount == 0)
        {
            return [];
        }

        var scores = TwoLevelBootstrap.Resample(table, summary.Resamples, new Seed(summary.Seed).Derive("mix"));
        var baseline = scored.IndexOf(summary.Baseline);
        var rows = scored.Layouts.SelectMany((l, i) => RowsOf(summary, l, i, baseline, scores, Error(i)));
        return baseline is { } other ? Judged(rows, summary, scored, scores, other) : [.. rows];

        double Error(int layout) => moved[layout].Average(run => CalibrationError(run, scored.Objects.TrueClasses, shares));
    }

    private static double[][][][] MovedProbabilities(
        StudySummary summary,
        ScoredPredictions scored,
        IReadOnlyList<PredictionRow> predictions,
        double[] shares
    )
    {
        double[] training = [.. summary.Classes.Select(c => summary.TrainedShares![c])];
        var stream = new StreamProbabilities(shares, training);
        return
        [
            .. scored
                .Probabilities(summary, predictions)
                .Select(runs => runs.Select(run => stream.Of(run, scored.Objects.TrueClasses, scored.Objects.Units)).ToArray()),
        ];
    }

    private static int MostProbable(double[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());

    /// <summary>The expected calibration error of <see cref="Calibration"/>, in which every object counts by its class's share.</summary>
    private static double CalibrationError(double[][] probabilities, int[] trueClasses, double[] shares)
    {
        var counts = trueClasses.CountBy(k => k).ToDictionary();
        var (excess, total) = (new double[ConfidenceBins], 0.0);
        foreach (var (i, row) in probabilities.Index())
        {
            var (chosen, weight) = (MostProbable(row), shares[trueClasses[i]] / counts[trueClasses[i]]);
            excess[Calibration.BinOf(Math.Min(row[chosen], 1), ConfidenceBins)] +=
                weight * ((chosen == trueClasses[i] ? 1 : 0) - row[chosen]);
            total += weight;
        }

        return total > 0 ? excess.Sum(Math.Abs) / total : 0;
    }

    private static IEnumerable<MixRow> RowsOf(
        StudySummary summary,
        LayoutSummary layout,
        int index,
        int? baseline,
        BootstrapScores scores,
        double calibrationError
    )
    {
        foreach (var key in scores.Keys)
        {
            var interval = BootstrapInterval.Percentile(scores.Replicates(index, key).ToArray(), summary.Level);
            var name = key.ClassIndex is { } k ? summary.Classes[k] : null;
            var row = new MixRow(layout.Id, key.Metric, name, scores.Estimate(index, key), interval.Low, interval.High, null, null, null);
            yield return baseline is { } other && other != index ? Compared(row, summary, scores, index, other, key) : row;
        }

        yield return new MixRow(layout.Id, MetricNames.CalibrationError, null, calibrationError, null, null, null, null, null);
    }

    private static MixRow Compared(MixRow row, StudySummary summary, BootstrapScores scores, int index, int baseline, ScoreKey key)
    {
        var paired = BootstrapInterval.Percentile(scores.Differences(index, baseline, key), summary.Level);
        return row with
        {
            Difference = scores.Estimate(index, key) - scores.Estimate(baseline, key),
            DifferenceLow = paired.Low,
            DifferenceHigh = paired.High,
        };
    }

    /// <summary>The rows with the p-values and verdicts of macro-F1.</summary>
    private static MixRow[] Judged(
        IEnumerable<MixRow> rows,
        StudySummary summary,
        ScoredPredictions scored,
        BootstrapScores scores,
        int baseline
    )
    {
        var family = BaselineFamily.Of(scores, baseline, summary.Margin);
        var positions = family.Positions(l => scored.Layouts[l].Id);
        return [.. rows.Select(r => r.Metric == MetricNames.MacroF1 && positions.TryGetValue(r.Id, out var i) ? Judgement(r, i) : r)];

        MixRow Judgement(MixRow row, int i)
        {
            var (differs, nonInferior, nonSuperior) = (family.Differs[i], family.NonInferior[i], family.NonSuperior[i]);
            return row with
            {
                DifferencePValue = differs,
                NonInferiorityPValue = nonInferior,
                NonSuperiorityPValue = nonSuperior,
                Verdict = ComparisonVerdicts.Of(family.Differences[i].Difference, differs, nonInferior, nonSuperior).Word(),
            };
        }
    }
}
