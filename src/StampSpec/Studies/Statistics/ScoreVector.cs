namespace StampSpec.Studies.Statistics;

/// <summary>All scores of a weighted confusion matrix at once, without allocation: the bootstrap's inner step.</summary>
internal static class ScoreVector
{
    private const int MacroCount = 4;

    /// <summary>Number of scores for K classes.</summary>
    public static int Length(int classCount) => MacroCount + (3 * classCount);

    /// <summary>Adds <paramref name="factor"/> times each score of <see cref="ScoreKey.All"/> to <paramref name="scores"/>.</summary>
    /// <param name="cells">K x K weighted counts, row = true class.</param>
    /// <param name="classCount">K.</param>
    /// <param name="factor">Times that this matrix counts.</param>
    /// <param name="scores">Sums, <see cref="Length"/> values.</param>
    public static void Accumulate(ReadOnlySpan<double> cells, int classCount, int factor, Span<double> scores)
    {
        double hits = 0, total = 0, f1 = 0, precision = 0, recall = 0;
        for (var k = 0; k < classCount; k++)
        {
            double row = 0, column = 0;
            for (var j = 0; j < classCount; j++)
            {
                row += cells[(k * classCount) + j];
                column += cells[(j * classCount) + k];
            }

            var hit = cells[(k * classCount) + k];
            hits += hit;
            total += row;
            var own = scores.Slice(MacroCount + (3 * k), 3);
            f1 += Add(own, 0, factor, Ratio(2 * hit, row + column));
            precision += Add(own, 1, factor, Ratio(hit, column));
            recall += Add(own, 2, factor, Ratio(hit, row));
        }

        Add(scores, 0, factor, f1 / classCount);
        Add(scores, 1, factor, precision / classCount);
        Add(scores, 2, factor, recall / classCount);
        Add(scores, 3, factor, Ratio(hits, total));
    }

    private static double Add(Span<double> sums, int index, int factor, double score)
    {
        sums[index] += factor * score;
        return score;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
