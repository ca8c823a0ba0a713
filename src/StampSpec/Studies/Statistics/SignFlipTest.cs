using System.Numerics;

namespace StampSpec.Studies.Statistics;

/// <summary>
/// Exact two-sided sign-flip test of paired differences, one a run: the fraction of the 2^R sign patterns whose |mean| is at least the observed one.
/// </summary>
/// <param name="Runs">R.</param>
/// <param name="PValue">The fraction.</param>
/// <param name="Floor">The least value that R runs allow, 2 / 2^R: .25 with 3 runs, .0625 with 5, .03125 with 6.</param>
public sealed record SignFlipTest(int Runs, double PValue, double Floor)
{
    /// <summary>Below this number of runs the floor exceeds .05 and only effect and interval are reported.</summary>
    public const int FewestRuns = 6;

    /// <summary>Most runs whose patterns are all visited.</summary>
    public const int MostRuns = 24;

    /// <summary>Tests the differences; null with fewer than <see cref="FewestRuns"/> or more than <see cref="MostRuns"/> runs.</summary>
    public static SignFlipTest? Compute(IReadOnlyList<double> differences)
    {
        var runs = differences.Count;
        if (runs is < FewestRuns or > MostRuns)
        {
            return null;
        }

        // Rounding must not make a pattern that equals the observed one look smaller.
        var observed = Math.Abs(differences.Sum());
        var threshold = observed - (1e-12 * Math.Max(1e-300, differences.Sum(Math.Abs)));
        var patterns = 1L << runs;
        return new SignFlipTest(runs, (double)CountAtLeast(differences, threshold, patterns) / patterns, 2.0 / patterns);
    }

    private static long CountAtLeast(IReadOnlyList<double> differences, double threshold, long patterns)
    {
        // Gray code: neighbouring patterns differ by one sign.
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
