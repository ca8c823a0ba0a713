using StampSpec.Common;
using StampSpec.Learning.Trees;

namespace StampSpec.Benchmarks.Sky;

/// <summary>Boosted trees that tell real from synthetic alerts, cross-validated.</summary>
internal static class CrossValidatedTrees
{
    /// <summary>Scores each alert by trees that were fitted without its fold.</summary>
    /// <param name="numbers">Numbers of the alerts, all of the same length.</param>
    /// <param name="isReal">Whether each alert is real.</param>
    /// <param name="folds">The fold of each alert, from 0.</param>
    /// <param name="seedOf">The seed of the trees of a fold.</param>
    /// <returns>The probability that each alert is real, in the order of the alerts.</returns>
    public static double[] Score(
        IReadOnlyList<float[]> numbers,
        IReadOnlyList<bool> isReal,
        IReadOnlyList<int> folds,
        Func<int, Seed> seedOf
    )
    {
        var scores = new double[numbers.Count];
        foreach (var fold in folds.Distinct())
        {
            int[] train = [.. Enumerable.Range(0, numbers.Count).Where(i => folds[i] != fold)];
            int[] scored = [.. Enumerable.Range(0, numbers.Count).Where(i => folds[i] == fold)];
            var probabilities = BoostedTrees.FitAndScore(
                [.. train.Select(i => numbers[i])],
                [.. train.Select(i => isReal[i] ? 1 : 0)],
                [.. scored.Select(i => numbers[i])],
                2,
                balances: true,
                seedOf(fold)
            );
            foreach (var (row, i) in scored.Index())
            {
                scores[i] = probabilities[(2 * row) + 1];
            }
        }

        return scores;
    }
}
