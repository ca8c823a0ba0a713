using MathNet.Numerics.Statistics;

namespace StampSpec.Common;

/// <summary>The level and spread of values that are mostly noise, measured so that a few outliers have little effect.</summary>
internal static class RobustStatistics
{
    /// <summary>The standard deviation of a normal distribution over its median absolute deviation.</summary>
    public const double SigmaOfDeviation = 1.482602218505602;

    /// <summary>The same to four decimals, which was used to calibrate the injection and the count of neighbours.</summary>
    public const double RoundedSigmaOfDeviation = 1.4826;

    /// <summary>The median, and the standard deviation of normal noise with the same median absolute deviation from it.</summary>
    /// <param name="values">At least one value, all of them finite; their order changes.</param>
    public static (double Median, double Sigma) Of(double[] values)
    {
        var median = ArrayStatistics.MedianInplace(values);
        var deviations = Array.ConvertAll(values, v => Math.Abs(v - median));
        return (median, SigmaOfDeviation * ArrayStatistics.MedianInplace(deviations));
    }
}
