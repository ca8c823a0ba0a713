using MathNet.Numerics.Statistics;

namespace StampSpec.Budgets;

/// <summary>The distribution of a number of bytes over a set of alerts.</summary>
/// <param name="Count">Alerts measured.</param>
/// <param name="Skipped">Alerts whose cutouts are too small or too coarse for the layout.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Quartile1">25th percentile.</param>
/// <param name="Median">50th percentile.</param>
/// <param name="Quartile3">75th percentile.</param>
/// <param name="Percentile95">95th percentile.</param>
public sealed record ByteDistribution(
    int Count,
    int Skipped,
    double Mean,
    double Quartile1,
    double Median,
    double Quartile3,
    double Percentile95
)
{
    /// <summary>The distribution of at least one number; percentiles interpolate linearly between neighbours.</summary>
    public static ByteDistribution Of(IReadOnlyCollection<long> bytes, int skipped)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Count);
        double[] sorted = [.. bytes.Order()];
        return new ByteDistribution(
            sorted.Length,
            skipped,
            sorted.Average(),
            Percentile(sorted, 0.25),
            Percentile(sorted, 0.5),
            Percentile(sorted, 0.75),
            Percentile(sorted, 0.95)
        );
    }

    private static double Percentile(double[] sorted, double fraction) =>
        SortedArrayStatistics.QuantileCustom(sorted, fraction, QuantileDefinition.R7);
}
