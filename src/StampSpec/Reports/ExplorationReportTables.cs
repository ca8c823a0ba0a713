using System.Globalization;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Exploring;

namespace StampSpec.Reports;

/// <summary>The tables and sentences of an exploration's report.</summary>
internal sealed class ExplorationReportTables(ExplorationResults results)
{
    private readonly ExplorationSummary _summary = results.Summary;

    /// <summary>Every table, in the order of the report.</summary>
    public IReadOnlyList<ReportTable> All() => [Front(), Budgets(), Ranges(), Rungs()];

    /// <summary>The heading above a table.</summary>
    public static string HeadingOf(ReportTable table) =>
        table.Name switch
        {
            "front" => "The finalists",
            "best-per-budget" => "The best layout in each budget",
            "best-per-range" => "The best layout of each range of bytes",
            _ => "The rungs",
        };

    /// <summary>How candidates were chosen, in sentences.</summary>
    public string Method() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Successive halving (Jamieson and Talwalkar 2016): every candidate of a rung takes the same number "
                + $"of training steps, and the best go on to the next rung with more. A rung halves within ranges of "
                + $"bytes that hold equal numbers of candidates, so that small layouts, which score lower, and large "
                + $"ones, which learn more slowly, both reach the last. Who is best in a range is decided by "
                + $"non-dominated sorting on bytes sent and macro-F1 of {_summary.ValidationObjects} validation objects "
                + $"(Deb et al. 2002): whole fronts while they fit, then the least crowded of the next. Before that, "
                + $"and within the number that goes on, the layout of highest macro-F1 of each range of bytes between "
                + $"two budgets goes on, so that each budget is also answered by layouts of its size. The finalists are "
                + $"the whole front of the last rung and the best of each range. The {_summary.TestObjects} test "
                + $"objects took no part in this; they scored the finalists, once, after the last rung. Training steps: "
                + $"{_summary.SearchSteps:N0} in the rungs, at most {_summary.FinalSteps:N0} for the finalists; {Times()}"
                + $"."
        );

    private string Times()
    {
        var cells = results.Provenance.Cells;
        var (seconds, kind) = cells.All(c => c.ProcessorSeconds is not null)
            ? (cells.Sum(c => c.ProcessorSeconds!.Value), "processor")
            : (cells.Sum(c => c.WallSeconds), "wall");
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} minutes of {kind} time in all cells together");
    }

    private string Facts(string subject) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{subject} {_summary.ValidationObjects} validation objects, {Runs(_summary.RungRuns)}; {_summary.TestObjects}"
                + $" test objects, {Runs(_summary.FinalRuns)}, 95 % intervals (two-level bootstrap). Data: {results.DataSource()}"
                + $"."
        );

    private ReportTable Front() =>
        new(
            "front",
            Facts(
                "Layouts on the front of the validation objects, those that are there as the best of their range of "
                    + "bytes alone, and their scores on the test objects; test less validation below 0 is the search's "
                    + "optimism."
            ),
            [
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("there_as", "There as"),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_minus_validation", "Test less validation", 3),
                new("front_probability", "Probability on the front", 2),
            ],
            [
                .. results.Front.Select(f =>
                    new object?[]
                    {
                        f.Id.Layout,
                        f.BytesSent,
                        f.OnValidationFront ? "validation front" : "best of its range",
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
                "For each budget the layout of highest validation macro-F1 within it, and the probability that none "
                    + "of the other finalists within it scores higher on the test objects."
            ),
            [
                new("budget", "Budget"),
                new("budget_bytes", "Bytes granted", 0),
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_best_probability", "Probability of being best", 2),
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
                    }
                ),
            ]
        );

    private ReportTable Ranges() =>
        new(
            "best-per-range",
            Facts(
                "For each range of bytes between two budgets the layout of highest validation macro-F1 in it, and on "
                    + $"the test objects its difference to {results.Final.Summary.Baseline}, the finalist of highest "
                    + "validation macro-F1 of all, paired, with the ends of its 95 % interval; none where no layout of "
                    + "these bytes came to a result in the last rung."
            ),
            [
                new("above_bytes", "Above, bytes", 0),
                new("up_to_bytes", "Up to, bytes", 0),
                new("layout", "Layout"),
                new("bytes_sent", "Bytes sent", 0),
                new("validation_macro_f1", "Validation macro-F1", 3),
                new("test_macro_f1", "Test macro-F1", 3),
                new("test_interval", "95 % interval"),
                new("test_minus_best", "Test less the best's", 3),
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
                        r.TestMinusBest,
                        r.DifferenceLow,
                        r.DifferenceHigh,
                    }
                ),
            ]
        );

    private ReportTable Rungs() =>
        new(
            "rungs",
            "Candidates of each rung, and what came of them.",
            [
                new("rung", "Rung", 0),
                new("steps", "Steps each", 0),
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
}
