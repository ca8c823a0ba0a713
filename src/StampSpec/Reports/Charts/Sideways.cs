namespace StampSpec.Reports.Charts;

/// <summary>Moves marks of nearly equal position apart.</summary>
internal static class Sideways
{
    /// <summary>Positions at least <paramref name="gap"/> apart; each group of close marks stays centred where it was.</summary>
    public static double[] Spread(IReadOnlyList<double> positions, double gap)
    {
        var order = Enumerable.Range(0, positions.Count).OrderBy(i => positions[i]).ThenBy(i => i).ToArray();
        var spread = new double[positions.Count];
        var start = 0;
        while (start < order.Length)
        {
            var end = start + 1;
            while (end < order.Length && positions[order[end]] - positions[order[end - 1]] < gap)
            {
                end++;
            }

            Place(positions, order.AsSpan(start, end - start), gap, spread);
            start = end;
        }

        return spread;
    }

    private static void Place(IReadOnlyList<double> positions, ReadOnlySpan<int> group, double gap, double[] spread)
    {
        var centre = (positions[group[0]] + positions[group[^1]]) / 2;
        for (var i = 0; i < group.Length; i++)
        {
            spread[group[i]] = group.Length == 1 ? positions[group[0]] : centre + ((i - ((group.Length - 1) / 2.0)) * gap);
        }
    }
}
