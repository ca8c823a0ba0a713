using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of scores on parts of the scored objects.</summary>
internal sealed class SliceTables(StudyResults results, ReportNames names, string facts)
{
    private static readonly TableColumn[] Part = [new("slice", "Slice"), new("value", "Part"), new("layout", "Layout")];

    private static readonly TableColumn[] Score =
    [
        new("low", "low", 3),
        new("high", "high", 3),
        new("difference", "Difference", 3),
        new("difference_low", "low", 3),
        new("difference_high", "high", 3),
    ];

    /// <summary>Macro-F1 of each part, and the recall and F1 of each class there; none where nothing could be sliced.</summary>
    public IEnumerable<ReportTable> All() => results.Slices.Count == 0 ? [] : [Macro(), Classes()];

    private ReportTable Macro() =>
        new(
            "slices",
            $"Macro-F1 on parts of the scored objects, and its paired difference to {results.Summary.Baseline} on "
                + $"the same objects. {SliceSelection.Rule} Intervals here are percentile intervals. {facts}",
            [.. Part, new("objects", "Alerts", 0), new("classes", "Classes", 0), new("macro_f1", "Macro-F1", 3), .. Score],
            [
                .. results
                    .Slices.Where(r => r.Class is null)
                    .Select(r =>
                        (IReadOnlyList<object?>)
                            [
                                r.Slice,
                                r.Value,
                                names.Of(r.Id),
                                r.Objects,
                                r.Classes,
                                r.Score,
                                r.Low,
                                r.High,
                                r.Difference,
                                r.DifferenceLow,
                                r.DifferenceHigh,
                            ]
                    ),
            ]
        );

    private ReportTable Classes() =>
        new(
            "slice-classes",
            "Recall and F1 of each class on parts of the scored objects, and the paired difference to "
                + $"{results.Summary.Baseline}. Parts are made as those of macro-F1; intervals are percentile "
                + $"intervals. {facts}",
            [.. Part, new("class", "Class"), new("metric", "Metric"), new("objects", "Alerts", 0), new("score", "Score", 3), .. Score],
            [
                .. results
                    .Slices.Where(r => r.Class is not null)
                    .Select(r =>
                        (IReadOnlyList<object?>)
                            [
                                r.Slice,
                                r.Value,
                                names.Of(r.Id),
                                r.Class,
                                r.Metric,
                                r.Objects,
                                r.Score,
                                r.Low,
                                r.High,
                                r.Difference,
                                r.DifferenceLow,
                                r.DifferenceHigh,
                            ]
                    ),
            ]
        );
}

/// <summary>The rows of slices.csv that figures draw, and the sentences that say how the parts are made.</summary>
internal sealed class SliceSelection(StudyResults results, ReportNames names)
{
    /// <summary>How the parts are made.</summary>
    public static string Rule { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"Signal-to-noise: four parts of nearly equal numbers. Host: the nearest Pan-STARRS source within "
                + $"{ObjectSlices.HostArcsec} arcsec is a galaxy (star-galaxy score below {ObjectSlices.GalaxyScore}) "
                + $"or a star, as the alert says. Edge: a cutout lacks pixels. Crowding: peaks of the template's 3 x 3 "
                + $"px mean, {TemplateNeighbours.Threshold} robust standard deviations above its median, farther than "
                + $"{TemplateNeighbours.CentreArcsec} arcsec from the centre. Unknown: the alert does not tell. "
                + $"Macro-F1 averages the classes with at least {SliceScores.FewestMembers} objects in the part, so "
                + $"that layouts compare, and parts only where their classes agree."
        );

    /// <summary>What the bars span.</summary>
    public string Bars { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * results.Summary.Level:0.#} % percentile interval (two-level bootstrap, {results.Summary.Resamples:N0} resamples)"
        );

    /// <summary>Macro-F1 of every part, origins apart, which have a figure of their own.</summary>
    public IReadOnlyList<SliceScore> Macro() => Select(r => r.Metric == MetricNames.MacroF1 && r.Slice != ObjectSlices.Origin);

    /// <summary>F1 of each class by signal-to-noise ratio, where the ratio is known.</summary>
    public IReadOnlyList<SliceScore> ByNoise() =>
        Select(r => r is { Metric: MetricNames.F1, Slice: ObjectSlices.SignalToNoise, Median: not null });

    /// <summary>F1 of each class and macro-F1 of each origin; none where all objects have one origin.</summary>
    public IReadOnlyList<SliceScore> ByOrigin() => Select(r => r.Metric != MetricNames.Recall && r.Slice == ObjectSlices.Origin);

    private SliceScore[] Select(Func<SliceRow, bool> isWanted) =>
        [
            .. results
                .Slices.Where(r => r.Score is not null && isWanted(r))
                .Select(r => new SliceScore(
                    names.Of(r.Id),
                    r.Slice,
                    r.Value,
                    r.Median,
                    r.Class,
                    r.Objects,
                    new Estimate(r.Score!.Value, r.Low, r.High)
                )
                {
                    Classes = r.Classes,
                    Difference = r.Difference is { } difference ? new Estimate(difference, r.DifferenceLow, r.DifferenceHigh) : null,
                }),
        ];
}

/// <summary>The tables of a study's tuning.</summary>
internal sealed class TuningTables(StudyResults results, ReportNames names)
{
    /// <summary>Chosen settings and every trial; none where settings were used as given.</summary>
    public IEnumerable<ReportTable> All() => results.Tuning.Count == 0 ? [] : [Settings(), Trials()];

    private ReportTable Settings() =>
        new(
            "tuning",
            "Settings that the tuning chose for each layout, on training and validation objects alone, and the "
                + "validation macro-F1 of the settings as given (candidate 1) after the same steps, where it got that "
                + $"far. Every layout had the same budget. Study {results.Summary.Name}.",
            [
                new("layout", "Layout"),
                new("run", "Run", 0),
                new("fold", "Fold", 0),
                new("candidates", "Candidates", 0),
                new("trials", "Trainings", 0),
                new("learning_rate", "Learning rate", 6),
                new("dropout", "Dropout", 3),
                new("widths", "Filters"),
                new("steps", "Steps", 0),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("as_given_macro_f1", "As given", 3),
            ],
            [
                .. results
                    .Tuning.GroupBy(t => t.Cell)
                    .SelectMany(tuning =>
                        tuning
                            .Where(t => t.Status == TuningRow.Chosen)
                            .Select(chosen =>
                                (IReadOnlyList<object?>)
                                    [
                                        names.Of(chosen.Cell.LayoutId),
                                        chosen.Cell.Run,
                                        chosen.Cell.Fold,
                                        tuning.Max(t => t.Candidate),
                                        tuning.Count(),
                                        chosen.LearningRate,
                                        chosen.Dropout,
                                        chosen.Widths,
                                        chosen.Steps,
                                        chosen.ValidationMacroF1,
                                        tuning.FirstOrDefault(t => t.Candidate == 1 && t.Rung == chosen.Rung)?.ValidationMacroF1,
                                    ]
                            )
                    ),
            ]
        );

    private ReportTable Trials() =>
        new(
            "tuning-trials",
            "Every training of every candidate. Dropped candidates did not go on to the next rung, which has "
                + $"more steps. Study {results.Summary.Name}.",
            [
                new("layout", "Layout"),
                new("run", "Run", 0),
                new("fold", "Fold", 0),
                new("candidate", "Candidate", 0),
                new("rung", "Rung", 0),
                new("steps", "Steps", 0),
                new("learning_rate", "Learning rate", 6),
                new("dropout", "Dropout", 3),
                new("widths", "Filters"),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("status", "Status"),
            ],
            [
                .. results.Tuning.Select(t =>
                    (IReadOnlyList<object?>)
                        [
                            names.Of(t.Cell.LayoutId),
                            t.Cell.Run,
                            t.Cell.Fold,
                            t.Candidate,
                            t.Rung,
                            t.Steps,
                            t.LearningRate,
                            t.Dropout,
                            t.Widths,
                            t.ValidationMacroF1,
                            t.Status,
                        ]
                ),
            ]
        );
}
