namespace StampSpec.Studies.Statistics;

/// <summary>The Pareto front: the layouts that no other layout beats in both bytes and score.</summary>
internal static class ParetoFront
{
    /// <summary>For each layout, whether no other has at most its bytes and at least its score, one of the two strictly.</summary>
    /// <param name="bytes">Bytes of each layout; null for a layout that does not compete.</param>
    /// <param name="scores">Score of each layout.</param>
    public static bool[] Members(IReadOnlyList<double?> bytes, IReadOnlyList<double> scores)
    {
        if (bytes.Count != scores.Count)
        {
            throw new ArgumentException($"{bytes.Count} byte counts and {scores.Count} scores", nameof(scores));
        }

        return
        [
            .. Enumerable
                .Range(0, bytes.Count)
                .Select(i => bytes[i] is not null && !Enumerable.Range(0, bytes.Count).Any(j => Dominates(j, i))),
        ];

        bool Dominates(int j, int i) => bytes[j] <= bytes[i] && scores[j] >= scores[i] && (bytes[j] < bytes[i] || scores[j] > scores[i]);
    }

    /// <summary>For each layout, the fraction of resamples in which it is on the front.</summary>
    /// <param name="bytes">Bytes of each layout; null for a layout that does not compete.</param>
    /// <param name="scores">Resampled scores.</param>
    /// <param name="key">The score.</param>
    public static double[] Probabilities(IReadOnlyList<double?> bytes, BootstrapScores scores, ScoreKey key)
    {
        var series = Enumerable.Range(0, bytes.Count).Select(l => scores.Replicates(l, key).ToArray()).ToArray();
        var counts = new int[bytes.Count];
        for (var resample = 0; resample < series[0].Length; resample++)
        {
            var members = Members(bytes, [.. series.Select(s => s[resample])]);
            for (var layout = 0; layout < counts.Length; layout++)
            {
                counts[layout] += members[layout] ? 1 : 0;
            }
        }

        return [.. counts.Select(c => (double)c / series[0].Length)];
    }
}
