using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Studies.Results;

namespace StampSpec.Reports;

/// <summary>F1 on parts of the scored objects: bins of signal-to-noise ratio, origins.</summary>
internal sealed class SlicedScores(StudyResults results, ReportNames names)
{
    private const int NoiseBins = 4;
    private const int FewestMembers = 5;

    private readonly Dictionary<long, ObjectRow> _objects = results.Objects.GroupBy(o => o.Candid).ToDictionary(g => g.Key, g => g.First());
    private readonly IReadOnlyList<string> _classes = results.Summary.Classes;

    /// <summary>F1 by class in bins that hold equal numbers of scored objects; a class with under five members in a bin is left out there.</summary>
    public IReadOnlyList<NoiseBinScore> ByNoise()
    {
        var ratios = results.Predictions.Select(p => p.Candid).Distinct()
            .Select(c => (Candid: c, Ratio: _objects.TryGetValue(c, out var found) ? found.SignalToNoise : null))
            .Where(o => o.Ratio is > 0 && double.IsFinite(o.Ratio.Value)).OrderBy(o => o.Ratio).ThenBy(o => o.Candid).ToArray();
        if (ratios.Length < NoiseBins * FewestMembers)
        {
            return [];
        }

        var binOf = ratios.Select((o, i) => (o.Candid, Bin: i * NoiseBins / ratios.Length)).ToDictionary(o => o.Candid, o => o.Bin);
        var medians = ratios.GroupBy(o => binOf[o.Candid]).ToDictionary(g => g.Key, g => g.ElementAt(g.Count() / 2).Ratio!.Value);
        return [.. Slices(c => binOf.TryGetValue(c, out var bin) ? bin : null).Where(s => s.Members >= FewestMembers)
            .Select(s => new NoiseBinScore(s.Layout, s.Class, medians[(int)s.Key], Range(s.Runs), s.Members))];
    }

    /// <summary>
    /// F1 by class on the objects of each origin, and macro-F1 over those classes that have at least five members of every origin, so that the
    /// same classes are compared.
    /// </summary>
    public IReadOnlyList<OriginScore> ByOrigin()
    {
        var slices = Slices(c => _objects.TryGetValue(c, out var found) ? found.Origin : null).Where(s => s.Members >= FewestMembers).ToArray();
        var origins = slices.Select(s => (string)s.Key).Distinct().Count();
        var shared = _classes.Where(c => slices.Where(s => s.Class == c).Select(s => (string)s.Key).Distinct().Count() == origins).ToArray();
        var macros = slices.Where(s => shared.Contains(s.Class)).GroupBy(s => (s.Layout, Origin: (string)s.Key))
            .Select(g => new OriginScore(g.Key.Layout, g.Key.Origin, null, Range(MeanOfRuns([.. g.Select(s => s.Runs)]))));
        return [.. macros, .. slices.Select(s => new OriginScore(s.Layout, (string)s.Key, s.Class, Range(s.Runs)))];
    }

    private static double[] MeanOfRuns(IReadOnlyList<IReadOnlyList<double>> classes) => [.. classes[0].Select((_, run) => classes.Average(c => c[run]))];

    private IEnumerable<Slice> Slices(Func<long, object?> keyOf) =>
        from row in results.Predictions
        let key = keyOf(row.Candid)
        where key is not null
        group row by (Layout: names.Of(row.Layout, row.Encoding), Key: key) into part
        from slice in SlicesOf(part.Key.Layout, part.Key.Key, [.. part])
        select slice;

    private IEnumerable<Slice> SlicesOf(string layout, object key, IReadOnlyList<PredictionRow> rows)
    {
        var runs = rows.GroupBy(r => r.Run).OrderBy(g => g.Key).Select(MatrixOf).ToArray();
        for (var k = 0; k < _classes.Count; k++)
        {
            var index = k;
            yield return new Slice(layout, key, _classes[k], [.. runs.Select(m => m.Score(index).F1)], (int)runs[0].Score(index).TrueCount);
        }
    }

    private ConfusionMatrix MatrixOf(IEnumerable<PredictionRow> rows)
    {
        var pairs = rows.Select(r => (True: IndexOf(r.Class), Predicted: IndexOf(r.Predicted))).ToArray();
        return ConfusionMatrix.Tally(_classes.Count, [.. pairs.Select(p => p.True)], [.. pairs.Select(p => p.Predicted)]);
    }

    private int IndexOf(string className) => _classes.TakeWhile(c => c != className).Count();

    private static Estimate Range(IReadOnlyList<double> runs) => new(runs.Average(), runs.Min(), runs.Max());

    private sealed record Slice(string Layout, object Key, string Class, IReadOnlyList<double> Runs, int Members);
}
