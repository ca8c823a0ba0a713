using System.Globalization;
using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;
using StampSpec.Reports.Tables;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Reports;

/// <summary>The figures of what a user of a stream finds: completeness and purity by magnitude, and scores under another mix.</summary>
/// <param name="results">The study.</param>
/// <param name="names">Names of its layouts.</param>
/// <param name="scores">The data of the first figure.</param>
/// <param name="bars">The interval that bars show.</param>
internal sealed class StreamFigures(StudyResults results, ReportNames names, ScoreChartData scores, string bars)
{
    /// <summary>File names of the figures, without extension.</summary>
    public static IReadOnlyList<string> Names { get; } = [CompletenessName, PurityName, MixName];

    private const string CompletenessName = "completeness-by-magnitude";
    private const string PurityName = "purity-by-magnitude";
    private const string MixName = "macro-f1-under-mix";

    /// <summary>The figures whose results exist.</summary>
    public IEnumerable<Func<FigureWidth, Figure>> All() =>
        [
            .. ByMagnitude(CompletenessName, "Completeness", r => Of(r.Completeness, r.CompletenessLow, r.CompletenessHigh)),
            .. ByMagnitude(PurityName, "Purity", r => Of(r.Purity, r.PurityLow, r.PurityHigh)),
            .. UnderMix(),
        ];

    private StudyFacts FactsUnderMix =>
        scores.Facts with
        {
            Interval = bars,
            Source = scores.Facts.Source + StreamTables.MixInWords(results.Summary),
        };

    private static Estimate? Of(double? value, double? low, double? high) => value is { } known ? new Estimate(known, low, high) : null;

    private IEnumerable<Func<FigureWidth, Figure>> ByMagnitude(string name, string measure, Func<RateRow, Estimate?> score)
    {
        // One figure shows one rate; the table has all of them.
        var rate = results.Rates.Select(r => r.FalseAlertRate).DefaultIfEmpty().Min();
        SliceScore[] shown =
        [
            .. results
                .Rates.Where(r => r.FalseAlertRate == rate && r.Median is not null && score(r) is not null)
                .Select(r => new SliceScore(names.Of(r.Id), "magnitude", r.Magnitude, r.Median, r.Class, r.Objects, score(r)!.Value)),
        ];
        var subject = new ClassLineSubject(
            name,
            $"{measure} by magnitude",
            "Magnitude",
            false,
            string.Create(CultureInfo.InvariantCulture, $"{measure} at {100 * rate:0.##} %"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{measure} of each class against the magnitude of the detection, if at most {100 * rate:0.##} % of the other classes' "
                    + $"alerts are taken for the class"
            )
        );
        IReadOnlyList<string> layouts = [.. scores.Layouts.Select(l => l.Layout)];
        return shown.Length == 0
            ? []
            : [width => ClassLineFigure.Build(shown, subject, layouts, scores.Classes, FactsUnderMix, bars, width)];
    }

    private IEnumerable<Func<FigureWidth, Figure>> UnderMix()
    {
        var byLayout = results.Mix.ToLookup(r => names.Of(r.Id), StringComparer.Ordinal);
        if (results.Mix.Count == 0 || scores.Layouts.Any(l => !byLayout.Contains(l.Layout)))
        {
            return [];
        }

        LayoutScore[] moved = [.. scores.Layouts.Select(l => Moved(l, byLayout[l.Layout]))];
        var members = ParetoFront.Members([.. moved.Select(l => l.Bytes)], [.. moved.Select(l => l.MacroF1.Value)]);
        var data = scores with
        {
            Name = MixName,
            Title = $"Macro-F1 under the mix {results.Summary.MixName}",
            Facts = FactsUnderMix,
            Layouts = [.. moved.Select((l, i) => l with { IsOnFront = members[i] })],
        };
        return [width => ScoreFigure.Build(data, width)];
    }

    private static LayoutScore Moved(LayoutScore layout, IEnumerable<MixRow> rows)
    {
        var all = rows.ToArray();
        var macro = all.First(r => r is { Metric: MetricNames.MacroF1, Class: null });
        return layout with
        {
            MacroF1 = new Estimate(macro.Score, macro.Low, macro.High),
            Runs = [],
            Classes = all.Where(r => r is { Metric: MetricNames.F1, Class: not null })
                .ToDictionary(r => r.Class!, r => new Estimate(r.Score, r.Low, r.High), StringComparer.Ordinal),
            Difference = Of(macro.Difference, macro.DifferenceLow, macro.DifferenceHigh),
            WithinMargin = null,
            Verdict = null,
            OnFront = null,
            BestWithin = new Dictionary<string, double>(StringComparer.Ordinal),
            Published = null,
            PublishedClasses = new Dictionary<string, double>(StringComparer.Ordinal),
        };
    }
}
