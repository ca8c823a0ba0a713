using StampSpec.Studies.Results;
using StampSpec.Studies.Splits;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>Compares every layout of a bootstrap with the baseline.</summary>
/// <param name="study">The study.</param>
/// <param name="scores">The resamples.</param>
/// <param name="layouts">The layouts, in the order of the resamples.</param>
/// <param name="baseline">Index of the baseline.</param>
/// <param name="foldDifferences">Macro-F1 differences of two layouts, one a run and fold.</param>
internal sealed class BaselineComparisons(
    Study study, BootstrapScores scores, IReadOnlyList<StudyLayout> layouts, int baseline, Func<int, int, double[]> foldDifferences)
{
    /// <summary>All comparisons: macro-F1 of every layout first, then the other scores.</summary>
    public IReadOnlyList<LayoutComparison> All()
    {
        int[] others = [.. Enumerable.Range(0, layouts.Count).Where(l => l != baseline)];
        var macro = others.Select(l => PairedDifference.Compute(scores, l, baseline, ScoreKey.MacroF1, study.Margin)).ToArray();
        var nonInferiority = HolmAdjustment.Adjust([.. macro.Select(d => d.NonInferiorityPValue)]);
        var signFlips = macro.All(d => d.SignFlip is not null) ? HolmAdjustment.Adjust([.. macro.Select(d => d.SignFlip!.PValue)]) : null;
        return
        [
            .. others.Select((l, i) => Row(l, ScoreKey.MacroF1, macro[i]) with
            {
                NonInferiorityPValue = nonInferiority[i],
                SignFlipPValue = signFlips?[i],
                SignFlipFloor = macro[i].SignFlip?.Floor,
                CorrectedPValue = CorrectedPValue(l),
            }),
            .. from l in others
               from key in scores.Keys
               where key != ScoreKey.MacroF1
               select Row(l, key, PairedDifference.Compute(scores, l, baseline, key, study.Margin)),
        ];
    }

    private double? CorrectedPValue(int layout) => study.Split is CrossValidationProtocol { Folds: var folds }
        ? CorrectedResampledTest.Compute(foldDifferences(layout, baseline), 1.0 / (folds - 1))?.PValue
        : null;

    private LayoutComparison Row(int layout, ScoreKey key, PairedDifference difference) => new(
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
        CorrectedPValue: null);
}
