using MathNet.Numerics.Statistics;
using StampSpec.Common;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Studies.Analysis;

/// <summary>
/// Completeness and purity of each class at stated rates of false alerts, for all scored objects and by magnitude. In each run an object is
/// taken for a class if its probability is at or above the lowest threshold at which the fraction of the other classes' objects that are
/// taken is at most the rate. Objects of equal probability are taken together or not at all. Completeness is the fraction of the class's
/// objects that are taken; purity is the fraction of the taken objects that belong to the class. Under a mix, an object counts by the share
/// of its class divided by the number of the class's objects; a class without a share is left out.
/// </summary>
internal sealed class DetectionRates
{
    /// <summary>Parts of nearly equal numbers of objects by magnitude.</summary>
    public const int MagnitudeBins = 4;

    /// <summary>Fewest objects of a class for its scores.</summary>
    public const int FewestMembers = SliceScores.FewestMembers;

    private readonly StudySummary _summary;
    private readonly ScoredPredictions _scored;
    private readonly IReadOnlyList<MagnitudeBin> _bins;
    private readonly int[] _binOf;
    private readonly PredictionTable _table;

    private DetectionRates(StudySummary summary, ScoredPredictions scored)
    {
        (_summary, _scored) = (summary, scored);
        (_bins, _binOf) = MagnitudeBin.Of(scored.Objects.Rows, MagnitudeBins);
        var table = scored.Table;
        _table = summary.Mix is { } mix
            ? new PredictionTable(table.ClassCount, table.TrueClasses, table.Units, table.Layouts, [.. summary.Classes.Select(c => mix[c])])
            : table;
    }

    /// <summary>Rows of rates.csv; none without a rate or without a run that every layout completed.</summary>
    public static IReadOnlyList<RateRow> Of(
        StudySummary summary,
        IReadOnlyList<ObjectRow> objects,
        IReadOnlyList<PredictionRow> predictions
    )
    {
        if (summary.FalseAlertRates.Count == 0 || ScoredPredictions.Of(summary, objects, predictions) is not { } scored)
        {
            return [];
        }

        var probabilities = scored.Probabilities(summary, predictions);
        var rates = new DetectionRates(summary, scored);
        return
        [
            .. from layout in scored.Layouts.Index()
            from k in Enumerable.Range(0, summary.Classes.Count)
            where rates._table.IsScored[k] && scored.Objects.TrueClasses.Count(c => c == k) >= FewestMembers
            from row in rates.RowsOf(layout.Item, k, [.. probabilities[layout.Index].Select(run => ThresholdOrder.Of(run, k))])
            select row,
        ];
    }

    private IEnumerable<RateRow> RowsOf(LayoutSummary layout, int classIndex, ThresholdOrder[] runs)
    {
        var counter = new RateCounter(_table, classIndex, _binOf, _bins.Count, _summary.FalseAlertRates);
        var observed = counter.Score(runs, BootstrapDraw.Observed(_table));
        var resampled = new RateFigures[_summary.Resamples];
        TwoLevelBootstrap.ForEach(_table, _summary.Resamples, new Seed(_summary.Seed).Derive("rates"), (draw, resample) =>
            resampled[resample] = counter.Score(runs, draw)
        );
        for (var rate = 0; rate < _summary.FalseAlertRates.Count; rate++)
        {
            for (var bin = 0; bin < _bins.Count; bin++)
            {
                var members = _bins[bin].Objects.Count(o => _scored.Objects.TrueClasses[o] == classIndex);
                if (members >= FewestMembers)
                {
                    yield return Row(layout, classIndex, rate, bin, members, observed, resampled);
                }
            }
        }
    }

    private RateRow Row(LayoutSummary layout, int classIndex, int rate, int bin, int members, RateFigures observed, RateFigures[] resampled)
    {
        var (completeness, purity) = (observed.Completeness[rate, bin], observed.Purity[rate, bin]);
        var (low, high) = Interval(resampled, r => r.Completeness[rate, bin]);
        var (purityLow, purityHigh) = Interval(resampled, r => r.Purity[rate, bin]);
        return new RateRow(
            layout.Id,
            _summary.Classes[classIndex],
            _summary.FalseAlertRates[rate],
            _bins[bin].Text,
            _bins[bin].Median,
            members,
            completeness,
            low,
            high,
            double.IsNaN(purity) ? null : purity,
            purityLow,
            purityHigh
        );
    }

    /// <summary>The interval over the resamples in which the figure exists; none if it is undefined in more than half of them.</summary>
    private (double? Low, double? High) Interval(RateFigures[] resampled, Func<RateFigures, double> figure)
    {
        double[] known = [.. resampled.Select(figure).Where(v => !double.IsNaN(v))];
        if (2 * known.Length < resampled.Length)
        {
            return (null, null);
        }

        var interval = BootstrapInterval.Percentile(known, _summary.Level);
        return (interval.Low, interval.High);
    }
}

/// <summary>Scored objects of similar magnitude.</summary>
/// <param name="Text">Range of magnitudes in words; <c>all</c> for all objects.</param>
/// <param name="Median">Median magnitude; null for all objects.</param>
/// <param name="Objects">Indices of the objects.</param>
internal sealed record MagnitudeBin(string Text, double? Median, IReadOnlyList<int> Objects)
{
    /// <summary>Name of the bin of all objects.</summary>
    public const string All = "all";

    /// <summary>All objects, then parts of nearly equal numbers of those with a magnitude, bright to faint.</summary>
    /// <returns>The bins, and for each object the index of its part; 0, the bin of all, if it has no magnitude.</returns>
    public static (IReadOnlyList<MagnitudeBin> Bins, int[] BinOf) Of(IReadOnlyList<ObjectRow> objects, int parts)
    {
        int[] known = [.. Enumerable.Range(0, objects.Count).Where(i => objects[i].Magnitude is { } m && double.IsFinite(m))];
        double[] sorted = [.. known.Select(i => objects[i].Magnitude!.Value).Order()];
        double[] edges = sorted.Length == 0 ? [] : [.. Enumerable.Range(1, parts - 1).Select(p => sorted[p * sorted.Length / parts])];
        var binOf = new int[objects.Count];
        foreach (var i in known)
        {
            binOf[i] = 1 + edges.Count(e => e <= objects[i].Magnitude!.Value);
        }

        var bins = known.GroupBy(i => binOf[i]).OrderBy(g => g.Key).Select(g => Part(objects, [.. g])).ToArray();
        // Parts without an object leave no gap in the numbers.
        var places = known.Select(i => binOf[i]).Distinct().Order().Index().ToDictionary(p => p.Item, p => p.Index + 1);
        return (
            [new MagnitudeBin(All, null, [.. Enumerable.Range(0, objects.Count)]), .. bins],
            [.. binOf.Select(b => b == 0 ? 0 : places[b])]
        );
    }

    private static MagnitudeBin Part(IReadOnlyList<ObjectRow> objects, int[] members)
    {
        double[] sorted = [.. members.Select(i => objects[i].Magnitude!.Value).Order()];
        return new MagnitudeBin(
            FormattableString.Invariant($"{sorted[0]:0.0#} to {sorted[^1]:0.0#}"),
            SortedArrayStatistics.Median(sorted),
            members
        );
    }
}
