using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Makes the figures of a study; a figure whose results are missing is left out.</summary>
internal sealed class StudyFigures
{
    private const string SatelliteClass = "satellite";

    private readonly StudyResults _results;
    private readonly StudySummary _summary;
    private readonly ReportNames _names;
    private readonly IReadOnlyList<LayoutSummary> _scored;
    private readonly IReadOnlyList<string> _layouts;
    private readonly StudyFacts _facts;
    private readonly SliceSelection _slices;
    private readonly TransmittedBytes _sent;

    public StudyFigures(StudyResults results)
    {
        _results = results;
        _summary = results.Summary;
        _names = new ReportNames(_summary);
        _scored = [.. _names.Ordered.Where(l => l.Estimates.Count > 0)];
        _layouts = [.. _scored.Select(_names.Of)];
        _facts = FactsOf(results);
        _slices = new SliceSelection(results, _names);
        _sent = new TransmittedBytes(results);
        Scores = new ScoreChartData(
            [.. _scored.Select(ScoreOf)],
            _summary.Classes,
            _summary.Baseline,
            _summary.Margin,
            [.. _summary.Budgets.Select(b => new ByteLimit(b.Name, b.Bytes))],
            _names.BytesMeaning,
            _facts
        );
    }

    /// <summary>Every figure, in the order of the report.</summary>
    public IReadOnlyList<Figure> All() =>
        [
            .. ScoresAgainstBytes(),
            .. Confusions(),
            .. ByteParts(),
            .. FieldOfView(),
            .. Slices(),
            .. SignalToNoise(),
            .. Calibration(),
            .. Training(),
            .. Origins(),
        ];

    /// <summary>What every caption states.</summary>
    public StudyFacts Facts => _facts;

    /// <summary>The data of the score charts.</summary>
    public ScoreChartData Scores { get; }

    private static StudyFacts FactsOf(StudyResults results)
    {
        var summary = results.Summary;
        return new StudyFacts(
            summary.ScoredObjects,
            summary.ComparedRuns.Count,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{100 * summary.Level:0.#} % interval (two-level bootstrap, {summary.Resamples:N0} resamples)"
            ),
            $"study {summary.Name}, {Describe(summary.Counts)}",
            results.Provenance.Command
        );
    }

    private IEnumerable<Figure> ScoresAgainstBytes() =>
        _scored.Count == 0
            ? []
            :
            [
                ScoreFigure.Build(Scores, FigureWidth.DoubleColumn),
                ScoreFigure.Build(Scores, FigureWidth.SingleColumn),
                .. SentStudy() is { } sent ? [ScoreFigure.Build(sent, FigureWidth.DoubleColumn)] : Array.Empty<Figure>(),
            ];

    private LayoutScore ScoreOf(LayoutSummary layout)
    {
        var comparison = _summary.ComparisonOf(layout.Id);
        return new LayoutScore(
            _names.Of(layout),
            layout.Bytes,
            EstimateOf(layout, MetricNames.MacroF1)!.Value,
            RunsOf(layout, MetricNames.MacroF1),
            _summary
                .Classes.Where(c => EstimateOf(layout, MetricNames.F1, c) is not null)
                .ToDictionary(c => c, c => EstimateOf(layout, MetricNames.F1, c)!.Value)
        )
        {
            Difference = comparison is null ? null : new Estimate(comparison.Difference, comparison.Low, comparison.High),
            WithinMargin = comparison?.ProbabilityWithinMargin,
            NonInferiorityPValue = comparison?.NonInferiorityPValue,
            OnFront = layout.FrontProbability,
            BestWithin = layout.BestProbabilities.ToDictionary(b => b.Budget, b => b.Probability, StringComparer.Ordinal),
            IsOnFront = layout.OnFront ?? false,
            Published = PublishedValues.Find(layout.Id.Layout, MetricNames.MacroF1)?.Value,
            PublishedClasses = _summary
                .Classes.Select(c => (Class: c, Found: PublishedValues.Find(layout.Id.Layout, MetricNames.F1, c)))
                .Where(c => c.Found is not null)
                .ToDictionary(c => c.Class, c => c.Found!.Value, StringComparer.Ordinal),
            SentBytes = _sent.Of(layout),
        };
    }

    // The same scores against the bytes as sent, which may have another front. The rows of the first figure are not repeated.
    private ScoreChartData? SentStudy()
    {
        if (_sent.Meaning is not { } meaning || Scores.Layouts.Any(l => l.SentBytes is null))
        {
            return null;
        }

        var members = ParetoFront.Members(
            [.. Scores.Layouts.Select(l => l.SentBytes!.Value)],
            [.. Scores.Layouts.Select(l => l.MacroF1.Value)]
        );
        return Scores with
        {
            Name = "macro-f1-vs-bytes-sent",
            Title = "Macro-F1 against bytes as sent",
            BytesMeaning = meaning,
            Classes = [],
            Layouts =
            [
                .. Scores.Layouts.Select(
                    (l, i) => l with { Bytes = l.SentBytes!.Value, IsOnFront = members[i], OnFront = null, Difference = null }
                ),
            ],
        };
    }

    private IEnumerable<Figure> Confusions()
    {
        var counts = _scored
            .Where(l => l.Confusion.Count > 0)
            .Select(l => (Layout: l, Count: new ConfusionCount(_names.Of(l), l.Confusion)))
            .ToArray();
        if (counts.Length == 0)
        {
            yield break;
        }

        var published = PublishedMatrix();
        yield return ConfusionFigure.Build([.. counts.Select(c => c.Count)], _summary.Classes, _facts, published.Cells, published.Name);
        var baseline = counts.FirstOrDefault(c => c.Layout.Id.Layout == _summary.Baseline).Count;
        var others = counts.Where(c => c.Layout.Id.Layout != _summary.Baseline).ToArray();
        if (baseline is not null && others.Length > 0)
        {
            var best = others.MaxBy(c => EstimateOf(c.Layout, MetricNames.MacroF1)!.Value.Value).Count;
            yield return ConfusionFigure.BuildDifference(best, baseline, _summary.Classes, _facts);
        }
    }

    private (string Name, IReadOnlyList<ConfusionCell> Cells) PublishedMatrix()
    {
        PublishedConfusion[] shown = _scored.Any(l => PublishedValues.Confusions.Any(p => p.Layout == l.Id.Layout))
            ? [.. PublishedValues.Confusions.Where(p => _summary.Classes.Contains(p.True) && _summary.Classes.Contains(p.Predicted))]
            : [];
        return (
            shown.Length == 0 ? "" : shown[0].Layout + " (published)",
            [
                .. shown.Select(p => new ConfusionCell(
                    p.True,
                    p.Predicted,
                    p.Percent,
                    p.Percent == 0 ? "" : p.Percent.ToString("0.0", CultureInfo.InvariantCulture),
                    ""
                )),
            ]
        );
    }

    private IEnumerable<Figure> ByteParts()
    {
        var parts = _results
            .Bytes.Where(b => b.Serialisation == ByteRow.Raw && b.Part != StudyBytes.Total)
            .Select(b => new StackedBarSegment(_names.Of(b.Id), b.Part, b.Bytes))
            .ToArray();
        return parts.Length == 0
            ? []
            : [ByteFigure.Build(parts, $"Bytes per alert by part ({_names.BytesMeaning}). {_facts.Sentences(null)}", _facts.Footing(null))];
    }

    private IEnumerable<Figure> FieldOfView()
    {
        // A layout without images has no field of view.
        var points = _scored
            .Where(l => l.FieldOfViewArcsec > 0 && EstimateOf(l, MetricNames.Recall, SatelliteClass) is not null)
            .Select(l => new FieldOfViewPoint(
                _names.Of(l),
                l.FieldOfViewArcsec,
                EstimateOf(l, MetricNames.Recall, SatelliteClass)!.Value,
                RunsOf(l, MetricNames.Recall, SatelliteClass),
                PublishedValues.Find(l.Id.Layout, MetricNames.Recall, SatelliteClass)?.Value
            ))
            .ToArray();
        return points.Length == 0 ? [] : [FieldOfViewFigure.Build(points, SatelliteClass, ScoredMembers(SatelliteClass), _facts)];
    }

    private int ScoredMembers(string className) =>
        _results.Predictions.Where(p => p.Class == className).Select(p => p.Candid).Distinct().Count();

    private IEnumerable<Figure> SignalToNoise()
    {
        var scores = _slices.ByNoise();
        return scores.Count == 0 ? [] : [NoiseFigure.Build(scores, _layouts, _summary.Classes, _facts, _slices.Bars)];
    }

    private IEnumerable<Figure> Slices()
    {
        var scores = _slices.Macro();
        return scores.Count == 0 ? [] : [SliceFigure.Build(scores, Scores, SliceSelection.Rule, _slices.Bars)];
    }

    private IEnumerable<Figure> Calibration()
    {
        var curves = _scored
            .Where(l => l.Reliability.Any(b => b.Count > 0))
            .Select(l =>
                (
                    _names.Of(l),
                    l.Reliability,
                    RunsOf(l, MetricNames.CalibrationError) is { Count: > 0 } errors ? errors.Average() : (double?)null
                )
            )
            .ToArray();
        return curves.Length == 0 ? [] : [CalibrationFigure.Build(curves, _facts)];
    }

    private IEnumerable<Figure> Training()
    {
        var points = _results
            .History.Select(h => new TrainingPoint(_names.Of(h.Cell.LayoutId), SeriesOf(h), h.Step, h.TrainingLoss, h.ValidationMacroF1))
            .ToArray();
        return points.Length == 0 ? [] : [TrainingFigure.Build(points, [.. _names.Ordered.Select(_names.Of)], _facts)];
    }

    private string SeriesOf(HistoryRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"run {row.Cell.Run}{(_summary.Folds > 1 ? $", fold {row.Cell.Fold}" : "")}");

    private IEnumerable<Figure> Origins()
    {
        var scores = _slices.ByOrigin();
        return scores.Select(s => s.Value).Distinct().Count() < 2
            ? []
            : [OriginFigure.Build(scores, _layouts, _summary.Classes, _facts, _slices.Bars)];
    }

    private static Estimate? EstimateOf(LayoutSummary layout, string metric, string? className = null) =>
        layout.EstimateOf(metric, className) is { } e ? new Estimate(e.Value, e.Low, e.High) : null;

    private IReadOnlyList<double> RunsOf(LayoutSummary layout, string metric, string? className = null) =>
        [
            .. _results
                .Scores.Where(s => s.Id == layout.Id && s.Metric == metric && s.Class == className && layout.CompleteRuns.Contains(s.Run))
                .OrderBy(s => s.Run)
                .Select(s => s.Value),
        ];

    /// <summary>Such as <c>699 real alerts, pretrained on 3,000 synthetic alerts</c>.</summary>
    internal static string Describe(IReadOnlyList<ClassCount> counts)
    {
        var own = ByOrigin(counts.Where(c => c.Role is not (DataRole.Training or DataRole.Pretraining)));
        var beside = ByOrigin(counts.Where(c => c.Role == DataRole.Training));
        var before = ByOrigin(counts.Where(c => c.Role == DataRole.Pretraining));
        return own
            + (beside.Length > 0 ? $", with {beside} as additional training data" : "")
            + (before.Length > 0 ? $", pretrained on {before}" : "");
    }

    private static string ByOrigin(IEnumerable<ClassCount> counts) =>
        string.Join(
            " and ",
            counts
                .GroupBy(c => c.Origin)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(c => c.Objects):N0} {g.Key} alerts"))
        );
}
