namespace StampSpec.Studies.Statistics;

/// <summary>The scores of every layout, as observed and on every resample.</summary>
public sealed class BootstrapScores
{
    private readonly Dictionary<ScoreKey, int> _indices;
    private readonly double[][][] _replicates;
    private readonly double[][] _accelerations;
    private readonly double[][][] _runScores;

    internal BootstrapScores(PredictionTable table, double[][][] replicates, double[][] accelerations)
    {
        Keys = ScoreKey.All(table.ClassCount);
        _indices = Keys.Select((key, index) => (key, index)).ToDictionary(k => k.key, k => k.index);
        _replicates = replicates;
        _accelerations = accelerations;
        _runScores = [.. table.Layouts.Select(l => Jackknife.RunScores(
            table, [.. l.Runs.Select(r => new WeightedConfusion(table.ClassCount, table.TrueClasses, r))]))];
    }

    /// <summary>The scores there are.</summary>
    public IReadOnlyList<ScoreKey> Keys { get; }

    /// <summary>A layout's score: the mean over its runs.</summary>
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
