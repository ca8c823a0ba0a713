using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>The probability that a layout is the best, for each budget and without a budget.</summary>
internal static class BudgetProbabilities
{
    /// <summary>For each layout, the probabilities for the budgets that it fits, smallest budget first.</summary>
    /// <param name="bytes">Bytes of each layout; null for a layout that does not compete.</param>
    /// <param name="budgets">The budgets.</param>
    /// <param name="scores">Resampled scores of the same layouts.</param>
    public static IReadOnlyList<BudgetProbability>[] Of(
        IReadOnlyList<double?> bytes,
        IReadOnlyList<StudyBudget> budgets,
        BootstrapScores scores
    )
    {
        (string Name, double? Bytes)[] limits =
        [
            .. budgets.OrderBy(b => b.Bytes).Select(b => (b.Name, (double?)b.Bytes)),
            (BudgetProbability.Unlimited, null),
        ];
        var answers = limits.Select(l => (Limit: l, Best: Probabilities(bytes, l.Bytes, scores, ScoreKey.MacroF1))).ToArray();
        return
        [
            .. Enumerable
                .Range(0, bytes.Count)
                .Select(layout =>
                    (IReadOnlyList<BudgetProbability>)
                        [
                            .. answers
                                .Where(a => a.Best[layout] is not null)
                                .Select(a => new BudgetProbability(a.Limit.Name, a.Limit.Bytes, a.Best[layout]!.Value)),
                        ]
                ),
        ];
    }

    /// <summary>For each layout, the fraction of resamples in which it is the best within the budget; null for layouts that exceed it or do
    /// not compete. If several are equal, the smallest wins, then the first.</summary>
    /// <param name="bytes">Bytes of each layout; null for a layout that does not compete.</param>
    /// <param name="budget">The budget; null without a limit.</param>
    /// <param name="scores">Resampled scores.</param>
    /// <param name="key">The score.</param>
    internal static IReadOnlyList<double?> Probabilities(IReadOnlyList<double?> bytes, double? budget, BootstrapScores scores, ScoreKey key)
    {
        int[] affordable =
        [
            .. Enumerable.Range(0, bytes.Count).Where(l => bytes[l] <= (budget ?? double.PositiveInfinity)).OrderBy(l => bytes[l]),
        ];
        var series = affordable.Select(l => scores.Replicates(l, key).ToArray()).ToArray();
        var wins = new int[bytes.Count];
        var resamples = series.Length == 0 ? 0 : series[0].Length;
        for (var resample = 0; resample < resamples; resample++)
        {
            wins[affordable[Enumerable.Range(0, series.Length).MaxBy(s => series[s][resample])]]++;
        }

        return [.. Enumerable.Range(0, bytes.Count).Select(l => affordable.Contains(l) ? (double)wins[l] / resamples : (double?)null)];
    }
}
