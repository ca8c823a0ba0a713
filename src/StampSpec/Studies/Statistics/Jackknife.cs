namespace StampSpec.Studies.Statistics;

/// <summary>
/// The acceleration of the BCa interval from leave-one-out influences, for several samples (Davison and Hinkley 1997, equation 5.21 with
/// influence values l): a = sum_s sum_i l_si^3 / n_s^3 / (6 (sum_s sum_i l_si^2 / n_s^2)^(3/2)). The samples are the runs and each class's
/// units.
/// </summary>
internal static class Jackknife
{
    /// <summary>Acceleration of each score of each layout, 0 if no object or run has an influence.</summary>
    public static double[][] Accelerations(PredictionTable table, WeightedConfusion[][] confusions, int[][] strata)
    {
        var rowsOfUnit = Enumerable.Range(0, table.ObjectCount).ToLookup(i => table.Units[i]);
        var result = new double[confusions.Length][];
        Parallel.For(0, confusions.Length, layout =>
        {
            var sums = new InfluenceSums(ScoreVector.Length(table.ClassCount));
            sums.AddSample(RunScores(table, confusions[layout]), leaveOneOut: false);
            var full = FullCells(table, confusions[layout]);
            foreach (var units in strata)
            {
                sums.AddSample(
                    [.. units.Select(u => WithoutUnit(table, table.Layouts[layout], full, [.. rowsOfUnit[u]]))],
                    leaveOneOut: true
                );
            }

            result[layout] = sums.Accelerations();
        });
        return result;
    }

    /// <summary>Scores of each run on all objects.</summary>
    public static double[][] RunScores(PredictionTable table, WeightedConfusion[] confusions) =>
        [.. FullCells(table, confusions).Select(cells => Scores(cells, table))];

    private static double[][] FullCells(PredictionTable table, WeightedConfusion[] confusions)
    {
        var weights = new int[table.ObjectCount];
        Array.Fill(weights, 1);
        var classWeights = new double[table.ClassCount];
        foreach (var trueClass in table.TrueClasses)
        {
            classWeights[trueClass]++;
        }

        return
        [
            .. confusions.Select(confusion =>
            {
                var cells = new double[table.ClassCount * table.ClassCount];
                confusion.Fill(weights, classWeights, cells);
                return cells;
            }),
        ];
    }

    private static double[] Scores(double[] cells, PredictionTable table)
    {
        var scores = new double[ScoreVector.Length(table.ClassCount)];
        ScoreVector.Accumulate(cells, table, 1, scores);
        return scores;
    }

    private static double[] WithoutUnit(PredictionTable table, LayoutPredictions layout, double[][] full, int[] rows)
    {
        var scores = new double[ScoreVector.Length(table.ClassCount)];
        for (var run = 0; run < full.Length; run++)
        {
            foreach (var row in rows)
            {
                full[run][Cell(table, layout, run, row)]--;
            }

            ScoreVector.Accumulate(full[run], table, 1, scores);
            foreach (var row in rows)
            {
                full[run][Cell(table, layout, run, row)]++;
            }
        }

        return [.. scores.Select(s => s / full.Length)];
    }

    private static int Cell(PredictionTable table, LayoutPredictions layout, int run, int row) =>
        (table.TrueClasses[row] * table.ClassCount) + layout.Runs[run][row];
}

/// <summary>Sums of squared and cubed influences over samples, one pair for each score.</summary>
internal sealed class InfluenceSums(int scoreCount)
{
    private readonly double[] _squares = new double[scoreCount];
    private readonly double[] _cubes = new double[scoreCount];

    /// <summary>Adds one sample's influences.</summary>
    /// <param name="values">For each member, the scores without it or, if the statistic is the mean of the sample, its own scores.</param>
    /// <param name="leaveOneOut">True if the values are scores without the member.</param>
    public void AddSample(double[][] values, bool leaveOneOut)
    {
        var n = values.Length;
        if (n < 2)
        {
            return;
        }

        for (var score = 0; score < scoreCount; score++)
        {
            var mean = values.Average(v => v[score]);
            foreach (var value in values)
            {
                var influence = leaveOneOut ? (n - 1) * (mean - value[score]) : value[score] - mean;
                var share = influence / n;
                _squares[score] += share * share;
                _cubes[score] += share * share * share;
            }
        }
    }

    /// <summary>The acceleration of each score.</summary>
    public double[] Accelerations() => [.. _squares.Zip(_cubes, (square, cube) => square == 0 ? 0 : cube / (6 * Math.Pow(square, 1.5)))];
}
