namespace StampSpec.Studies.Statistics;

/// <summary>Holm's step-down adjustment (Holm 1979): several layouts against one baseline, with the chance of any false claim held at the level.</summary>
public static class HolmAdjustment
{
    /// <summary>Adjusted p-values in the order given: max over j up to i of min(1, (m - j) p_(j)), j from 0 in ascending order.</summary>
    /// <param name="pValues">m values in [0, 1].</param>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var values = pValues.ToArray();
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var adjusted = new double[values.Length];
        var highest = 0.0;
        for (var rank = 0; rank < order.Length; rank++)
        {
            highest = Math.Max(highest, Math.Min(1, (order.Length - rank) * values[order[rank]]));
            adjusted[order[rank]] = highest;
        }

        return adjusted;
    }
}
