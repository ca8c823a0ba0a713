using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Scores on parts of the scored objects, from existing predictions. Macro-F1 of a part averages the classes with at least
/// <see cref="FewestMembers"/> objects in the part, the same classes for all layouts, so layouts can be compared. Parts can be compared
/// only if their classes are the same, as they are for origins.
/// </summary>
internal sealed class SliceScores
{
    /// <summary>Minimum number of objects for a score of a class in a part.</summary>
    public const int FewestMembers = 5;

    private static readonly string[] ClassMetrics = [MetricNames.F1, MetricNames.Recall];

    private readonly StudySummary _summary;
    private readonly ScoredPredictions _predictions;
    private readonly int? _baseline;

    private SliceScores(StudySummary summary, ScoredPredictions predictions)
    {
        (_summary, _predictions) = (summary, predictions);
        _baseline = predictions.IndexOf(summary.Baseline);
    }

    /// <summary>Rows of slices.csv; none if no run was completed by every layout.</summary>
    public static IReadOnlyList<SliceRow> Of(
        StudySummary summary,
        IReadOnlyList<ObjectRow> objects,
        IReadOnlyList<PredictionRow> predictions
    ) => ScoredPredictions.Of(summary, objects, predictions) is { } scored ? [.. new SliceScores(summary, scored).Rows()] : [];

    private IEnumerable<SliceRow> Rows()
    {
        var slices = ObjectSlices.All(_predictions.Objects.Rows);
        int[] shared =
        [
            .. slices
                .Where(s => s.Slice == ObjectSlices.Origin)
                .Select(EnoughIn)
                .Aggregate(Enumerable.Range(0, _summary.Classes.Count), (all, enough) => all.Intersect(enough)),
        ];
        return slices.SelectMany(s => RowsOf(s, EnoughIn(s), s.Slice == ObjectSlices.Origin ? shared : EnoughIn(s)));
    }

    private int[] EnoughIn(ObjectSlice slice) =>
        [.. Enumerable.Range(0, _summary.Classes.Count).Where(k => MembersOf(slice, k) >= FewestMembers)];

    private int MembersOf(ObjectSlice slice, int classIndex) => slice.Objects.Count(o => _predictions.Objects.TrueClasses[o] == classIndex);

    private IEnumerable<SliceRow> RowsOf(ObjectSlice slice, int[] classes, int[] averaged)
    {
        var scores = _predictions.Resample(
            slice.Objects,
            _summary.Resamples,
            new Seed(_summary.Seed).Derive("slices", slice.Slice, slice.Value)
        );
        foreach (var layout in Enumerable.Range(0, _predictions.Layouts.Count))
        {
            var macro = Row(slice, layout, MetricNames.MacroF1) with { Objects = slice.Objects.Count, Classes = averaged.Length };
            yield return averaged.Length == 0
                ? macro
                : Scored(macro, scores, layout, [.. averaged.Select(k => new ScoreKey(MetricNames.F1, k))]);
            foreach (var k in classes)
            {
                foreach (var metric in ClassMetrics)
                {
                    var row = Row(slice, layout, metric) with { Class = _summary.Classes[k], Objects = MembersOf(slice, k) };
                    yield return Scored(row, scores, layout, [new ScoreKey(metric, k)]);
                }
            }
        }
    }

    private SliceRow Row(ObjectSlice slice, int layout, string metric) =>
        new(
            _predictions.Layouts[layout].Id,
            slice.Slice,
            slice.Value,
            slice.Median,
            metric,
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        );

    private SliceRow Scored(SliceRow row, BootstrapScores scores, int layout, IReadOnlyList<ScoreKey> keys)
    {
        var own = MeanOver(keys, key => scores.Replicates(layout, key).ToArray());
        var interval = BootstrapInterval.Percentile(own, _summary.Level);
        var estimate = keys.Average(key => scores.Estimate(layout, key));
        var scored = row with { Score = estimate, Low = interval.Low, High = interval.High };
        if (_baseline is not { } baseline || baseline == layout)
        {
            return scored;
        }

        var paired = BootstrapInterval.Percentile(MeanOver(keys, key => scores.Differences(layout, baseline, key)), _summary.Level);
        return scored with
        {
            Difference = estimate - keys.Average(key => scores.Estimate(baseline, key)),
            DifferenceLow = paired.Low,
            DifferenceHigh = paired.High,
        };
    }

    private static double[] MeanOver(IReadOnlyList<ScoreKey> keys, Func<ScoreKey, double[]> series)
    {
        var all = keys.Select(series).ToArray();
        return [.. all[0].Select((_, resample) => all.Average(s => s[resample]))];
    }
}
