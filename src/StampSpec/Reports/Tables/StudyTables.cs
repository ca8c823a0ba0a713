using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of a study.</summary>
internal sealed class StudyTables(StudyResults results)
{
    private readonly StudySummary _summary = results.Summary;
    private readonly ReportNames _names = new(results.Summary);
    private readonly TransmittedBytes _sent = new(results);
    private readonly bool _isPublished = PublishedValues.Match(results.Summary.Classes);

    /// <summary>Every table, in the order of the report.</summary>
    public IReadOnlyList<ReportTable> All()
    {
        ReportTable[] scored =
        [
            Scores(),
            .. new[] { EqualPlanesTable.Of(results, _names) }.OfType<ReportTable>(),
            Budgets(),
            Differences(),
            Classes(),
            .. new SliceTables(results, _names).All(),
            .. new StreamTables(results, _names).All(),
            Confusion(),
        ];
        return
        [
            .. scored.Select(t => t with { Facts = Facts, Command = results.Provenance.Command, Study = _summary.Name }),
            .. new TuningTables(results, _names).All().Append(Data()).Select(t => t with { Study = _summary.Name }),
        ];
    }

    /// <summary>The names of all tables that a study can have.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ScoresName,
        EqualPlanesTable.Name,
        "budgets",
        "differences",
        "classes",
        "slices",
        "slice-classes",
        StreamTables.RatesName,
        StreamTables.MixName,
        "confusion",
        TuningTables.ChosenName,
        TuningTables.TrialsName,
        "data",
    ];

    /// <summary>Name of the table of scores.</summary>
    public const string ScoresName = "scores";

    /// <summary>The macros of numbers.tex.</summary>
    public IEnumerable<LatexNumber> Numbers()
    {
        yield return Number("objects", _summary.ScoredObjects, 0);
        yield return Number("runs", _summary.ComparedRuns.Count, 0);
        yield return Number("margin", _summary.Margin, 3);
        foreach (var layout in Scored())
        {
            var name = _names.Of(layout);
            yield return Number(name + " bytes", layout.Bytes, 0);
            if (_sent.Of(layout) is { } sent)
            {
                yield return Number(name + " bytes sent", sent, 0);
            }

            foreach (var estimate in layout.Estimates)
            {
                var metric = $"{name} {estimate.Metric} {estimate.Class}";
                yield return Number(metric, estimate.Value, 3);
                yield return Number(metric + " low", estimate.Low, 3);
                yield return Number(metric + " high", estimate.High, 3);
            }

            foreach (var best in layout.BestProbabilities)
            {
                yield return Number($"{name} best within {best.Budget}", best.Probability, 3);
            }

            if (_summary.ComparisonOf(layout.Id) is { } comparison)
            {
                yield return Number(name + " difference", comparison.Difference, 3);
                yield return Number(name + " difference low", comparison.Low, 3);
                yield return Number(name + " difference high", comparison.High, 3);
                yield return Number(name + " probability within margin", comparison.ProbabilityWithinMargin, 3);
            }
        }
    }

    private ReportTable Scores() =>
        new(
            ScoresName,
            $"Macro-F1 and bytes of each layout. Bytes: {_names.BytesMeaning}, for one alert"
                + $"{(_sent.Meaning is { } sent ? "; as sent: " + sent : "")}. "
                + "P(front): probability of being on the Pareto front of bytes and macro-F1. "
                + (HasControls ? "Controls are not layouts to ship and do not compete. " : "")
                + PublishedText("Published values are those of Reyes-Jainaga et al. (2023) on their own data."),
            [
                new("layout", "Layout"),
                new("bytes", "Bytes", 0),
                new("sent_bytes", "As sent", 0),
                new("pixels_per_image", "Pixels", 0),
                new("field_of_view_arcsec", "Field (arcsec)", 1),
                new("macro_f1", "Macro-F1", 3),
                new("macro_f1_low", "low", 3),
                new("macro_f1_high", "high", 3),
                new("run_standard_deviation", "SD of runs", 3),
                new("front_probability", "P(front)", 3),
                new("published_macro_f1", "Published", 4),
                .. HasControls ? [new("control", "Control")] : Array.Empty<TableColumn>(),
            ],
            [.. _names.Ordered.Select(ScoreRow)]
        );

    private bool HasControls => _summary.Layouts.Any(l => l.IsControl);

    private IReadOnlyList<object?> ScoreRow(LayoutSummary layout)
    {
        var score = layout.EstimateOf(MetricNames.MacroF1);
        return
        [
            _names.Of(layout),
            layout.Bytes,
            _sent.Of(layout),
            layout.PixelsPerImage,
            layout.FieldOfViewArcsec,
            score?.Value,
            score?.Low,
            score?.High,
            score?.RunStandardDeviation,
            layout.FrontProbability,
            PublishedScore(layout, MetricNames.MacroF1),
            .. HasControls ? [layout.IsControl ? "control" : null] : Array.Empty<object?>(),
        ];
    }

    private ReportTable Differences() =>
        new(
            "differences",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Macro-F1 of each layout minus that of {_summary.Baseline}, from the same runs, objects and resamples; margin "
                    + $"(accepted loss) {_summary.Margin:0.###}. p-values are adjusted by Holm over the layouts: a layout is better "
                    + $"or worse than {_summary.Baseline} if p (difference) is below 0.05, no worse within the margin if "
                    + $"p (non-inferior) is below 0.05, and equivalent if p (non-superior) is below 0.05 too. {SignFlipText}"
            ),
            [
                new("layout", "Layout"),
                new("difference", "Difference", 3),
                new("difference_low", "low", 3),
                new("difference_high", "high", 3),
                new("probability_within_margin", "P(within margin)", 3),
                new("difference_p", "p (difference)", 3),
                new("non_inferiority_p", "p (non-inferior)", 3),
                new("non_superiority_p", "p (non-superior)", 3),
                new("sign_flip_p", "p (sign flip)", 3),
                new("verdict", "Verdict"),
            ],
            [
                .. _names
                    .Ordered.Select(l => (Layout: l, Comparison: _summary.ComparisonOf(l.Id)))
                    .Where(l => l.Comparison is not null)
                    .Select(l =>
                        (IReadOnlyList<object?>)
                            [
                                _names.Of(l.Layout),
                                l.Comparison!.Difference,
                                l.Comparison.Low,
                                l.Comparison.High,
                                l.Comparison.ProbabilityWithinMargin,
                                l.Comparison.DifferencePValue,
                                l.Comparison.NonInferiorityPValue,
                                l.Comparison.NonSuperiorityPValue,
                                l.Comparison.SignFlipPValue,
                                l.Comparison.Verdict?.Word(),
                            ]
                    ),
            ]
        );

    // 2^-runs on each side: the p-value if every run favours the same layout.
    private string SignFlipText =>
        _summary.Comparisons.Select(c => c.SignFlipFloor).FirstOrDefault(f => f is not null) is { } floor
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"With {_summary.ComparedRuns.Count} runs, no sign-flip p is below {floor:0.####} before the adjustment."
            )
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Runs} {(_summary.ComparedRuns.Count == 1 ? "is" : "are")} too few for a sign-flip p, "
                    + $"which needs {SignFlipTest.FewestRuns}."
            );

    private ReportTable Budgets() =>
        new(
            "budgets",
            "Probability that a layout is the best within each budget: the fraction of resamples in which no other layout "
                + "that fits has a higher macro-F1; of equal layouts the smaller one counts as the best. Bytes: "
                + $"{_names.BytesMeaning}. Budgets: {string.Join("; ", _summary.Budgets.Select(b => $"{b.Name}, {b.Source}"))}. "
                + "P(front): probability of "
                + "being on the Pareto front, where no other layout beats it in both bytes and macro-F1.",
            [
                new("budget", "Budget"),
                new("budget_bytes", "Budget bytes", 0),
                new("layout", "Layout"),
                new("bytes", "Bytes", 0),
                new("macro_f1", "Macro-F1", 3),
                new("best_probability", "P(best)", 3),
                new("front_probability", "P(front)", 3),
            ],
            [
                .. from budget in _names
                    .Ordered.SelectMany(l => l.BestProbabilities.Select(b => (b.Budget, b.BudgetBytes)))
                    .Distinct()
                    .OrderBy(b => b.BudgetBytes ?? double.PositiveInfinity)
                from layout in _names.Ordered
                let found = layout.BestProbabilities.FirstOrDefault(b => b.Budget == budget.Budget)
                where found is not null
                orderby budget.BudgetBytes ?? double.PositiveInfinity, found.Probability descending
                select (IReadOnlyList<object?>)
                    [
                        budget.Budget,
                        budget.BudgetBytes,
                        _names.Of(layout),
                        layout.Bytes,
                        layout.EstimateOf(MetricNames.MacroF1)?.Value,
                        found.Probability,
                        layout.FrontProbability,
                    ],
            ]
        );

    private ReportTable Classes() =>
        new(
            "classes",
            "F1, precision and recall of each class under each layout. Differences of F1 are those to the baseline on the same runs and "
                + "objects; their intervals are not corrected for the number of comparisons. "
                + PublishedText("Published values are those of Reyes-Jainaga et al. (2023) on their own data, F1 on their validation set."),
            [
                new("layout", "Layout"),
                new("class", "Class"),
                .. MetricNames.OfClass.SelectMany(m =>
                    new TableColumn[]
                    {
                        new(m, m == MetricNames.F1 ? "F1" : char.ToUpperInvariant(m[0]) + m[1..], 3),
                        new(m + "_low", "low", 3),
                        new(m + "_high", "high", 3),
                    }
                ),
                new("f1_difference", "F1 − baseline", 3),
                new("f1_difference_low", "low", 3),
                new("f1_difference_high", "high", 3),
                new("published_f1", "Published F1", 3),
            ],
            [.. Scored().SelectMany(l => _summary.Classes.Select(c => ClassRow(l, c)))]
        );

    private IReadOnlyList<object?> ClassRow(LayoutSummary layout, string className)
    {
        var compared = _summary.ComparisonOf(layout.Id, MetricNames.F1, className);
        return
        [
            _names.Of(layout),
            className,
            .. ClassCells(layout, className),
            compared?.Difference,
            compared?.Low,
            compared?.High,
            PublishedScore(layout, MetricNames.F1, className),
        ];
    }

    private static IEnumerable<object?> ClassCells(LayoutSummary layout, string className) =>
        from metric in MetricNames.OfClass
        let estimate = layout.EstimateOf(metric, className)
        from value in new object?[] { estimate?.Value, estimate?.Low, estimate?.High }
        select value;

    private ReportTable Confusion() =>
        new(
            "confusion",
            "Predictions by true and predicted class, summed over runs, and their percentage of the true class. "
                + PublishedText("Published percentages are those of Reyes-Jainaga et al. (2023) on their own data, mean of 5 runs."),
            [
                new("layout", "Layout"),
                new("class", "True class"),
                new("predicted", "Predicted"),
                new("predictions", "Predictions", 0),
                new("percent", "% of true class", 1),
                new("published_percent", "Published %", 1),
            ],
            [
                .. from layout in Scored()
                from t in Enumerable.Range(0, layout.Confusion.Count)
                from p in Enumerable.Range(0, layout.Confusion[t].Count)
                let total = layout.Confusion[t].Sum()
                select (IReadOnlyList<object?>)
                    [
                        _names.Of(layout),
                        _summary.Classes[t],
                        _summary.Classes[p],
                        layout.Confusion[t][p],
                        total == 0 ? null : 100.0 * layout.Confusion[t][p] / total,
                        PublishedPercent(layout.Id.Layout, _summary.Classes[t], _summary.Classes[p]),
                    ],
            ]
        );

    private double? PublishedPercent(string layout, string trueClass, string predicted) =>
        _isPublished
            ? PublishedValues.Confusions.FirstOrDefault(c => c.Layout == layout && c.True == trueClass && c.Predicted == predicted)?.Percent
            : null;

    private double? PublishedScore(LayoutSummary layout, string metric, string? className = null) =>
        _isPublished ? PublishedValues.Find(layout.Id.Layout, metric, className)?.Value : null;

    private string PublishedText(string sentence) =>
        _summary.Layouts.All(l => PublishedValues.Find(l.Id.Layout, MetricNames.MacroF1) is null) ? ""
        : _isPublished ? sentence
        : "Published values are not shown, because they are scores of other classes.";

    private ReportTable Data() =>
        new(
            "data",
            $"Number of alerts and groups of each class, by origin and set. Study {_summary.Name}.",
            [new("role", "Set"), new("class", "Class"), new("origin", "Origin"), new("objects", "Alerts", 0), new("groups", "Groups", 0)],
            [.. _summary.Counts.Select(c => (IReadOnlyList<object?>)[c.Role, c.Class, c.Origin, c.Objects, c.Groups])]
        );

    private string Runs =>
        string.Create(CultureInfo.InvariantCulture, $"{_summary.ComparedRuns.Count} {(_summary.ComparedRuns.Count == 1 ? "run" : "runs")}");

    private string Facts =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"n = {_summary.ScoredObjects} test objects, {Runs}; {100 * _summary.Level:0.#} % "
                + $"intervals from a two-level bootstrap with {_summary.Resamples} resamples. Study {_summary.Name}."
        ) + (Cautions.Of(_summary) is { } caution ? " " + caution : "");

    private IEnumerable<LayoutSummary> Scored() => _names.Ordered.Where(l => l.Estimates.Count > 0);

    private static LatexNumber Number(string name, double value, int decimals) =>
        new(name, value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
}
