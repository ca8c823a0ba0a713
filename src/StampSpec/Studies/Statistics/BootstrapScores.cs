using System.Numerics.Tensors;
using StampSpec.Learning.Metrics;

namespace StampSpec.Studies.Statistics;

/// <summary>The scores of every layout, observed and on every resample.</summary>
internal sealed class BootstrapScores
{
    private readonly Dictionary<ScoreKey, int> _indices;
    private readonly double[][][] _replicates;
    private readonly double[][] _accelerations;
    private readonly double[][][] _runScores;

    internal BootstrapScores(PredictionTable table, double[][][] replicates, double[][] accelerations)
    {
        var all = ScoreKey.All(table.ClassCount);
        Keys = [.. all.Where(key => key.ClassIndex is not { } k || table.IsScored[k])];
        _indices = all.Select((key, index) => (key, index)).ToDictionary(k => k.key, k => k.index);
        _replicates = replicates;
        _accelerations = accelerations;
        _runScores =
        [
            .. table.Layouts.Select(l =>
                Jackknife.RunScores(table, [.. l.Runs.Select(r => new WeightedConfusion(table.ClassCount, table.TrueClasses, r))])
            ),
        ];
    }

    /// <summary>The available scores. A class without objects, or without a share, has none.</summary>
    public IReadOnlyList<ScoreKey> Keys { get; }

    /// <summary>The number of layouts.</summary>
    public int LayoutCount => _runScores.Length;

    /// <summary>A layout's score, the mean over its runs.</summary>
    public double Estimate(int layout, ScoreKey key) => RunScores(layout, key).Average();

    /// <summary>A layout's score in each run.</summary>
    public IReadOnlyList<double> RunScores(int layout, ScoreKey key) => [.. _runScores[layout].Select(r => r[_indices[key]])];

    /// <summary>A layout's score on each resample.</summary>
    public ReadOnlySpan<double> Replicates(int layout, ScoreKey key) => _replicates[layout][_indices[key]];

    /// <summary>A layout's score minus another's, on each resample.</summary>
    public double[] Differences(int layout, int baseline, ScoreKey key)
    {
        var minuend = _replicates[layout][_indices[key]];
        var subtrahend = _replicates[baseline][_indices[key]];
        return [.. minuend.Zip(subtrahend, (a, b) => a - b)];
    }

    /// <summary>BCa interval of a layout's score.</summary>
    public ScoreInterval Interval(int layout, ScoreKey key, double level = BootstrapInterval.DefaultLevel) =>
        BootstrapInterval.BiasCorrected(Estimate(layout, key), Replicates(layout, key), _accelerations[layout][_indices[key]], level);
}

/// <summary>One score of a classifier: a metric and, unless it averages over classes, a class.</summary>
/// <param name="Metric">Name as results.csv writes it, such as <c>macro-f1</c> or <c>recall</c>.</param>
/// <param name="ClassIndex">The class; null for macro figures.</param>
internal sealed record ScoreKey(string Metric, int? ClassIndex)
{
    /// <summary>The score by which layouts are compared.</summary>
    public static ScoreKey MacroF1 { get; } = new(MetricNames.MacroF1, null);

    /// <summary>Every score of a confusion matrix of K classes, in the order of <see cref="ScoreVector"/>.</summary>
    public static IReadOnlyList<ScoreKey> All(int classCount) =>
        [
            MacroF1,
            new(MetricNames.MacroPrecision, null),
            new(MetricNames.MacroRecall, null),
            new(MetricNames.Accuracy, null),
            .. Enumerable
                .Range(0, classCount)
                .SelectMany(k => new ScoreKey[] { new(MetricNames.F1, k), new(MetricNames.Precision, k), new(MetricNames.Recall, k) }),
        ];
}

/// <summary>Computes all scores of a weighted confusion matrix at once, without allocation: the inner step of the bootstrap.</summary>
internal static class ScoreVector
{
    private const int MacroCount = 4;

    /// <summary>Number of scores for K classes.</summary>
    public static int Length(int classCount) => MacroCount + (3 * classCount);

    /// <summary>Adds <paramref name="factor"/> times each score of <see cref="ScoreKey.All"/> to <paramref name="scores"/>.</summary>
    /// <param name="cells">K x K weighted counts; rows are true classes.</param>
    /// <param name="table">The number of classes, and their shares if each class counts by its share.</param>
    /// <param name="factor">Weight of this matrix.</param>
    /// <param name="scores">The sums, <see cref="Length"/> values.</param>
    public static void Accumulate(ReadOnlySpan<double> cells, PredictionTable table, int factor, Span<double> scores)
    {
        if (table.ClassShares is not { } shares)
        {
            AccumulateCells(cells, table, factor, scores);
            return;
        }

        Span<double> shared = stackalloc double[cells.Length];
        for (var k = 0; k < table.ClassCount; k++)
        {
            var row = cells.Slice(k * table.ClassCount, table.ClassCount);
            var sum = TensorPrimitives.Sum(row);
            TensorPrimitives.Multiply(row, sum > 0 ? shares[k] / sum : 0, shared.Slice(k * table.ClassCount, table.ClassCount));
        }

        AccumulateCells(shared, table, factor, scores);
    }

    private static void AccumulateCells(ReadOnlySpan<double> cells, PredictionTable table, int factor, Span<double> scores)
    {
        var classCount = table.ClassCount;
        double hits = 0,
            total = 0,
            f1 = 0,
            precision = 0,
            recall = 0;
        for (var k = 0; k < classCount; k++)
        {
            double row = 0,
                column = 0;
            for (var j = 0; j < classCount; j++)
            {
                row += cells[(k * classCount) + j];
                column += cells[(j * classCount) + k];
            }

            var hit = cells[(k * classCount) + k];
            hits += hit;
            total += row;
            var own = scores.Slice(MacroCount + (3 * k), 3);
            var counts = table.IsScored[k] ? 1 : 0;
            f1 += counts * Add(own, 0, factor, Ratio(2 * hit, row + column));
            precision += counts * Add(own, 1, factor, Ratio(hit, column));
            recall += counts * Add(own, 2, factor, Ratio(hit, row));
        }

        Add(scores, 0, factor, f1 / table.ScoredClassCount);
        Add(scores, 1, factor, precision / table.ScoredClassCount);
        Add(scores, 2, factor, recall / table.ScoredClassCount);
        Add(scores, 3, factor, Ratio(hits, total));
    }

    private static double Add(Span<double> sums, int index, int factor, double score)
    {
        sums[index] += factor * score;
        return score;
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
