namespace StampSpec.Benchmarks.Sky;

/// <summary>Distances between two samples of numbers.</summary>
internal static class SampleDistance
{
    /// <summary>Kolmogorov and Smirnov's: the largest difference of the two cumulative distributions, in [0, 1].</summary>
    public static double KolmogorovSmirnov(double[] first, double[] second)
    {
        var (a, b) = (first.Order().ToArray(), second.Order().ToArray());
        var (i, j, largest) = (0, 0, 0.0);
        while (i < a.Length && j < b.Length)
        {
            var value = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= value)
            {
                i++;
            }

            while (j < b.Length && b[j] <= value)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs(((double)i / a.Length) - ((double)j / b.Length)));
        }

        return largest;
    }

    /// <summary>The chance that a score of the first sample exceeds one of the second, ties counting half: the area under the ROC
    /// curve.</summary>
    public static double RocArea(double[] first, double[] second) =>
        first.Average(a =>
            second.Average(b =>
                a > b ? 1
                : a < b ? 0
                : 0.5
            )
        );

    /// <summary>The middle value.</summary>
    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
