namespace StampSpec.Studies.Statistics;

/// <summary>
/// The units that are resampled, apart for each class: splits are stratified by class, so a resample keeps each class's number of units. A unit
/// with objects of several classes counts to the class most of them have, the first in order among equals.
/// </summary>
internal sealed class UnitStrata
{
    public UnitStrata(PredictionTable table)
    {
        var counts = new int[table.UnitCount, table.ClassCount];
        for (var i = 0; i < table.ObjectCount; i++)
        {
            counts[table.Units[i], table.TrueClasses[i]]++;
        }

        Strata = [.. Enumerable.Range(0, table.UnitCount)
            .Select(unit => (Unit: unit, Class: MostFrequent(counts, unit, table.ClassCount)))
            .Where(u => u.Class is not null)
            .GroupBy(u => u.Class!.Value, u => u.Unit)
            .OrderBy(g => g.Key)
            .Select(g => g.ToArray())];
    }

    /// <summary>Unit indices of each class that has any.</summary>
    public IReadOnlyList<int[]> Strata { get; }

    private static int? MostFrequent(int[,] counts, int unit, int classCount)
    {
        var best = Enumerable.Range(0, classCount).MaxBy(k => counts[unit, k]);
        return counts[unit, best] == 0 ? null : best;
    }
}
