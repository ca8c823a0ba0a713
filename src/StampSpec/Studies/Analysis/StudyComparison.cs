using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Studies.Analysis;

/// <summary>A paired comparison of two finished studies of the same objects.</summary>
/// <param name="First">Name of the first.</param>
/// <param name="Second">Name of the second.</param>
/// <param name="Runs">Runs, from 1, that both completed.</param>
/// <param name="Objects">Number of objects that both scored.</param>
/// <param name="SpecDifferences">Keys whose values differ.</param>
/// <param name="Differences">Differences of the scores of each common layout: second minus first.</param>
public sealed record StudyComparison(
    string First,
    string Second,
    IReadOnlyList<int> Runs,
    int Objects,
    IReadOnlyList<SpecDifference> SpecDifferences,
    IReadOnlyList<StudyDifference> Differences
)
{
    /// <summary>Compares two folders.</summary>
    /// <exception cref="InvalidInputException">A folder does not contain a finished study, or the studies cannot be paired.</exception>
    public static StudyComparison Make(string firstFolder, string secondFolder)
    {
        var (first, second) = (StudyResults.Load(firstFolder), StudyResults.Load(secondFolder));
        RequireSameObjects(first, second);
        int[] runs = [.. first.Summary.ComparedRuns.Intersect(second.Summary.ComparedRuns)];
        string[] layouts = [.. Complete(first).Intersect(Complete(second))];
        Require(runs.Length > 0, "compare.runs", "the studies have no complete run in common", "finish both studies with --resume", second);
        Require(
            layouts.Length > 0,
            "compare.layouts",
            "the studies have no layout in common",
            "give a layout the same name in both specs",
            second
        );
        var scored = new ScoredObjects(first.Summary.Classes, first.Objects, first.Predictions.Select(p => p.Candid));
        var table = new PredictionTable(
            first.Summary.Classes.Count,
            scored.TrueClasses,
            scored.Units,
            [.. layouts.SelectMany(l => new[] { Select(first, l, runs, scored), Select(second, l, runs, scored) })]
        );
        var scores = TwoLevelBootstrap.Resample(table, first.Summary.Resamples, new Seed(first.Summary.Seed).Derive("compare"));
        return new StudyComparison(
            first.Summary.Name,
            second.Summary.Name,
            runs,
            scored.Count,
            SpecDifference.Between(Path.Combine(firstFolder, ResultFile.LockedSpec), Path.Combine(secondFolder, ResultFile.LockedSpec)),
            WithVerdicts(first.Summary, layouts, scores)
        );
    }

    /// <summary>
    /// Every difference, with verdicts for macro-F1 and the classes' F1, whose p-values are adjusted by Holm over all of them.
    /// </summary>
    private static IReadOnlyList<StudyDifference> WithVerdicts(StudySummary summary, string[] layouts, BootstrapScores scores)
    {
        var all = layouts.SelectMany((layout, index) => scores.Keys.Select(key => Pair(summary, layout, index, scores, key))).ToArray();
        var differ = Adjusted([.. all.Where(d => d.Row.Metric is MetricNames.MacroF1 or MetricNames.F1)], d => d.PValue);
        (StudyDifference Row, PairedDifference Paired)[] macro = [.. all.Where(d => d.Row.Metric == MetricNames.MacroF1)];
        var nonInferior = Adjusted(macro, d => d.NonInferiorityPValue);
        var nonSuperior = Adjusted(macro, d => d.NonSuperiorityPValue);
        return [.. all.Select(d => differ.TryGetValue(d.Row, out var p) ? Judged(d.Row, p) : d.Row)];

        StudyDifference Judged(StudyDifference row, double p) =>
            row with
            {
                AdjustedPValue = p,
                Verdict = ComparisonVerdicts.Of(row.Difference, p, Found(nonInferior, row), Found(nonSuperior, row)),
            };
    }

    private static double? Found(Dictionary<StudyDifference, double> adjusted, StudyDifference row) =>
        adjusted.TryGetValue(row, out var p) ? p : null;

    private static Dictionary<StudyDifference, double> Adjusted(
        (StudyDifference Row, PairedDifference Paired)[] family,
        Func<PairedDifference, double> pValue
    ) => family.Zip(HolmAdjustment.Adjust([.. family.Select(d => pValue(d.Paired))])).ToDictionary(d => d.First.Row, d => d.Second);

    /// <summary>The comparison as a JSON document.</summary>
    public string ToJson() => StudyJson.Format(this);

    private static IEnumerable<string> Complete(StudyResults results) =>
        results.Summary.Layouts.Where(l => l.Estimates.Count > 0).Select(l => l.Id.Layout);

    private static (StudyDifference Row, PairedDifference Paired) Pair(
        StudySummary summary,
        string layout,
        int index,
        BootstrapScores scores,
        ScoreKey key
    )
    {
        var paired = PairedDifference.Compute(scores, (2 * index) + 1, 2 * index, key, summary.Margin);
        var row = new StudyDifference(
            layout,
            key.Metric,
            key.ClassIndex is { } k ? summary.Classes[k] : null,
            scores.Estimate(2 * index, key),
            scores.Estimate((2 * index) + 1, key),
            paired.Difference,
            paired.Interval.Low,
            paired.Interval.High,
            paired.ProbabilityWithinMargin,
            paired.SignFlip?.PValue
        )
        {
            OrderProbability = paired.OrderProbability,
        };
        return (row, paired);
    }

    private static LayoutPredictions Select(StudyResults results, string layout, int[] runs, ScoredObjects scored)
    {
        var rows = results.Predictions.Where(p => p.Cell.Layout == layout).ToLookup(p => p.Cell.Run);
        return new LayoutPredictions(layout, [.. runs.Select(run => scored.Predicted(rows[run]))]);
    }

    private static void RequireSameObjects(StudyResults first, StudyResults second)
    {
        Require(
            first.Summary.Classes.SequenceEqual(second.Summary.Classes),
            "compare.classes",
            $"the classes differ: {string.Join(", ", first.Summary.Classes)} and {string.Join(", ", second.Summary.Classes)}",
            "compare studies of the same classes",
            second
        );
        var (mine, theirs) = (Scored(first), Scored(second));
        var (onlyFirst, onlySecond) = (mine.Except(theirs).Count(), theirs.Except(mine).Count());
        Require(
            onlyFirst + onlySecond == 0,
            "compare.objects",
            string.Create(
                CultureInfo.InvariantCulture,
                $"the studies scored different objects: {onlyFirst} only in the first, {onlySecond} only in the second, "
                    + $"{mine.Intersect(theirs).Count()} in both with the same class"
            ),
            "run both studies with the same data, split and seed, or with the same separate test set",
            second
        );
    }

    private static HashSet<(long Candid, string Class)> Scored(StudyResults results) =>
        [.. results.Predictions.Select(p => (p.Candid, p.Class))];

    private static void Require(bool condition, string code, string message, string fix, StudyResults place)
    {
        if (!condition)
        {
            throw InvalidInputException.Of(code, message, file: place.Folder, fix: fix);
        }
    }
}

/// <summary>One score of one layout in two studies.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Class">The class; null for figures over all classes.</param>
/// <param name="First">The score in the first study.</param>
/// <param name="Second">The score in the second.</param>
/// <param name="Difference">Second minus first.</param>
/// <param name="Low">Lower end of the difference's paired percentile interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="ProbabilityWithinMargin">Fraction of resamples with a difference &gt; -margin, where the margin is that of the first
/// study.</param>
/// <param name="SignFlipPValue">Two-sided sign-flip p-value over runs; null with fewer than six runs.</param>
public sealed record StudyDifference(
    string Layout,
    string Metric,
    string? Class,
    double First,
    double Second,
    double Difference,
    double Low,
    double High,
    double ProbabilityWithinMargin,
    double? SignFlipPValue
)
{
    /// <summary>Fraction of resamples in which the two studies have the order that they have here.</summary>
    public double OrderProbability { get; init; }

    /// <summary>Two-sided bootstrap p-value of the difference, adjusted by Holm over macro-F1 and the classes' F1 of all layouts; null
    /// for other metrics.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>What may be said about the difference; null for metrics other than macro-F1 and F1.</summary>
    public ComparisonVerdict? Verdict { get; init; }
}
