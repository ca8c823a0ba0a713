namespace StampSpec.Reports.Charts;

/// <summary>A layout's confusion counts, summed over runs.</summary>
/// <param name="Layout">Name.</param>
/// <param name="Counts">Row = true class, column = predicted class, in the study's order.</param>
public sealed record ConfusionCount(string Layout, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>Percentage of the true class that was predicted as a class; null for a class without objects.</summary>
    public double? RowPercent(int trueClass, int predicted)
    {
        var total = Counts[trueClass].Sum();
        return total == 0 ? null : 100.0 * Counts[trueClass][predicted] / total;
    }
}
