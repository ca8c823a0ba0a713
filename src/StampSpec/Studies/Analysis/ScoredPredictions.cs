using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>The predictions of every layout with a complete run in the compared runs, from a study's tables.</summary>
/// <param name="Layouts">The layouts, in the order of the study.</param>
/// <param name="Objects">The scored objects.</param>
/// <param name="Table">The predictions, for the statistics.</param>
internal sealed record ScoredPredictions(IReadOnlyList<LayoutSummary> Layouts, ScoredObjects Objects, PredictionTable Table)
{
    /// <summary>Joins the tables; null if no run was completed by every layout.</summary>
    public static ScoredPredictions? Of(StudySummary summary, IReadOnlyList<ObjectRow> objects, IReadOnlyList<PredictionRow> predictions)
    {
        LayoutSummary[] layouts = [.. summary.Layouts.Where(l => l.CompleteRuns.Count > 0)];
        if (summary.ComparedRuns.Count == 0 || layouts.Length == 0)
        {
            return null;
        }

        var byRun = predictions.ToLookup(p => (p.Cell.LayoutId, p.Cell.Run));
        var first = layouts[0];
        var scored = new ScoredObjects(summary.Classes, objects, byRun[(first.Id, summary.ComparedRuns[0])].Select(p => p.Candid));
        return new ScoredPredictions(
            layouts,
            scored,
            new PredictionTable(summary.Classes.Count, scored.TrueClasses, scored.Units, [.. layouts.Select(Select)])
        );

        LayoutPredictions Select(LayoutSummary layout) =>
            new(layout.Id.Layout, [.. summary.ComparedRuns.Select(run => scored.Predicted(byRun[(layout.Id, run)]))]);
    }

    /// <summary>Index of a layout by its name; null if it has no complete run.</summary>
    public int? IndexOf(string layout)
    {
        var index = Layouts.Select(l => l.Id.Layout).ToList().IndexOf(layout);
        return index < 0 ? null : index;
    }

    /// <summary>Probabilities of the objects, N x K, for each layout and each of the compared runs.</summary>
    /// <param name="summary">The study's summary.</param>
    /// <param name="predictions">The predictions from which the table was made.</param>
    public IReadOnlyList<float>[][][] Probabilities(StudySummary summary, IReadOnlyList<PredictionRow> predictions)
    {
        var byRun = predictions.ToLookup(p => (p.Cell.LayoutId, p.Cell.Run));
        return [.. Layouts.Select(l => summary.ComparedRuns.Select(run => Objects.Probabilities(byRun[(l.Id, run)])).ToArray())];
    }

    /// <summary>Resamples the predictions for some of the objects.</summary>
    /// <param name="positions">Indices of the objects.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="seed">Determines every draw.</param>
    public BootstrapScores Resample(IReadOnlyList<int> positions, int resamples, Seed seed) =>
        TwoLevelBootstrap.Resample(
            new PredictionTable(
                Table.ClassCount,
                At(Objects.TrueClasses, positions),
                At(Objects.Units, positions),
                [.. Table.Layouts.Select(l => new LayoutPredictions(l.Layout, [.. l.Runs.Select(r => At(r, positions))]))]
            ),
            resamples,
            seed
        );

    private static int[] At(int[] values, IReadOnlyList<int> positions) => [.. positions.Select(p => values[p])];
}

/// <summary>The objects that every complete run of every layout scored, in the order of objects.csv.</summary>
internal sealed class ScoredObjects
{
    private readonly Dictionary<long, int> _indices;
    private readonly Dictionary<string, int> _classes;

    public ScoredObjects(IReadOnlyList<string> classes, IReadOnlyList<ObjectRow> objects, IEnumerable<long> scored)
    {
        var wanted = scored.ToHashSet();
        _classes = Indices(classes);
        Rows = [.. objects.Where(o => wanted.Contains(o.Candid))];
        _indices = Rows.Select((row, index) => (row.Candid, index)).ToDictionary(r => r.Candid, r => r.index);
        TrueClasses = [.. Rows.Select(r => _classes[r.Class])];
        var groups = Indices(Rows.Select(r => r.Group).Distinct(StringComparer.Ordinal));
        GroupCount = groups.Count;
        Units = [.. Rows.Select(r => groups[r.Group])];
    }

    /// <summary>The objects.</summary>
    public IReadOnlyList<ObjectRow> Rows { get; }

    /// <summary>Number of objects.</summary>
    public int Count => Rows.Count;

    /// <summary>Number of their groups.</summary>
    public int GroupCount { get; }

    /// <summary>True class index of each object.</summary>
    public int[] TrueClasses { get; }

    /// <summary>Group index of each object.</summary>
    public int[] Units { get; }

    /// <summary>Index of a class.</summary>
    public int ClassIndex(string name) => _classes[name];

    /// <summary>Predicted class indices of one run, in the order of the objects.</summary>
    /// <param name="run">A layout's prediction for each of the objects.</param>
    public int[] Predicted(IEnumerable<PredictionRow> run)
    {
        var predicted = new int[Count];
        foreach (var row in run)
        {
            predicted[_indices[row.Candid]] = _classes[row.Predicted];
        }

        return predicted;
    }

    /// <summary>Probabilities of one run, N x K, in the order of the objects.</summary>
    /// <param name="run">A layout's prediction for each of the objects.</param>
    public IReadOnlyList<float>[] Probabilities(IEnumerable<PredictionRow> run)
    {
        var probabilities = new IReadOnlyList<float>[Count];
        foreach (var row in run)
        {
            probabilities[_indices[row.Candid]] = row.Probabilities;
        }

        return probabilities;
    }

    private static Dictionary<string, int> Indices(IEnumerable<string> names) =>
        names.Select((name, index) => (name, index)).ToDictionary(n => n.name, n => n.index, StringComparer.Ordinal);
}
