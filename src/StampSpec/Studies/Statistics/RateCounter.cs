namespace StampSpec.Studies.Statistics;

/// <summary>The objects of one run in the order in which a falling threshold takes them for a class.</summary>
/// <param name="Order">Indices of the objects, most probable first.</param>
/// <param name="Starts">Places in the order at which a lower probability begins; then the number of objects.</param>
internal sealed record ThresholdOrder(int[] Order, int[] Starts)
{
    /// <summary>Orders the objects by the probability of a class.</summary>
    /// <param name="probabilities">N x K.</param>
    /// <param name="classIndex">The class.</param>
    public static ThresholdOrder Of(IReadOnlyList<IReadOnlyList<float>> probabilities, int classIndex)
    {
        float At(int index) => probabilities[index][classIndex];
        int[] order = [.. Enumerable.Range(0, probabilities.Count).OrderByDescending(At).ThenBy(i => i)];
        var starts = Enumerable.Range(0, order.Length).Where(p => p == 0 || At(order[p]) < At(order[p - 1]));
        return new ThresholdOrder(order, [.. starts, order.Length]);
    }
}

/// <summary>Completeness and purity at each rate in each bin; NaN where a bin has no object of the class, or where none is taken.</summary>
/// <param name="Completeness">Fractions, rates x bins.</param>
/// <param name="Purity">Fractions, rates x bins.</param>
internal sealed record RateFigures(double[,] Completeness, double[,] Purity);

/// <summary>What thresholds at given rates of false alerts take, under the weights of a resample.</summary>
/// <param name="table">Classes of the objects.</param>
/// <param name="classIndex">The class.</param>
/// <param name="binOf">The bin of each object. Bin 0 has all objects besides.</param>
/// <param name="bins">Number of bins, with bin 0.</param>
/// <param name="rates">Accepted rates of false alerts, ascending.</param>
internal sealed class RateCounter(PredictionTable table, int classIndex, int[] binOf, int bins, IReadOnlyList<double> rates)
{
    // A rate that is met exactly is met, whatever the rounding of the sums.
    private const double Rounding = 1 + 1e-9;

    /// <summary>
    /// The means over the drawn runs. A purity that does not exist in a run, because nothing is taken, is the mean over the other runs.
    /// </summary>
    public RateFigures Score(IReadOnlyList<ThresholdOrder> runs, BootstrapDraw draw)
    {
        var weights = WeightOfOne(draw);
        var (all, allFalse) = Totals(draw, weights);
        var (completeness, purity) = (new MeanGrid(rates.Count, bins), new MeanGrid(rates.Count, bins));
        for (var run = 0; run < runs.Count; run++)
        {
            if (draw.RunWeights[run] == 0)
            {
                continue;
            }

            foreach (var (rate, taken) in Walk(runs[run], draw, weights, allFalse).Index())
            {
                for (var bin = 0; bin < bins; bin++)
                {
                    completeness.Add(rate, bin, taken.Right[bin] / all[bin], draw.RunWeights[run]);
                    purity.Add(rate, bin, taken.Right[bin] / (taken.Right[bin] + taken.Wrong[bin]), draw.RunWeights[run]);
                }
            }
        }

        return new RateFigures(completeness.Means(), purity.Means());
    }

    /// <summary>The weight of one drawn object of each class: 1, or the class's share divided by its drawn objects.</summary>
    private double[] WeightOfOne(BootstrapDraw draw) =>
        [
            .. draw
                .ClassWeights.ToArray()
                .Select(
                    (drawn, k) =>
                        table.ClassShares is not { } shares ? 1
                        : drawn > 0 ? shares[k] / drawn
                        : 0
                ),
        ];

    private (double[] OfClass, double False) Totals(BootstrapDraw draw, double[] weights)
    {
        var (members, others) = (new double[bins], 0.0);
        for (var i = 0; i < table.ObjectCount; i++)
        {
            var weight = draw.ObjectWeights[i] * weights[table.TrueClasses[i]];
            if (table.TrueClasses[i] != classIndex)
            {
                others += weight;
                continue;
            }

            Add(members, i, weight);
        }

        return (members, others);
    }

    /// <summary>What is taken at each rate, in their order. Each is valid until the next one.</summary>
    private IEnumerable<Taken> Walk(ThresholdOrder run, BootstrapDraw draw, double[] weights, double allFalse)
    {
        var (taken, rate) = (new Taken(new double[bins], new double[bins]), 0);
        for (var group = 0; group + 1 < run.Starts.Length && rate < rates.Count; group++)
        {
            var tied = new ArraySegment<int>(run.Order, run.Starts[group], run.Starts[group + 1] - run.Starts[group]);
            var added = 0.0;
            foreach (var index in tied)
            {
                added += table.TrueClasses[index] == classIndex ? 0 : WeightOf(index);
            }

            for (; rate < rates.Count && taken.Wrong[0] + added > rates[rate] * allFalse * Rounding; rate++)
            {
                yield return taken;
            }

            foreach (var index in tied)
            {
                Add(table.TrueClasses[index] == classIndex ? taken.Right : taken.Wrong, index, WeightOf(index));
            }
        }

        for (; rate < rates.Count; rate++)
        {
            yield return taken;
        }

        double WeightOf(int index) => draw.ObjectWeights[index] * weights[table.TrueClasses[index]];
    }

    private void Add(double[] sums, int index, double weight)
    {
        sums[0] += weight;
        if (binOf[index] > 0)
        {
            sums[binOf[index]] += weight;
        }
    }

    /// <summary>Weights of what is taken in each bin.</summary>
    /// <param name="Right">Of the class.</param>
    /// <param name="Wrong">Of other classes.</param>
    private sealed record Taken(double[] Right, double[] Wrong);

    /// <summary>Weighted means over runs of figures that may be undefined (NaN).</summary>
    private sealed class MeanGrid(int rows, int columns)
    {
        private readonly double[,] _sums = new double[rows, columns];
        private readonly double[,] _weights = new double[rows, columns];

        public void Add(int row, int column, double value, int weight)
        {
            if (!double.IsNaN(value))
            {
                _sums[row, column] += weight * value;
                _weights[row, column] += weight;
            }
        }

        public double[,] Means()
        {
            var means = new double[rows, columns];
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    means[row, column] = _sums[row, column] / _weights[row, column];
                }
            }

            return means;
        }
    }
}
