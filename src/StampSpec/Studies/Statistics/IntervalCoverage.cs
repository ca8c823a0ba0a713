namespace StampSpec.Studies.Statistics;

/// <summary>
/// How often nominal 95 % intervals of a difference cover it if trainings vary much, by number of runs, from 2,000 simulated studies each
/// (results/coverage, run spread 0.4).
/// </summary>
internal static class IntervalCoverage
{
    /// <summary>A lower coverage is mentioned.</summary>
    public const double Least = 0.93;

    /// <summary>Coverage by number of runs.</summary>
    public static IReadOnlyDictionary<int, double> Simulated { get; } =
        new Dictionary<int, double>
        {
            [1] = 0.685,
            [2] = 0.890,
            [5] = 0.954,
            [6] = 0.957,
            [10] = 0.970,
        };

    /// <summary>The coverage with this number of runs if it is short of <see cref="Least"/>, otherwise null. Between simulated numbers, the
    /// next smaller one counts.</summary>
    public static double? Shortfall(int runs) =>
        Simulated.Where(c => c.Key <= runs).MaxBy(c => c.Key).Value is var coverage and < Least ? coverage : null;
}
