using StampSpec.Learning.Metrics;
using StampSpec.Studies.Model;
using StampSpec.Studies.Store;

namespace StampSpec.Tests.Reports;

/// <summary>A finished study's folder with invented predictions: 240 objects, 2 runs, four layouts.</summary>
internal static class InventedResults
{
    private const int ObjectCount = 240;
    private const string Encoding = "float32";
    private static readonly string[] Layouts = ["ztf-full", "ztf-cropped", "ztf-low-resolution", "ztf-multiscale"];

    /// <summary>The study in a folder; class names may be replaced to test escaping.</summary>
    public static StudyResults Create(string folder, IReadOnlyList<string>? classes = null, string name = "invented")
    {
        classes ??= InventedStudy.Classes;
        var predictions = Layouts.SelectMany((l, i) => Predictions(l, i, classes)).ToArray();
        var layouts = Layouts.Select((l, i) => Layout(l, i, classes, predictions)).ToArray();
        return new StudyResults(
            folder,
            new StudySummary(name, "Does multi-scale keep up?", classes, "hold-out", 1, 2, 7, "ztf-full", 0.01, 2000, 0.95)
            {
                ComparedRuns = [1, 2],
                ScoredObjects = ObjectCount,
                ScoredGroups = ObjectCount,
                Counts = [new ClassCount("test", classes[0], "real", 120, 120), new ClassCount("test", classes[1], "synthetic", 120, 120)],
                Skipped = [new SkippedCount("development", "unlabelled", 3)],
                Layouts = layouts,
                Comparisons = [.. layouts.Skip(1).Select(l => Comparison(l, layouts[0]))],
                Warnings = ["the scores are invented"],
            },
            new StudyProvenance(
                "0.1.0",
                null,
                "stampspec study specs/studies/invented.yaml",
                "",
                "",
                7,
                ".NET",
                "ONNX Runtime",
                "Linux",
                null,
                2,
                "2026-01-01T00:00:00Z",
                60,
                []
            ),
            [.. layouts.SelectMany(l => Rows(l, predictions, classes))],
            predictions,
            [
                .. Enumerable
                    .Range(0, ObjectCount)
                    .Select(i => new ObjectRow(
                        i,
                        $"o{i}",
                        $"g{i}",
                        classes[i % classes.Count],
                        i % 4 == 0 ? "real" : "synthetic",
                        "test",
                        4 + (0.3 * i),
                        i % 10 == 0 ? 0.25 : 0,
                        i % 5,
                        i % 3 == 0 ? null : 0.1 * (i % 10),
                        i % 11
                    )),
            ],
            [
                .. layouts.SelectMany(l =>
                    new[]
                    {
                        new ByteRow(new(l.Id.Layout, Encoding), ByteRow.Raw, "science", l.Bytes / 2),
                        new ByteRow(new(l.Id.Layout, Encoding), ByteRow.Raw, "template", l.Bytes / 2),
                        new ByteRow(new(l.Id.Layout, Encoding), ByteRow.Raw, "total", l.Bytes),
                        new ByteRow(new(l.Id.Layout, "gzip"), ByteRow.Fits, "total", 0.7 * l.Bytes),
                    }
                ),
            ],
            [
                .. Layouts.SelectMany(l =>
                    Enumerable
                        .Range(1, 8)
                        .SelectMany(s =>
                            new[] { 1, 2 }.Select(run => new HistoryRow(
                                new(l, Encoding, run, 1),
                                50 * s,
                                1.7 / s,
                                0.8 - (0.4 / s) - (0.02 * run)
                            ))
                        )
                ),
            ],
            []
        );
    }

    /// <summary>Writes the study's files.</summary>
    public static StudyResults Write(string folder, IReadOnlyList<string>? classes = null, string name = "invented")
    {
        var results = Create(folder, classes, name);
        StudyFolder.WriteInputs(folder, $"name: {name}\n", results.Objects, results.Bytes, results.Skipped);
        StudyFolder.WriteFindings(folder, results.Summary, results.Provenance, results.Scores, results.Predictions, results.History);
        return results;
    }

    private static IEnumerable<PredictionRow> Predictions(string layout, int index, IReadOnlyList<string> classes) =>
        from run in new[] { 1, 2 }
        from i in Enumerable.Range(0, ObjectCount)
        let wrong = ((i * 7) + (index * 13) + (run * 5)) % (14 - (3 * index % 8)) == 0
        let truth = i % classes.Count
        let said = wrong ? (truth + 1 + (i % 3)) % classes.Count : truth
        let confidence = 0.5f + (0.4f * (i % 10) / 10)
        select new PredictionRow(
            new(layout, Encoding, run, 1),
            i,
            classes[truth],
            classes[said],
            [.. classes.Select((_, k) => k == said ? confidence : (1 - confidence) / (classes.Count - 1))]
        );

    private static LayoutSummary Layout(string name, int index, IReadOnlyList<string> classes, IReadOnlyList<PredictionRow> predictions)
    {
        var matrix = Matrix(predictions.Where(p => p.Cell.Layout == name), classes);
        return new LayoutSummary(new(name, Encoding), index == 0 ? 47628 : 3072, index == 0 ? 3969 : 256, index == 1 ? 16.2 : 63.6, [1, 2])
        {
            Estimates =
            [
                Estimate("macro-f1", null, matrix.MacroF1),
                .. classes.SelectMany(
                    (c, k) =>
                        new[]
                        {
                            Estimate("f1", c, matrix.Score(k).F1),
                            Estimate("precision", c, matrix.Score(k).Precision),
                            Estimate("recall", c, matrix.Score(k).Recall),
                        }
                ),
            ],
            Confusion = [.. classes.Select((_, t) => (IReadOnlyList<long>)[.. classes.Select((_, p) => matrix[t, p])])],
            Reliability =
            [
                .. Enumerable.Range(5, 5).Select(b => new ReliabilityBin(b / 10.0, (b + 1) / 10.0, 20 * b, (b + 0.5) / 10, (b + 0.2) / 10)),
            ],
            OnFront = index is 0 or 3,
            FrontProbability = index is 0 or 3 ? 0.9 : 0.2,
        };
    }

    private static ScoreEstimate Estimate(string metric, string? className, double value) =>
        new(metric, className, value, Math.Max(0, value - 0.03), Math.Min(1, value + 0.02), 0.01);

    private static LayoutComparison Comparison(LayoutSummary layout, LayoutSummary baseline)
    {
        var difference = layout.Estimates[0].Value - baseline.Estimates[0].Value;
        return new LayoutComparison(
            new(layout.Id.Layout, Encoding),
            baseline.Id.Layout,
            "macro-f1",
            null,
            difference,
            difference - 0.02,
            difference + 0.015,
            0.42,
            0.58,
            null,
            null,
            null
        );
    }

    private static IEnumerable<ScoreRow> Rows(
        LayoutSummary layout,
        IReadOnlyList<PredictionRow> predictions,
        IReadOnlyList<string> classes
    ) =>
        from run in new[] { 1, 2 }
        let matrix = Matrix(predictions.Where(p => p.Cell.Layout == layout.Id.Layout && p.Cell.Run == run), classes)
        from row in new[]
        {
            new ScoreRow(new(layout.Id.Layout, Encoding), run, "macro-f1", null, matrix.MacroF1),
            new ScoreRow(new(layout.Id.Layout, Encoding), run, "calibration-error", null, 0.04),
        }.Concat(classes.Select((c, k) => new ScoreRow(new(layout.Id.Layout, Encoding), run, "recall", c, matrix.Score(k).Recall)))
        select row;

    private static ConfusionMatrix Matrix(IEnumerable<PredictionRow> rows, IReadOnlyList<string> classes)
    {
        var pairs = rows.Select(r => (True: classes.ToList().IndexOf(r.Class), Said: classes.ToList().IndexOf(r.Predicted))).ToArray();
        return ConfusionMatrix.Tally(classes.Count, [.. pairs.Select(p => p.True)], [.. pairs.Select(p => p.Said)]);
    }
}
