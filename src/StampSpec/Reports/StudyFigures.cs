using System.Globalization;
using StampSpec.Budgets;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>Makes the figures of a study; a figure whose results are missing is left out.</summary>
internal sealed class StudyFigures
{
    private const string SatelliteClass = "satellite";
    private const string SentName = "macro-f1-vs-bytes-sent";

    private static readonly string[] Names =
    [
        "macro-f1-vs-bytes",
        SentName,
        "confusion",
        "confusion-difference",
        "bytes",
        "macro-f1-by-slice",
        "f1-by-signal-to-noise",
        "calibration",
        "training",
        "real-beside-synthetic",
        .. StreamFigures.Names,
    ];

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
        )
        {
            Alerts = ScoredAlerts(results),
            ShortBytesMeaning = _names.ShortBytesMeaning,
        };
    }

    /// <summary>Every figure in both column widths, in the order of the report.</summary>
    public IReadOnlyList<Figure> All() => [.. Drawings().SelectMany(draw => Widths.Select(draw))];

    /// <summary>The column widths, in the order of figures.</summary>
    public static IReadOnlyList<FigureWidth> Widths { get; } = [FigureWidth.DoubleColumn, FigureWidth.SingleColumn];

    /// <summary>Whether a file name without extension is that of a figure that a study can have, so that a file of this name which the
    /// report did not draw is out of date. The gallery does not count: it needs alerts that may be out of reach.</summary>
    public static bool IsFigureName(string name)
    {
        var wide = name.EndsWith(Figure.NarrowSuffix, StringComparison.Ordinal) ? name[..^Figure.NarrowSuffix.Length] : name;
        return Names.Contains(wide) || wide.EndsWith(FieldOfViewFigure.NameEnd, StringComparison.Ordinal);
    }

    private IEnumerable<Func<FigureWidth, Figure>> Drawings() =>
        [
            .. ScoresAgainstBytes(),
            .. Confusions(),
            .. ByteParts(),
            .. FieldOfView(),
            .. Slices(),
            .. SignalToNoise(),
            .. new StreamFigures(_results, _names, Scores, _slices.Bars).All(),
            .. Calibration(),
            .. Training(),
            .. Origins(),
        ];

    // Such as "real alerts", "real and synthetic alerts".
    private static string ScoredAlerts(StudyResults results)
    {
        var scored = results.Predictions.Select(p => p.Candid).ToHashSet();
        var origins = results
            .Objects.Where(o => scored.Contains(o.Candid))
            .GroupBy(o => o.Origin)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Key);
        return $"{string.Join(" and ", origins)} alerts".TrimStart();
    }

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
            $"study {summary.Name}, {Describe(summary.Counts)}{summary.TreatmentInWords}",
            results.Provenance.Command
        )
        {
            Caution = Cautions.Of(summary),
        };
    }

    private IEnumerable<Func<FigureWidth, Figure>> ScoresAgainstBytes()
    {
        if (_scored.Count == 0)
        {
            yield break;
        }

        yield return width => ScoreFigure.Build(Scores, width);
        if (SentStudy() is { } sent)
        {
            yield return width => ScoreFigure.Build(sent, width);
        }
    }

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
            Verdict = comparison?.Verdict,
            OnFront = layout.FrontProbability,
            BestWithin = layout.BestProbabilities.ToDictionary(b => b.Budget, b => b.Probability, StringComparer.Ordinal),
            IsOnFront = layout.OnFront ?? false,
            Published = Published(layout, MetricNames.MacroF1),
            PublishedClasses = _summary
                .Classes.Select(c => (Class: c, Found: Published(layout, MetricNames.F1, c)))
                .Where(c => c.Found is not null)
                .ToDictionary(c => c.Class, c => c.Found!.Value, StringComparer.Ordinal),
            IsControl = layout.IsControl,
            SentBytes = _sent.Of(layout),
        };
    }

    private double? Published(LayoutSummary layout, string metric, string? className = null) =>
        PublishedValues.Match(_summary.Classes) ? PublishedValues.Find(layout.Id.Layout, metric, className)?.Value : null;

    // The same scores against the bytes as sent, which may have another front. The rows of the first figure are not repeated.
    private ScoreChartData? SentStudy()
    {
        if (_summary.Basis != ByteBasis.Usual || _sent.Meaning is not { } meaning || Scores.Layouts.Any(l => l.SentBytes is null))
        {
            return null;
        }

        var members = ParetoFront.Members(
            [.. Scores.Layouts.Select(l => l.IsControl ? null : l.SentBytes)],
            [.. Scores.Layouts.Select(l => l.MacroF1.Value)]
        );
        return Scores with
        {
            Name = SentName,
            Title = "Macro-F1 against bytes as sent",
            BytesMeaning = meaning,
            ShortBytesMeaning = "own planes, as sent",
            Classes = [],
            Layouts =
            [
                .. Scores.Layouts.Select(
                    (l, i) => l with { Bytes = l.SentBytes!.Value, IsOnFront = members[i], OnFront = null, Difference = null }
                ),
            ],
        };
    }

    private IEnumerable<Func<FigureWidth, Figure>> Confusions()
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
        ConfusionCount[] all = [.. counts.Select(c => c.Count)];
        yield return width => ConfusionFigure.Build(all, _summary.Classes, _facts, published.Cells, published.Name, width);
        var baseline = counts.FirstOrDefault(c => c.Layout.Id.Layout == _summary.Baseline).Count;
        var others = counts.Where(c => c.Layout.Id.Layout != _summary.Baseline && !c.Layout.IsControl).ToArray();
        if (baseline is not null && others.Length > 0)
        {
            var best = others.MaxBy(c => EstimateOf(c.Layout, MetricNames.MacroF1)!.Value.Value).Count;
            yield return width => ConfusionFigure.BuildDifference(best, baseline, _summary.Classes, _facts, width);
        }
    }

    private (string Name, IReadOnlyList<ConfusionCell> Cells) PublishedMatrix()
    {
        IReadOnlyList<PublishedConfusion> shown =
            PublishedValues.Match(_summary.Classes) && _scored.Any(l => PublishedValues.Confusions.Any(p => p.Layout == l.Id.Layout))
                ? PublishedValues.Confusions
                : [];
        return (
            shown.Count == 0 ? "" : shown[0].Layout + " (published)",
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

    private IEnumerable<Func<FigureWidth, Figure>> ByteParts()
    {
        // Rows of other encodings, such as gzip, repeat the parts that they leave as they are.
        var sent = _summary.Layouts.Select(l => l.Id).ToHashSet();
        var parts = _results
            .Bytes.Where(b => b.Serialisation == ByteRow.Raw && b.Part != StudyBytes.Total && sent.Contains(b.Id))
            .Select(b => new StackedBarSegment(_names.Of(b.Id), b.Part, b.Bytes))
            .ToArray();
        return parts.Length == 0 ? [] : [width => ByteFigure.Build(parts, _names.RawBytesMeaning, _facts, width)];
    }

    private IEnumerable<Func<FigureWidth, Figure>> FieldOfView()
    {
        // A layout without images has no field of view.
        var points = _scored
            .Where(l => l.FieldOfViewArcsec > 0 && EstimateOf(l, MetricNames.Recall, SatelliteClass) is not null)
            .Select(l => new FieldOfViewPoint(
                _names.Of(l),
                l.FieldOfViewArcsec,
                EstimateOf(l, MetricNames.Recall, SatelliteClass)!.Value,
                RunsOf(l, MetricNames.Recall, SatelliteClass),
                Published(l, MetricNames.Recall, SatelliteClass)
            ))
            .ToArray();
        return points.Length == 0
            ? []
            : [width => FieldOfViewFigure.Build(points, SatelliteClass, ScoredMembers(SatelliteClass), _facts, width)];
    }

    private int ScoredMembers(string className) =>
        _results.Predictions.Where(p => p.Class == className).Select(p => p.Candid).Distinct().Count();

    private IEnumerable<Func<FigureWidth, Figure>> SignalToNoise()
    {
        var scores = _slices.ByNoise();
        return scores.Count == 0
            ? []
            :
            [
                width =>
                    ClassLineFigure.Build(scores, ClassLineSubject.SignalToNoise, _layouts, _summary.Classes, _facts, _slices.Bars, width),
            ];
    }

    private IEnumerable<Func<FigureWidth, Figure>> Slices()
    {
        var scores = _slices.Macro();
        return scores.Count == 0 ? [] : [width => SliceFigure.Build(scores, Scores, SliceSelection.Rule, _slices.Bars, width)];
    }

    private IEnumerable<Func<FigureWidth, Figure>> Calibration()
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
        return curves.Length == 0 ? [] : [width => CalibrationFigure.Build(curves, _facts, width)];
    }

    private IEnumerable<Func<FigureWidth, Figure>> Training()
    {
        var points = _results
            .History.Select(h => new TrainingPoint(_names.Of(h.Cell.LayoutId), SeriesOf(h), h.Step, h.TrainingLoss, h.ValidationMacroF1))
            .ToArray();
        return points.Length == 0 ? [] : [width => TrainingFigure.Build(points, [.. _names.Ordered.Select(_names.Of)], _facts, width)];
    }

    private string SeriesOf(HistoryRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"run {row.Cell.Run}{(_summary.Folds > 1 ? $", fold {row.Cell.Fold}" : "")}");

    private IEnumerable<Func<FigureWidth, Figure>> Origins()
    {
        var scores = _slices.ByOrigin();
        return scores.Select(s => s.Value).Distinct().Count() < 2
            ? []
            : [width => OriginFigure.Build(scores, _layouts, _summary.Classes, _facts, _slices.Bars, width)];
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
