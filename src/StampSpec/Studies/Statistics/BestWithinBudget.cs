namespace StampSpec.Studies.Statistics;

/// <summary>How sure it is that a layout scores highest among those that a budget affords.</summary>
public static class BestWithinBudget
{
    /// <summary>For each layout, the fraction of resamples in which it is the best within the budget; null for layouts beyond it. Among equals the smaller wins, then the first.</summary>
    /// <param name="bytes">Bytes of each layout.</param>
    /// <param name="budget">The budget; null without a limit.</param>
    /// <param name="scores">Resampled scores.</param>
    /// <param name="key">The score.</param>
    public static IReadOnlyList<double?> Probabilities(IReadOnlyList<double> bytes, double? budget, BootstrapScores scores, ScoreKey key)
    {
        int[] affordable = [.. Enumerable.Range(0, bytes.Count).Where(l => budget is not { } limit || bytes[l] <= limit).OrderBy(l => bytes[l])];
        var series = affordable.Select(l => scores.Replicates(l, key).ToArray()).ToArray();
        var wins = new int[bytes.Count];
        var resamples = series.Length == 0 ? 0 : series[0].Length;
        for (var resample = 0; resample < resamples; resample++)
        {
            wins[affordable[Enumerable.Range(0, series.Length).MaxBy(s => series[s][resample])]]++;
        }

        return [.. Enumerable.Range(0, bytes.Count).Select(l => affordable.Contains(l) ? (double)wins[l] / resamples : (double?)null)];
    }
}
