namespace StampSpec.Studies.Statistics;

/// <summary>The predictions of every layout in every run for the same objects, the input of the statistics.</summary>
internal sealed class PredictionTable
{
    /// <summary>Checks and keeps the predictions.</summary>
    /// <param name="classCount">K.</param>
    /// <param name="trueClasses">N class indices.</param>
    /// <param name="units">N indices of the unit (group of alerts of one object or readout) that each row belongs to, in 0 .. units -
    /// 1.</param>
    /// <param name="layouts">Predictions of each layout, all with the same number of runs.</param>
    /// <param name="classShares">Share of each class, under which the scores count; null if objects count as they are.</param>
    /// <exception cref="ArgumentException">There are no objects, layouts or runs, lengths differ, or an index is out of range.</exception>
    public PredictionTable(
        int classCount,
        int[] trueClasses,
        int[] units,
        IReadOnlyList<LayoutPredictions> layouts,
        double[]? classShares = null
    )
    {
        Require(trueClasses.Length > 0 && layouts.Count > 0, "a table needs at least one object and one layout");
        Require(units.Length == trueClasses.Length && units.Min() >= 0, "every object needs a unit");
        RunCount = layouts[0].Runs.Count;
        Require(RunCount > 0 && layouts.All(l => l.Runs.Count == RunCount), "every layout needs the same number of runs, at least one");
        Require(
            layouts
                .SelectMany(l => l.Runs)
                .Append(trueClasses)
                .All(r => r.Length == trueClasses.Length && r.All(c => c >= 0 && c < classCount)),
            "every run must predict one of the classes for every object"
        );
        (ClassCount, TrueClasses, Units, Layouts, ClassShares) = (classCount, trueClasses, units, layouts, classShares);
        UnitCount = units.Max() + 1;
        IsScored = [.. Enumerable.Range(0, classCount).Select(k => trueClasses.Contains(k) && classShares?[k] is null or > 0)];
        ScoredClassCount = IsScored.Count(scored => scored);
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount { get; }

    /// <summary>Whether each class has an object and a share above 0. Macro figures are means over these classes.</summary>
    public bool[] IsScored { get; }

    /// <summary>Number of classes that are scored.</summary>
    public int ScoredClassCount { get; }

    /// <summary>Number of objects, N.</summary>
    public int ObjectCount => TrueClasses.Length;

    /// <summary>Number of runs of every layout.</summary>
    public int RunCount { get; }

    /// <summary>Number of units.</summary>
    public int UnitCount { get; }

    /// <summary>Predictions of each layout.</summary>
    public IReadOnlyList<LayoutPredictions> Layouts { get; }

    /// <summary>Share of each class, under which the scores count; null if objects count as they are.</summary>
    public double[]? ClassShares { get; }

    internal int[] TrueClasses { get; }

    internal int[] Units { get; }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}

/// <summary>One layout's predicted classes.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Runs">For each run, the predicted class index of each object.</param>
internal sealed record LayoutPredictions(string Layout, IReadOnlyList<int[]> Runs);

/// <summary>
/// One run's confusion counts for changing object weights. It visits only objects with a wrong prediction: the weight of each true class is
/// the same for all layouts and runs, so the remaining weight is on the diagonal.
/// </summary>
internal sealed class WeightedConfusion
{
    private readonly int _classCount;
    private readonly int[] _wrongObjects;
    private readonly int[] _wrongCells;

    public WeightedConfusion(int classCount, int[] trueClasses, int[] predictedClasses)
    {
        _classCount = classCount;
        _wrongObjects = [.. Enumerable.Range(0, trueClasses.Length).Where(i => trueClasses[i] != predictedClasses[i])];
        _wrongCells = [.. _wrongObjects.Select(i => (trueClasses[i] * classCount) + predictedClasses[i])];
    }

    /// <summary>Fills the K x K weighted counts.</summary>
    /// <param name="weights">Weight of each object.</param>
    /// <param name="classWeights">Summed weight of each true class.</param>
    /// <param name="cells">Receives the K x K counts.</param>
    public void Fill(ReadOnlySpan<int> weights, ReadOnlySpan<double> classWeights, Span<double> cells)
    {
        cells.Clear();
        for (var i = 0; i < _wrongObjects.Length; i++)
        {
            cells[_wrongCells[i]] += weights[_wrongObjects[i]];
        }

        for (var k = 0; k < _classCount; k++)
        {
            var row = cells.Slice(k * _classCount, _classCount);
            var wrong = 0.0;
            foreach (var cell in row)
            {
                wrong += cell;
            }

            row[k] = classWeights[k] - wrong;
        }
    }
}
