using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace StampSpec.Studies.Statistics;

/// <summary>
/// Corrected resampled t-test for repeated cross-validation (Nadeau and Bengio 2003, Machine Learning 52, 239):
/// t = mean(d) / sqrt((1/n + n_test/n_train) s^2) with n - 1 degrees of freedom, since folds share training objects.
/// </summary>
/// <param name="MeanDifference">Mean of d.</param>
/// <param name="Statistic">t.</param>
/// <param name="DegreesOfFreedom">n - 1.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Interval">Of the mean difference.</param>
public sealed record CorrectedResampledTest(double MeanDifference, double Statistic, int DegreesOfFreedom, double PValue, ScoreInterval Interval)
{
    /// <summary>Tests differences, one a fold and repetition; null with fewer than two or where all are equal.</summary>
    /// <param name="differences">d, n values.</param>
    /// <param name="testToTrainRatio">n_test / n_train, above 0.</param>
    /// <param name="level">Coverage of the interval.</param>
    public static CorrectedResampledTest? Compute(IReadOnlyList<double> differences, double testToTrainRatio, double level = BootstrapInterval.DefaultLevel)
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
            mean, t, freedom, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t)), new ScoreInterval(mean - half, mean + half, level));
    }
}
