using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// Ranks candidates by bytes, the fewer the better, and score, the higher the better, without weighing one against the other (Deb et al. 2002, IEEE
/// Transactions on Evolutionary Computation 6, 182, sections III A and B). The cheapest candidate is always on the first front, so that a search by this
/// order keeps candidates at every byte count, where one by score alone would keep the largest.
/// </summary>
public static class NonDominatedSorting
{
    /// <summary>The front of each candidate: 1 for those that none beats, 2 for those that only the first front beats, and so on.</summary>
    /// <param name="bytes">Bytes of each candidate.</param>
    /// <param name="scores">Score of each candidate.</param>
    public static int[] Fronts(IReadOnlyList<double> bytes, IReadOnlyList<double> scores)
    {
        var fronts = new int[bytes.Count];
        int[] left = [.. Enumerable.Range(0, bytes.Count)];
        for (var front = 1; left.Length > 0; front++)
        {
            var members = ParetoFront.Members([.. left.Select(i => bytes[i])], [.. left.Select(i => scores[i])]);
            foreach (var (position, candidate) in left.Index())
            {
                fronts[candidate] = members[position] ? front : 0;
            }

            left = [.. left.Where(i => fronts[i] == 0)];
        }

        return fronts;
    }

    /// <summary>
    /// How far apart each member of one front stands from its two neighbours: the sum over both quantities of the neighbours' distance, in units of the front's
    /// whole extent; infinite at the ends. Bytes count by their logarithm, as people compare them.
    /// </summary>
    /// <param name="bytes">Bytes of each member, above 0.</param>
    /// <param name="scores">Score of each member.</param>
    public static double[] Crowding(IReadOnlyList<double> bytes, IReadOnlyList<double> scores)
    {
        var distances = new double[bytes.Count];
        AddDistances(distances, [.. bytes.Select(b => Math.Log(b))]);
        AddDistances(distances, scores);
        return distances;
    }

    private static void AddDistances(double[] distances, IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var extent = values[order[^1]] - values[order[0]];
        distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
        for (var place = 1; place < order.Length - 1; place++)
        {
            distances[order[place]] += extent > 0 ? (values[order[place + 1]] - values[order[place - 1]]) / extent : 0;
        }
    }
}
