using StampSpec.Learning.Metrics;
using StampSpec.Reports.Charts;
using StampSpec.Reports.Figures;

namespace StampSpec.Tests.Reports;

/// <summary>A study with invented scores, shaped like the real ones: four layouts, three of equal bytes.</summary>
internal static class InventedStudy
{
    public static IReadOnlyList<string> Classes { get; } = ["agn", "asteroid", "bogus", "satellite", "sn", "vs"];

    public static ScoreChartData Scores { get; } =
        new(
            [
                Layout("ztf-cropped", 3072, 0.801, false),
                Layout("ztf-low-resolution", 3072, 0.762, false) with
                {
                    Published = 0.8269,
                },
                Layout("ztf-multiscale", 3072, 0.823, true) with
                {
                    Published = 0.8739,
                },
                Layout("ztf-full", 47628, 0.829, true) with
                {
                    Difference = null,
                    WithinMargin = null,
                    Published = 0.8668,
                },
            ],
            Classes,
            "ztf-full",
            0.01,
            [new ByteLimit("DMTN-102", 18000), new ByteLimit("as shipped", 41000)],
            "stamps as raw float32",
            new StudyFacts(699, 5, "95 % two-level bootstrap (2,000 resamples)", "invented scores for tests", "stampspec report out")
        );

    private static LayoutScore Layout(string name, double bytes, double score, bool front) =>
        new(
            name,
            bytes,
            new Estimate(score, score - 0.021, score + 0.018),
            [score - 0.012, score - 0.004, score, score + 0.006, score + 0.010],
            Classes
                .Select((c, i) => (c, Score: score + 0.12 - (0.05 * i)))
                .ToDictionary(p => p.c, p => new Estimate(p.Score, p.Score - 0.03, p.Score + 0.025))
        )
        {
            Difference = new Estimate(score - 0.829, score - 0.829 - 0.012, score - 0.829 + 0.011),
            WithinMargin = 0.9,
            OnFront = 0.5,
            IsOnFront = front,
        };

    public static IReadOnlyList<string> Layouts { get; } = ["ztf-cropped", "ztf-low-resolution", "ztf-multiscale", "ztf-full"];

    public static StudyFacts Facts => Scores.Facts;

    /// <summary>Every figure, with one of both widths.</summary>
    public static IReadOnlyList<Figure> Figures =>
        [
            ScoreFigure.Build(Scores, FigureWidth.DoubleColumn),
            ScoreFigure.Build(Scores, FigureWidth.SingleColumn),
            ConfusionFigure.Build(
                [.. Layouts.Select(Confusion)],
                Classes,
                Facts,
                [new ConfusionCell("agn", "sn", 12.5, "12.5", "")],
                "ztf-full (published)",
                FigureWidth.DoubleColumn
            ),
            ConfusionFigure.BuildDifference(Confusion("ztf-multiscale"), Confusion("ztf-full"), Classes, Facts, FigureWidth.SingleColumn),
            ByteFigure.Build([.. Layouts.SelectMany(l => Parts(l))], "uncompressed", Facts, FigureWidth.DoubleColumn),
            FieldOfViewFigure.Build(
                [
                    .. Layouts.Select(
                        (l, i) =>
                            new FieldOfViewPoint(
                                l,
                                i == 0 ? 16 : 63,
                                new Estimate(0.6 + (0.07 * i), 0.5 + (0.07 * i), 0.7 + (0.07 * i)),
                                [0.6, 0.7],
                                i > 1 ? 0.9 : null
                            )
                    ),
                ],
                "satellite",
                25,
                Facts,
                FigureWidth.SingleColumn
            ),
            ClassLineFigure.Build(
                [.. Bins()],
                ClassLineSubject.SignalToNoise,
                Layouts,
                Classes,
                Facts,
                "95 % percentile interval",
                FigureWidth.DoubleColumn
            ),
            SliceFigure.Build([.. Parts()], Scores, "Parts are invented.", "95 % percentile interval", FigureWidth.DoubleColumn),
            CalibrationFigure.Build([.. Layouts.Select((l, i) => (l, Reliability(i), 0.03 + (0.01 * i)))], Facts, FigureWidth.DoubleColumn),
            TrainingFigure.Build([.. Training()], Layouts, Facts, FigureWidth.DoubleColumn),
            OriginFigure.Build([.. Origins()], Layouts, Classes, Facts, "95 % percentile interval", FigureWidth.DoubleColumn),
        ];

    public static ConfusionCount Confusion(string layout) =>
        new(
            layout,
            [
                .. Classes.Select(
                    (_, t) =>
                        (IReadOnlyList<long>)
                            [.. Classes.Select((_, p) => t == p ? 400L + layout.Length : (t + (2 * p) + layout.Length) % 7 * 4L)]
                ),
            ]
        );

    private static IEnumerable<StackedBarSegment> Parts(string layout) =>
        [new(layout, "pixels", 300.0 * layout.Length), new(layout, "headers", 2880), new(layout, "PSF images", 900)];

    private static IEnumerable<SliceScore> Bins() =>
        from layout in Layouts
        from name in Classes
        from bin in Enumerable.Range(0, 4)
        let score = 0.5 + (0.1 * bin) + (0.02 * layout.Length % 0.1)
        select new SliceScore(
            layout,
            "signal-to-noise",
            $"bin {bin}",
            6 * Math.Pow(2, bin),
            name,
            40,
            new Estimate(score, score - 0.03, score + 0.02)
        );

    private static IEnumerable<SliceScore> Parts() =>
        from layout in Layouts
        from part in new[] { ("edge", "whole"), ("edge", "missing pixels"), ("host", "galaxy"), ("host", "unknown") }
        let score = 0.7 + (0.01 * layout.Length) - (0.02 * part.Item2.Length)
        select new SliceScore(layout, part.Item1, part.Item2, null, null, 60, new Estimate(score, score - 0.06, score + 0.05))
        {
            Difference = layout == "ztf-full" ? null : new Estimate(-0.02, -0.05, 0.01),
        };

    private static ReliabilityBin[] Reliability(int shift) =>
        [
            .. Enumerable
                .Range(2, 8)
                .Select(b => new ReliabilityBin(b / 10.0, (b + 1) / 10.0, 10 * b * b, (b + 0.5) / 10, (b + 0.5 - (0.3 * shift)) / 10)),
        ];

    private static IEnumerable<TrainingPoint> Training() =>
        from layout in Layouts
        from run in Enumerable.Range(1, 3)
        from step in Enumerable.Range(1, 12)
        select new TrainingPoint(layout, $"run {run}", 50 * step, 1.7 / Math.Sqrt(step) + (0.02 * run), 0.8 - (0.5 / step) - (0.01 * run));

    private static IEnumerable<SliceScore> Origins() =>
        from layout in Layouts
        from origin in new[] { "real", "synthetic" }
        from name in Classes.Append(null)
        let score = 0.7 + (origin == "real" ? 0 : 0.1)
        select new SliceScore(layout, "origin", origin, null, name, 100, new Estimate(score, score - 0.04, score + 0.04))
        {
            Classes = name is null ? Classes.Count : null,
        };
}
