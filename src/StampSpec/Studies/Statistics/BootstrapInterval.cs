using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace StampSpec.Studies.Statistics;

/// <summary>Intervals from bootstrap replicates; quantiles interpolate linearly (Hyndman and Fan's type 7).</summary>
internal static class BootstrapInterval
{
    /// <summary>Default nominal coverage.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>Percentile interval: the (1 - level) / 2 and (1 + level) / 2 quantiles of the replicates.</summary>
    /// <param name="replicates">At least one value.</param>
    /// <param name="level">Nominal coverage, in (0, 1).</param>
    public static ScoreInterval Percentile(ReadOnlySpan<double> replicates, double level = DefaultLevel)
    {
        var sorted = Sorted(replicates, level);
        return Between(sorted, (1 - level) / 2, (1 + level) / 2, level);
    }

    /// <summary>
    /// Bias-corrected and accelerated interval (Efron 1987, JASA 82, 171): the quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of the
    /// replicates, where Phi(z0) is the fraction of replicates below the estimate and ties count half. If all replicates are equal, the
    /// interval is their value.
    /// </summary>
    /// <param name="estimate">The observed score.</param>
    /// <param name="replicates">At least one value.</param>
    /// <param name="acceleration">a, from leave-one-out influences.</param>
    /// <param name="level">Nominal coverage, in (0, 1).</param>
    public static ScoreInterval BiasCorrected(
        double estimate,
        ReadOnlySpan<double> replicates,
        double acceleration,
        double level = DefaultLevel
    )
    {
        var sorted = Sorted(replicates, level);
        var below = 0.0;
        foreach (var value in sorted)
        {
            below +=
                value < estimate ? 1
                : value == estimate ? 0.5
                : 0;
        }

        var bias = Normal.InvCDF(0, 1, Math.Clamp(below / sorted.Length, 0.5 / sorted.Length, 1 - (0.5 / sorted.Length)));
        return Between(sorted, Adjusted((1 - level) / 2, bias, acceleration), Adjusted((1 + level) / 2, bias, acceleration), level);
    }

    private static double Adjusted(double probability, double bias, double acceleration)
    {
        var z = bias + Normal.InvCDF(0, 1, probability);
        return Normal.CDF(0, 1, bias + (z / (1 - (acceleration * z))));
    }

    private static ScoreInterval Between(double[] sorted, double low, double high, double level) =>
        new(
            SortedArrayStatistics.QuantileCustom(sorted, low, QuantileDefinition.R7),
            SortedArrayStatistics.QuantileCustom(sorted, high, QuantileDefinition.R7),
            level
        );

    private static double[] Sorted(ReadOnlySpan<double> replicates, double level)
    {
        if (replicates.IsEmpty || !(level is > 0 and < 1))
        {
            throw new ArgumentException("an interval needs at least one replicate and a level between 0 and 1");
        }

        var sorted = replicates.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}

/// <summary>An interval that covers the true score with the stated probability.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end, at least <paramref name="Low"/>.</param>
/// <param name="Level">Nominal coverage, in (0, 1).</param>
internal readonly record struct ScoreInterval(double Low, double High, double Level);
