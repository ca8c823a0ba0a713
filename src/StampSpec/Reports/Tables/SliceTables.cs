using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of scores on parts of the scored objects.</summary>
internal sealed class SliceTables(StudyResults results, ReportNames names)
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

    /// <summary>Macro-F1, recall and F1 of each class on each part; empty if there are no slices.</summary>
    public IEnumerable<ReportTable> All() => results.Slices.Count == 0 ? [] : [Macro(), Classes()];

    private ReportTable Macro() =>
        new(
            "slices",
            $"Macro-F1 on parts of the scored objects, and its paired difference to {results.Summary.Baseline} on the same "
                + $"objects. {SliceSelection.Rule} Intervals here are percentile intervals.",
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
                + $"{results.Summary.Baseline}. The parts are those of the table of macro-F1; intervals are percentile intervals.",
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

/// <summary>The rows of slices.csv that figures draw, and the description of the parts.</summary>
internal sealed class SliceSelection(StudyResults results, ReportNames names)
{
    /// <summary>The description of the parts.</summary>
    public static string Rule { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"Signal-to-noise: four parts of nearly equal numbers of objects. Host: whether the nearest Pan-STARRS source "
                + $"within {ObjectSlices.HostArcsec} arcsec is a galaxy (star-galaxy score below {ObjectSlices.GalaxyScore}) or a "
                + $"star, according to the alert. Host-distance: how far that source is, if it is a galaxy. First-detection: whether "
                + $"ZTF detected nothing at this position before (ndethist). Edge: whether a cutout has missing pixels. "
                + $"Crowding: number of peaks in the 3 x 3 "
                + $"px mean of the template that are {TemplateNeighbours.Threshold} robust standard deviations above the median and "
                + $"more than {TemplateNeighbours.CentreArcsec} arcsec from the centre. Unknown: the alert does not contain the "
                + $"property. Macro-F1 averages the classes with at least {SliceScores.FewestMembers} objects in the part, so "
                + $"layouts can be compared on a part, but parts only if they have the same classes."
        );

    /// <summary>The interval that bars show.</summary>
    public string Bars { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * results.Summary.Level:0.#} % percentile interval (two-level bootstrap, {results.Summary.Resamples:N0} resamples)"
        );

    /// <summary>Macro-F1 of every part except origins, which have a separate figure.</summary>
    public IReadOnlyList<SliceScore> Macro() => Select(r => r.Metric == MetricNames.MacroF1 && r.Slice != ObjectSlices.Origin);

    /// <summary>F1 of each class by signal-to-noise ratio, for objects with a known ratio.</summary>
    public IReadOnlyList<SliceScore> ByNoise() =>
        Select(r => r is { Metric: MetricNames.F1, Slice: ObjectSlices.SignalToNoise, Median: not null });

    /// <summary>F1 of each class and macro-F1 by origin; empty if all objects have the same origin.</summary>
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
    /// <summary>Name of the table of chosen settings.</summary>
    public const string ChosenName = "tuning";

    /// <summary>Name of the table of trials.</summary>
    public const string TrialsName = "tuning-trials";

    /// <summary>Chosen settings and every trial; empty without tuning.</summary>
    public IEnumerable<ReportTable> All() => results.Tuning.Count == 0 ? [] : [Settings(), Trials()];

    private ReportTable Settings() =>
        new(
            ChosenName,
            "Settings that the tuning chose for each layout, using only training and validation objects, and the validation "
                + "macro-F1 of the settings in the spec (candidate 1) after the same number of steps, if that candidate was trained "
                + $"so long. The tuning of every layout had the same number of training steps. Study {results.Summary.Name}.",
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
                new("as_given_macro_f1", "As in spec", 3),
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
            TrialsName,
            "Every training of every candidate. A rung is one round of trainings; dropped candidates did not continue to the "
                + $"next rung, which has more steps. Study {results.Summary.Name}.",
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
