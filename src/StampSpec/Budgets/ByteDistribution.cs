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

    /// <summary>
    /// The distribution of at least one number with a share. A percentile is the smallest number up to which the shares add up to it.
    /// </summary>
    internal static ByteDistribution Of(IEnumerable<(double Bytes, double Share)> bytes)
    {
        var sorted = bytes.OrderBy(b => b.Bytes).ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        var total = sorted.Sum(b => b.Share);
        return new ByteDistribution(
            sorted.Length,
            0,
            sorted.Sum(b => b.Bytes * b.Share) / total,
            Percentile(sorted, 0.25 * total),
            Percentile(sorted, 0.5 * total),
            Percentile(sorted, 0.75 * total),
            Percentile(sorted, 0.95 * total)
        );
    }

    /// <summary>The numbers, each with its name in tables: the mean, the quartiles and the 95th percentile.</summary>
    internal IReadOnlyList<(string Name, double Bytes)> Statistics =>
        [("mean", Mean), ("quartile-1", Quartile1), ("median", Median), ("quartile-3", Quartile3), ("percentile-95", Percentile95)];

    // Shares are rarely exact in binary, so a sum that is short by rounding counts as reached.
    private static double Percentile((double Bytes, double Share)[] sorted, double share)
    {
        const double Rounding = 1e-9;
        var sum = 0.0;
        foreach (var (bytes, part) in sorted)
        {
            sum += part;
            if (sum >= share * (1 - Rounding))
            {
                return bytes;
            }
        }

        return sorted[^1].Bytes;
    }

    private static double Percentile(double[] sorted, double fraction) =>
        SortedArrayStatistics.QuantileCustom(sorted, fraction, QuantileDefinition.R7);
}
