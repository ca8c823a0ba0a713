using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of what a user of a stream would find: completeness and purity, and scores under another mix of classes.</summary>
internal sealed class StreamTables(StudyResults results, ReportNames names)
{
    /// <summary>Name of the table of completeness and purity.</summary>
    public const string RatesName = "rates";

    /// <summary>Name of the table of scores under a mix.</summary>
    public const string MixName = "mix";

    private static readonly TableColumn[] RateColumns =
    [
        new("layout", "Layout"),
        new("class", "Class"),
        new("false_alert_rate", "False alerts", 4),
        new("magnitude", "Magnitude"),
        new("objects", "Alerts", 0),
        new("completeness", "Completeness", 3),
        new("completeness_low", "low", 3),
        new("completeness_high", "high", 3),
        new("purity", "Purity", 3),
        new("purity_low", "low", 3),
        new("purity_high", "high", 3),
    ];

    private static readonly TableColumn[] MixColumns =
    [
        new("layout", "Layout"),
        new("metric", "Metric"),
        new("class", "Class"),
        new("score", "Score", 3),
        new("low", "low", 3),
        new("high", "high", 3),
        new("difference", "Difference", 3),
        new("difference_low", "low", 3),
        new("difference_high", "high", 3),
        new("difference_p", "p (difference)", 3),
        new("non_inferiority_p", "p (non-inferior)", 3),
        new("non_superiority_p", "p (non-superior)", 3),
        new("verdict", "Verdict"),
    ];

    /// <summary>The tables that the study has.</summary>
    public IEnumerable<ReportTable> All() =>
        [
            .. results.Rates.Count > 0 ? [Rates()] : Array.Empty<ReportTable>(),
            .. results.Mix.Count > 0 ? [Mix()] : Array.Empty<ReportTable>(),
        ];

    /// <summary>Which mix objects count by, as a clause; empty without a mix.</summary>
    public static string MixInWords(StudySummary summary)
    {
        if (summary.Mix is not { } mix)
        {
            return "";
        }

        var shares = mix.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value:0.###}"));
        return $", under the mix {summary.MixName} ({string.Join(", ", shares)})";
    }

    private ReportTable Rates() =>
        new(
            RatesName,
            "Completeness (fraction of a class's objects that is found) and purity (fraction of what is found that belongs to it) if at "
                + $"most the stated fraction of the other classes' alerts is taken for the class{MixInWords(results.Summary)}. The "
                + "threshold of the probability is chosen for all alerts in each run, from the scored alerts themselves. Magnitudes: four "
                + $"parts of nearly equal numbers of alerts; a class with fewer than {DetectionRates.FewestMembers} objects in a part is "
                + "left out. Intervals are percentile intervals.",
            RateColumns,
            [.. results.Rates.Select(RateCells)]
        );

    private IReadOnlyList<object?> RateCells(RateRow row) =>
        [
            names.Of(row.Id),
            row.Class,
            row.FalseAlertRate,
            row.Magnitude,
            row.Objects,
            row.Completeness,
            row.CompletenessLow,
            row.CompletenessHigh,
            row.Purity,
            row.PurityLow,
            row.PurityHigh,
        ];

    private ReportTable Mix() =>
        new(
            MixName,
            $"Scores{MixInWords(results.Summary)}. Each object counts by the share of its class; the probabilities are calibrated by one "
                + "temperature a run, fitted for each half of the objects on the other half, and moved from the shares in training to "
                + $"those of the mix. Differences to {results.Summary.Baseline} are paired; intervals are percentile intervals. p-values "
                + "of macro-F1 are adjusted by Holm over the layouts, with the margin and the rules of the table differences.",
            MixColumns,
            [.. results.Mix.Where(r => r.Metric is not (MetricNames.MacroPrecision or MetricNames.MacroRecall)).Select(MixCells)]
        );

    private IReadOnlyList<object?> MixCells(MixRow row) =>
        [
            names.Of(row.Id),
            row.Metric,
            row.Class,
            row.Score,
            row.Low,
            row.High,
            row.Difference,
            row.DifferenceLow,
            row.DifferenceHigh,
            row.DifferencePValue,
            row.NonInferiorityPValue,
            row.NonSuperiorityPValue,
            row.Verdict,
        ];
}
