namespace StampSpec.Studies.Statistics;

/// <summary>A layout's score minus the baseline's, from the same runs, objects and resamples.</summary>
/// <param name="Difference">d, mean over runs.</param>
/// <param name="Interval">Percentile interval of d.</param>
/// <param name="ProbabilityWithinMargin">Fraction of resamples with d &gt; -margin.</param>
/// <param name="NonInferiorityPValue">One-sided: (resamples with d &lt;= -margin, plus 1) / (resamples plus 1); never 0.</param>
/// <param name="SignFlip">Sign-flip test over runs; null below six runs.</param>
public sealed record PairedDifference(
    double Difference, ScoreInterval Interval, double ProbabilityWithinMargin, double NonInferiorityPValue, SignFlipTest? SignFlip)
{
    /// <summary>Compares two layouts of a bootstrap.</summary>
    /// <param name="scores">The resamples.</param>
    /// <param name="layout">The layout judged.</param>
    /// <param name="baseline">The layout it is judged against.</param>
    /// <param name="key">The score.</param>
    /// <param name="margin">delta, at least 0: the loss that would be accepted.</param>
    public static PairedDifference Compute(BootstrapScores scores, int layout, int baseline, ScoreKey key, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        var differences = scores.Differences(layout, baseline, key);
        var within = differences.Count(d => d > -margin);
        var perRun = scores.RunScores(layout, key).Zip(scores.RunScores(baseline, key), (a, b) => a - b).ToArray();
        return new PairedDifference(
            perRun.Average(),
            BootstrapInterval.Percentile(differences),
            (double)within / differences.Length,
            (differences.Length - within + 1.0) / (differences.Length + 1.0),
            SignFlipTest.Compute(perRun));
    }
}
