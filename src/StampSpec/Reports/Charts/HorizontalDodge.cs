namespace StampSpec.Reports.Charts;

/// <summary>Moves marks of nearly equal position apart.</summary>
internal static class HorizontalDodge
{
    private const double Reach = 12;

    /// <summary>
    /// Positions about <paramref name="gap"/> apart, pixels; each group of close marks stays centred where it was, and no mark moves by more than 12 px:
    /// where many crowd they come closer to one another, since on a logarithmic axis a long way would be another value.
    /// </summary>
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
        var step = Math.Min(gap, 2 * Reach / Math.Max(1, group.Length - 1));
        for (var i = 0; i < group.Length; i++)
        {
            var own = positions[group[i]];
            spread[group[i]] = group.Length == 1 ? own : Math.Clamp(centre + ((i - ((group.Length - 1) / 2.0)) * step), own - Reach, own + Reach);
        }
    }
}
