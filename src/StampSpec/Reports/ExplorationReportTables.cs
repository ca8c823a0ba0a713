using System.Globalization;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;
using StampSpec.Studies.Model;

namespace StampSpec.Reports;

/// <summary>The tables and sentences of an exploration's report.</summary>
internal sealed class ExplorationReportTables(ExplorationResults results)
{
    private readonly ExplorationSummary _summary = results.Summary;

    /// <summary>The terms that the report uses.</summary>
    public const string Terms =
        "An exploration trains layouts in rungs: rounds of training, after each of which the best candidates continue with "
        + "more steps. The Pareto front is the set of layouts that no other layout beats in both bytes and macro-F1. The "
        + "finalists are the layouts that are scored on the test objects after the last rung.";

    /// <summary>Every table, in the order of the report.</summary>
    public IReadOnlyList<ReportTable> All() =>
        [.. new[] { Front(), Budgets(), Ranges(), Rungs() }.Select(table => table with { Study = _summary.Name })];

    /// <summary>The heading above a table.</summary>
    public static string HeadingOf(ReportTable table) =>
        table.Name switch
        {
            "front" => "The finalists",
            "best-per-budget" => "The layout with the highest validation macro-F1 in each budget",
            "best-per-range" => "The layout with the highest validation macro-F1 in each range of bytes",
            _ => "The rungs",
        };

    /// <summary>Describes how candidates were selected.</summary>
    public string Method() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Successive halving (Jamieson and Talwalkar 2016): all candidates of a rung train for the same number of steps, "
                + $"and the best continue to the next rung with more steps. The candidates are divided by bytes into bins of equal "
                + $"numbers, and each rung halves every bin separately, so that small layouts, which score lower, and large layouts, "
                + $"which learn more slowly, both reach the last rung. Within a bin, candidates are ranked by non-dominated sorting "
                + $"of bytes sent and macro-F1 on {_summary.ValidationObjects} validation objects (Deb et al. 2002): whole Pareto "
                + $"fronts as long as they fit, then the least crowded members of the next front. In each range of bytes between two "
                + $"budgets the layout with the highest macro-F1 always continues, and counts towards the number that continues, so "
                + $"that each budget has a layout of its size. The finalists are the whole front of the last rung and the best "
                + $"layout of each range. The {_summary.TestObjects} test objects were not used in the search; they scored the "
                + $"finalists once, after the last rung. Training steps: {_summary.SearchSteps:N0} in the rungs, at most "
                + $"{_summary.FinalSteps:N0} for the finalists; {Times()}."
        );

    private string Times()
    {
        var cells = results.Provenance.Cells;
        var (seconds, kind) = cells.All(c => c.ProcessorSeconds is not null)
            ? (cells.Sum(c => c.ProcessorSeconds!.Value), "processor")
            : (cells.Sum(c => c.WallSeconds), "wall");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} minutes of {kind} time over all cells");
    }

    private string Facts(string subject) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{subject} {_summary.ValidationObjects} validation objects, {Runs(_summary.RungRuns)}; {_summary.TestObjects} "
                + $"test objects, {Runs(_summary.FinalRuns)}, 95 % intervals (two-level bootstrap). Data: {DataSource(results)}."
        );

    private ReportTable Front() =>
        new(
            "front",
            Facts(
                "The finalists and their scores on the test objects. A finalist was on the Pareto front of the validation "
                    + "objects, was the best of its range of bytes, or was a reference. Test minus validation below 0 is the optimism "
                    + "of the search. "
                    + $"Bytes sent: {new ReportNames(results.Final.Summary).BytesMeaning}."
            ),
            [
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("there_as", "Reason"),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_minus_validation", "Test minus validation", 3),
                new("front_probability", "Probability on the front", 2),
            ],
            [
                .. results.Front.Select(f =>
                    new object?[]
                    {
                        f.Id.Layout,
                        f.BytesSent,
                        results.WhyFinalist(f),
                        f.ValidationMacroF1,
                        f.TestMacroF1,
                        Interval(f.TestLow, f.TestHigh),
                        f.TestMinusValidation,
                        f.FrontProbability,
                    }
                ),
            ]
        );

    private ReportTable Budgets() =>
        new(
            "best-per-budget",
            Facts(
                "For each budget, the layout with the highest validation macro-F1, and the probability that no other finalist "
                    + FormattableString.Invariant(
                        $"within the budget scores higher on the test objects. Below {BudgetProbability.Decided} the budget is undecided."
                    )
            ),
            [
                new("budget", "Budget"),
                new("budget_bytes", "Budget bytes", 0),
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_best_probability", "Probability of being best", 2),
                new("verdict", "Verdict"),
            ],
            [
                .. results.Budgets.Select(b =>
                    new object?[]
                    {
                        b.Budget,
                        b.BudgetBytes,
                        b.Layout ?? "none fits",
                        b.BytesSent,
                        b.ValidationMacroF1,
                        b.TestMacroF1,
                        Interval(b.TestLow, b.TestHigh),
                        b.TestBestProbability,
                        b.Verdict(),
                    }
                ),
            ]
        );

    private ReportTable Ranges() =>
        new(
            "best-per-range",
            Facts(
                "For each range of bytes between two budgets, the layout with the highest validation macro-F1, and its paired "
                    + $"difference on the test objects, with a 95 % interval, to the baseline {results.Final.Summary.Baseline}. None: no "
                    + "layout of this range has a result in the last rung."
            ),
            [
                new("above_bytes", "From (bytes, excluded)", 0),
                new("up_to_bytes", "To (bytes, included)", 0),
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_minus_baseline", "Test minus baseline", 3),
                new("difference_low", "low", 3),
                new("difference_high", "high", 3),
            ],
            [
                .. results.Ranges.Select(r =>
                    new object?[]
                    {
                        r.AboveBytes ?? 0,
                        r.UpToBytes,
                        r.Layout ?? "none",
                        r.BytesSent,
                        r.ValidationMacroF1,
                        r.TestMacroF1,
                        Interval(r.TestLow, r.TestHigh),
                        r.TestMinusBaseline,
                        r.DifferenceLow,
                        r.DifferenceHigh,
                    }
                ),
            ]
        );

    private ReportTable Rungs() =>
        new(
            "rungs",
            "Number of candidates of each rung, and their outcomes.",
            [
                new("rung", "Rung", 0),
                new("steps", "Steps per candidate", 0),
                new("candidates", "Candidates", 0),
                new("kept", "Kept", 0),
                new("dropped", "Dropped", 0),
                new("failed", "Failed", 0),
            ],
            [
                .. results
                    .Candidates.Where(c => c.Rung is not null)
                    .GroupBy(c => c.Rung)
                    .Select(g =>
                        new object?[]
                        {
                            g.Key,
                            g.First().Steps,
                            g.Count(),
                            g.Count(c => c.Outcome is "continued" or "finalist"),
                            g.Count(c => c.Outcome == "dropped"),
                            g.Count(c => c.Outcome == "failed"),
                        }
                    ),
            ]
        );

    private static string Runs(int runs) => string.Create(CultureInfo.InvariantCulture, $"{runs} {(runs == 1 ? "run" : "runs")}");

    private static string? Interval(double? low, double? high) =>
        low is null ? null : string.Create(CultureInfo.InvariantCulture, $"{low:0.000} to {high:0.000}");

    /// <summary>Number of alerts by origin, such as <c>2,800 synthetic alerts</c>.</summary>
    public static string DataSource(ExplorationResults results) =>
        string.Join(
            " and ",
            results
                .Final.Summary.Counts.GroupBy(c => c.Origin)
                .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Sum(c => c.Objects):N0} {g.Key} alerts"))
        ) + results.Final.Summary.TreatmentInWords;
}
