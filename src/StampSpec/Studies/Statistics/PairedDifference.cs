using System.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace StampSpec.Studies.Statistics;

/// <summary>The difference between a layout's score and the baseline's, from the same runs, objects and resamples.</summary>
/// <param name="Difference">d, the layout's score minus the baseline's, mean over runs.</param>
/// <param name="Interval">Percentile interval of d.</param>
/// <param name="ProbabilityWithinMargin">Fraction of resamples with d &gt; -margin.</param>
/// <param name="NonInferiorityPValue">One-sided: (resamples with d &lt;= -margin, plus 1) / (resamples plus 1); never 0.</param>
/// <param name="PValue">Two-sided: twice the smaller of (resamples with d &lt;= 0, plus 1) and (resamples with d &gt;= 0, plus 1), over
/// (resamples plus 1), at most 1; below .05 if the percentile interval of 95 % excludes 0.</param>
/// <param name="SignFlip">Sign-flip test over runs; null with fewer than six runs.</param>
internal sealed record PairedDifference(
    double Difference,
    ScoreInterval Interval,
    double ProbabilityWithinMargin,
    double NonInferiorityPValue,
    double PValue,
    SignFlipTest? SignFlip
)
{
    /// <summary>One-sided: (resamples with d &gt;= margin, plus 1) / (resamples plus 1); never 0.</summary>
    public required double NonSuperiorityPValue { get; init; }

    /// <summary>Fraction of resamples in which d has the sign that it has here; a resample with d = 0 counts half.</summary>
    public required double OrderProbability { get; init; }

    /// <summary>Compares two layouts of a bootstrap.</summary>
    /// <param name="scores">The resamples.</param>
    /// <param name="layout">The layout that is compared.</param>
    /// <param name="baseline">The layout that it is compared with.</param>
    /// <param name="key">The score.</param>
    /// <param name="margin">delta, the accepted loss, at least 0.</param>
    public static PairedDifference Compute(BootstrapScores scores, int layout, int baseline, ScoreKey key, double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        var differences = scores.Differences(layout, baseline, key);
        var within = differences.Count(d => d > -margin);
        var perRun = scores.RunScores(layout, key).Zip(scores.RunScores(baseline, key), (a, b) => a - b).ToArray();
        var difference = perRun.Average();
        var (below, above) = (differences.Count(d => d < 0), differences.Count(d => d > 0));
        var ties = differences.Length - below - above;
        return new PairedDifference(
            difference,
            BootstrapInterval.Percentile(differences),
            (double)within / differences.Length,
            (differences.Length - within + 1.0) / (differences.Length + 1.0),
            Math.Min(1, 2 * (Math.Min(below, above) + ties + 1.0) / (differences.Length + 1.0)),
            SignFlipTest.Compute(perRun)
        )
        {
            NonSuperiorityPValue = (differences.Count(d => d >= margin) + 1.0) / (differences.Length + 1.0),
            OrderProbability = ((difference < 0 ? below : above) + (ties / 2.0)) / differences.Length,
        };
    }
}

/// <summary>
/// Corrected resampled t-test for repeated cross-validation (Nadeau and Bengio 2003, Machine Learning 52, 239): t = mean(d) / sqrt((1/n +
/// n_test/n_train) s^2) with n - 1 degrees of freedom, since folds share training objects.
/// </summary>
/// <param name="MeanDifference">Mean of d.</param>
/// <param name="Statistic">t.</param>
/// <param name="DegreesOfFreedom">n - 1.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Interval">Interval of the mean difference.</param>
internal sealed record CorrectedResampledTest(
    double MeanDifference,
    double Statistic,
    int DegreesOfFreedom,
    double PValue,
    ScoreInterval Interval
)
{
    /// <summary>Tests differences, one for each fold and repetition; null with fewer than two differences, or if all are equal.</summary>
    /// <param name="differences">d, n values.</param>
    /// <param name="testToTrainRatio">n_test / n_train, above 0.</param>
    /// <param name="level">Coverage of the interval.</param>
    public static CorrectedResampledTest? Compute(
        IReadOnlyList<double> differences,
        double testToTrainRatio,
        double level = BootstrapInterval.DefaultLevel
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(testToTrainRatio);
        if (differences.Count < 2 || differences.All(d => d == differences[0]))
        {
            return null;
        }

        var freedom = differences.Count - 1;
        var mean = differences.Mean();
        var error = Math.Sqrt(((1.0 / differences.Count) + testToTrainRatio) * differences.Variance());
        var t = mean / error;
        var half = error * StudentT.InvCDF(0, 1, freedom, (1 + level) / 2);
        return new CorrectedResampledTest(
            mean,
            t,
            freedom,
            2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)),
            new ScoreInterval(mean - half, mean + half, level)
        );
    }
}

/// <summary>Holm's step-down adjustment (Holm 1979): controls the probability of any false claim if several layouts are compared with one
/// baseline.</summary>
internal static class HolmAdjustment
{
    /// <summary>Computes adjusted p-values, in the order of the input: max over j up to i of min(1, (m - j) p_(j)), j from 0 in ascending
    /// order.</summary>
    /// <param name="pValues">m values in [0, 1].</param>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var values = pValues.ToArray();
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var adjusted = new double[values.Length];
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * values[order[rank]]));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }
}

/// <summary>
/// The macro-F1 differences of every layout but the baseline, in the order of the resamples. They are one family: each kind of p-value is
/// adjusted by Holm over them.
/// </summary>
/// <param name="Layouts">Indices of the layouts.</param>
/// <param name="Differences">d of each, with p-values that are not adjusted.</param>
/// <param name="Differs">Adjusted, two-sided, of d = 0.</param>
/// <param name="NonInferior">Adjusted, one-sided, of d &lt;= -margin.</param>
/// <param name="NonSuperior">Adjusted, one-sided, of d &gt;= margin.</param>
internal sealed record BaselineFamily(
    int[] Layouts,
    PairedDifference[] Differences,
    double[] Differs,
    double[] NonInferior,
    double[] NonSuperior
)
{
    /// <summary>Compares all layouts of a bootstrap with the baseline.</summary>
    /// <param name="scores">The resamples.</param>
    /// <param name="baseline">Index of the baseline.</param>
    /// <param name="margin">delta, the accepted loss, at least 0.</param>
    public static BaselineFamily Of(BootstrapScores scores, int baseline, double margin)
    {
        int[] layouts = [.. Enumerable.Range(0, scores.LayoutCount).Where(l => l != baseline)];
        PairedDifference[] differences = [.. layouts.Select(l => PairedDifference.Compute(scores, l, baseline, ScoreKey.MacroF1, margin))];
        return new BaselineFamily(
            layouts,
            differences,
            HolmAdjustment.Adjust([.. differences.Select(d => d.PValue)]),
            HolmAdjustment.Adjust([.. differences.Select(d => d.NonInferiorityPValue)]),
            HolmAdjustment.Adjust([.. differences.Select(d => d.NonSuperiorityPValue)])
        );
    }

    /// <summary>Each layout's position in the family.</summary>
    /// <param name="idOf">Gives a layout's key by its index.</param>
    public Dictionary<T, int> Positions<T>(Func<int, T> idOf)
        where T : notnull => Layouts.Select((l, i) => (idOf(l), i)).ToDictionary();
}

/// <summary>
/// Exact two-sided sign-flip test of paired differences, one for each run: the fraction of the 2^R sign patterns whose |mean| is at least
/// the observed one.
/// </summary>
/// <param name="Runs">R.</param>
/// <param name="PValue">The fraction.</param>
/// <param name="Floor">The minimum value that R runs allow, 2 / 2^R: .25 with 3 runs, .0625 with 5, .03125 with 6.</param>
internal sealed record SignFlipTest(int Runs, double PValue, double Floor)
{
    /// <summary>With fewer runs the minimum exceeds .05, so only effect and interval are reported.</summary>
    public const int FewestRuns = 6;

    /// <summary>Maximum number of runs for which all patterns are computed.</summary>
    public const int MostRuns = 24;

    /// <summary>Tests the differences; null with fewer than <see cref="FewestRuns"/> or more than <see cref="MostRuns"/> runs.</summary>
    public static SignFlipTest? Compute(IReadOnlyList<double> differences)
    {
        var runs = differences.Count;
        if (runs is < FewestRuns or > MostRuns)
        {
            return null;
        }

        // Rounding must not make a pattern that is equal to the observed one smaller.
        var observed = Math.Abs(differences.Sum());
        var threshold = observed - (1e-12 * Math.Max(1e-300, differences.Sum(Math.Abs)));
        var patterns = 1L << runs;
        return new SignFlipTest(runs, (double)CountAtLeast(differences, threshold, patterns) / patterns, 2.0 / patterns);
    }

    private static long CountAtLeast(IReadOnlyList<double> differences, double threshold, long patterns)
    {
        // In Gray code, neighbouring patterns differ by one sign.
        var signs = Enumerable.Repeat(1.0, differences.Count).ToArray();
        var sum = differences.Sum();
        var count = Math.Abs(sum) >= threshold ? 1L : 0;
        for (var pattern = 1L; pattern < patterns; pattern++)
        {
            var flipped = BitOperations.TrailingZeroCount(pattern);
            sum -= 2 * signs[flipped] * differences[flipped];
            signs[flipped] = -signs[flipped];
            count += Math.Abs(sum) >= threshold ? 1 : 0;
        }

        return count;
    }
}
