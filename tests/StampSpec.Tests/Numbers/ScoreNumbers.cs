using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;
using StampSpec.Studies.Store;

namespace StampSpec.Tests.Numbers;

/// <summary>Numbers that a cell's files hold of its predictions.</summary>
internal static class ScoreNumbers
{
    private const int Classes = 4;

    // The last class is never predicted; objects share groups of one to three.
    private static readonly int[] True = [.. Enumerable.Range(0, 60).Select(i => (i * i) % 7 % Classes)];
    private static readonly int[] Predicted = [.. True.Select((t, i) => i % 5 == 0 ? (t + i) % (Classes - 1) : Math.Min(t, Classes - 2))];
    private static readonly int[] Units = [.. Enumerable.Range(0, 60).Select(i => i * 2 / 5)];

    public static IEnumerable<NumberCase> Cases() =>
        [
            NumberCase.Of("bootstrap of one run", Intervals([Predicted])),
            NumberCase.Of("bootstrap of two runs", Intervals([Predicted, [.. Predicted.Select((p, i) => i % 11 == 0 ? True[i] : p)]])),
            NumberCase.Of("bootstrap of few objects", Intervals([Predicted[..7]])),
            NumberCase.Of("metrics", Metrics(ConfusionMatrix.Tally(Classes, True, Predicted))),
            NumberCase.Of("metrics without objects", Metrics(ConfusionMatrix.Tally(Classes, [], []))),
            NumberCase.Of(
                "most probable",
                NumberCase.Whole(ClassProbabilities.MostProbable([0.2f, 0.5f, 0.3f, 0.4f, 0.4f, 0.2f, 0.1f, 0.1f, 0.8f], 3))
            ),
            NumberCase.Of(
                "predictions as text",
                NumberCase.Text(
                    PredictionCsv.Format(
                        ["agn", "a,b"],
                        [
                            new PredictionRow(new("ztf", "float32", 1, 2), 1_234_567_890_123, "agn", "a,b", [0.1f, 1f / 3]),
                            new PredictionRow(new("z", "int8", 2, 1), 5, "agn", "agn", [1e-9f, 0.75f]),
                        ]
                    )
                )
            ),
        ];

    private static IEnumerable<double> Intervals(IReadOnlyList<int[]> runs)
    {
        var scores = TwoLevelBootstrap.Resample(
            new PredictionTable(Classes, True[..runs[0].Length], Units[..runs[0].Length], [new LayoutPredictions("a", runs)]),
            100,
            new Seed(3)
        );
        return scores
            .Keys.Select(key => (Estimate: scores.Estimate(0, key), Interval: scores.Interval(0, key)))
            .SelectMany(s => new[] { s.Estimate, s.Interval.Low, s.Interval.High, s.Interval.Level });
    }

    private static IEnumerable<double> Metrics(ConfusionMatrix matrix) =>
        [matrix.Accuracy, matrix.MacroF1, matrix.MacroPrecision, matrix.MacroRecall, matrix.Total];
}
