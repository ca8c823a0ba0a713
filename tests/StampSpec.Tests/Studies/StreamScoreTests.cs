using StampSpec.Common;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Model;
using StampSpec.Studies.Specification;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

/// <summary>Completeness and purity at a rate of false alerts, and scores under another mix of classes.</summary>
public sealed class StreamScoreTests
{
    private static readonly LayoutId Layout = new("a", "float32");

    [Fact]
    public void Completeness_and_purity_are_those_of_a_count_by_hand()
    {
        // Of class x: .9, .8, .8, .3, .1. Of class y: .95, .8, .5 and seven of 0. At most 2 of 10 false: the threshold is .8, as .5 would
        // take a third one.
        float[] x = [0.9f, 0.8f, 0.8f, 0.3f, 0.1f];
        float[] y = [0.95f, 0.8f, 0.5f, 0, 0, 0, 0, 0, 0, 0];
        var row = RatesOf(x, y, 0.2).Single(r => r is { Class: "x", Magnitude: "all" });
        Assert.Equal((0.6, 0.6, 5), (row.Completeness, row.Purity, row.Objects));
        // At most 1 of 10: .8 belongs to one of each, so only .9 is taken.
        row = RatesOf(x, y, 0.1).Single(r => r is { Class: "x", Magnitude: "all" });
        Assert.Equal((0.2, 0.5), (row.Completeness, row.Purity));
        // None: the most probable one is false.
        row = RatesOf(x, y, 0.05).Single(r => r is { Class: "x", Magnitude: "all" });
        Assert.Equal((0.0, (double?)null), (row.Completeness, row.Purity));
    }

    [Fact]
    public void Under_a_mix_purity_counts_each_class_by_its_share()
    {
        float[] x = [0.9f, 0.8f, 0.8f, 0.3f, 0.1f];
        float[] y = [0.95f, 0.8f, 0.5f, 0, 0, 0, 0, 0, 0, 0];
        var mix = new Dictionary<string, double> { ["x"] = 0.01, ["y"] = 0.99 };
        var row = RatesOf(x, y, 0.2, mix).Single(r => r is { Class: "x", Magnitude: "all" });
        Assert.Equal(0.6, row.Completeness);
        Assert.Equal(0.01 * 0.6 / ((0.01 * 0.6) + (0.99 * 0.2)), row.Purity!.Value, 12);
    }

    [Fact]
    public void Rates_by_magnitude_use_the_threshold_of_all_alerts()
    {
        float[] x = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? 0.9f : 0.1f)];
        float[] y = [.. Enumerable.Range(0, 40).Select(i => i == 39 ? 0.5f : 0f)];
        // Objects become fainter in their order, so the class is found where it is bright.
        var rows = RatesOf(x, y, 0.02).Where(r => r.Class == "x" && r.Magnitude != "all").ToArray();
        Assert.Equal(4, rows.Length);
        Assert.Equal([1.0, 1.0, 0.0, 0.0], rows.Select(r => r.Completeness));
        Assert.Equal(rows.Select(r => r.Median).Order(), rows.Select(r => r.Median));
        Assert.All(rows, r => Assert.InRange(r.Completeness, r.CompletenessLow!.Value, r.CompletenessHigh!.Value));
    }

    [Fact]
    public void Intervals_of_completeness_cover_the_truth_about_as_often_as_they_say()
    {
        var covered = 0;
        const int Trials = 60;
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            float[] x = [.. Enumerable.Range(0, 120).Select(_ => (float)Math.Clamp(0.5 + (0.25 * Normal(random)), 0, 1))];
            float[] y = [.. Enumerable.Range(0, 400).Select(_ => (float)Math.Clamp(0.2 + (0.1 * Normal(random)), 0, 1))];
            var row = RatesOf(x, y, 0.05, resamples: 200).Single(r => r is { Class: "x", Magnitude: "all" });
            // The threshold is 0.2 + 1.645 x 0.1, which is 0.542 sigma below the mean of x.
            covered += row.CompletenessLow <= 0.706 && row.CompletenessHigh >= 0.706 ? 1 : 0;
        }

        Assert.InRange(covered, 50, Trials);
    }

    [Fact]
    public void Probabilities_that_are_too_sure_are_calibrated_on_the_other_half_and_moved_to_the_shares_of_the_stream()
    {
        // Right in 8 of 10, but always 0.999 sure; the true probability is 0.8.
        const int Count = 2000;
        int[] classes = [.. Enumerable.Range(0, Count).Select(i => i % 2)];
        int[] units = [.. Enumerable.Range(0, Count).Select(i => i / 2)];
        IReadOnlyList<float>[] probabilities =
        [
            .. classes.Select((c, i) => (i / 4) % 10 < 8 == (c == 0) ? new[] { 0.999f, 0.001f } : [0.001f, 0.999f]),
        ];
        var calibrated = new StreamProbabilities([0.5, 0.5], [0.5, 0.5]).Of(probabilities, classes, units);
        Assert.All(calibrated, p => Assert.Equal(0.8, p.Max(), 2));
        var moved = new StreamProbabilities([0.9, 0.1], [0.5, 0.5]).Of(probabilities, classes, units);
        // Odds of 4 times 9, or of 9 / 4.
        Assert.Equal(36 / 37.0, moved[0][0], 2);
        Assert.Equal(9 / 13.0, moved[0].Length == 2 ? moved[Array.FindIndex(probabilities, p => p[1] > 0.5)][0] : 0, 2);
    }

    [Fact]
    public void Scores_under_a_mix_equal_those_of_a_stream_with_that_mix()
    {
        // 90 % of x and 80 % of y are right. Under 1 : 3, the precision of x is .25 x .9 / (.25 x .9 + .75 x .2).
        float[] x = [.. Enumerable.Range(0, 100).Select(i => i < 90 ? 0.75f : 0.25f)];
        float[] y = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? 0.25f : 0.75f)];
        var (summary, objects, predictions) = Study(x, y, [], new Dictionary<string, double> { ["x"] = 0.5, ["y"] = 0.5 });
        Assert.Equal(0.9, Score("recall", "x"), 12);
        Assert.Equal(0.9 / (0.9 + 0.2), Score("precision", "x"), 12);

        // The odds of 3 to 1 for x are overruled by a mix of 1 to 99, so nothing is called x.
        (summary, objects, predictions) = Study(x, y, [], new Dictionary<string, double> { ["x"] = 0.01, ["y"] = 0.99 });
        Assert.Equal(0, Score("recall", "x"));
        Assert.Equal(0.99, Score("accuracy", null), 12);

        double Score(string metric, string? name) =>
            MixScores.Of(summary, objects, predictions).Single(r => r.Metric == metric && r.Class == name).Score;
    }

    [Fact]
    public void Differences_under_a_mix_have_verdicts_that_are_adjusted_over_the_layouts()
    {
        // Layout a is right on 60 % of x, b on 95 %, c as a; all are right on 80 % of y. The odds of a half keep their class.
        float[] y = [.. Enumerable.Range(0, 100).Select(i => i < 80 ? 0.25f : 0.75f)];
        var (summary, objects, baseline) = Study(Right(60), y, [], new Dictionary<string, double> { ["x"] = 0.5, ["y"] = 0.5 });
        var (better, same) = (Of("b", Right(95)), Of("c", Right(60)));
        summary = summary with
        {
            Resamples = 999,
            Layouts = [.. new[] { "a", "b", "c" }.Select(n => new LayoutSummary(new LayoutId(n, "float32"), 1, 1, 1, [1]))],
        };
        var rows = MixScores.Of(summary, objects, [.. baseline, .. better, .. same]);

        Assert.Equal([null, "better", "equivalent"], rows.Where(r => r.Metric == "macro-f1").Select(r => r.Verdict));
        Assert.All(rows.Where(r => r.Metric != "macro-f1"), r => Assert.Null(r.Verdict));
        // No resample of b reaches 0: twice 1 / 1000, times the two layouts of the family.
        Assert.Equal(0.004, rows.Single(r => r.Id.Layout == "b" && r.Metric == "macro-f1").DifferencePValue!.Value, 9);

        static float[] Right(int count) => [.. Enumerable.Range(0, 100).Select(i => i < count ? 0.75f : 0.25f)];

        PredictionRow[] Of(string layout, float[] x) =>
            [.. Study(x, y, [], null).Predictions.Select(p => p with { Cell = p.Cell with { Layout = layout } })];
    }

    [Fact]
    public void A_class_without_a_share_has_no_score_and_is_not_in_the_means()
    {
        string[] classes = ["x", "y", "z"];
        int[] truth = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var (summary, _, _) = Study(
            [1],
            [0],
            [0.1],
            new Dictionary<string, double>
            {
                ["x"] = 0.5,
                ["y"] = 0.5,
                ["z"] = 0,
            }
        );
        summary = summary with { Classes = classes, TrainedShares = classes.ToDictionary(c => c, _ => 1 / 3.0) };
        ObjectRow[] objects =
        [
            .. truth.Select((k, i) => new ObjectRow(i, $"o{i}", $"g{i}", classes[k], "synthetic", "development", null, 0, null, null)),
        ];
        PredictionRow[] perfect =
        [
            .. truth.Select(
                (k, i) =>
                    new PredictionRow(
                        new CellId(Layout.Layout, Layout.Encoding, 1, 1),
                        i,
                        classes[k],
                        classes[k],
                        [.. classes.Select((_, c) => c == k ? 0.9f : 0.05f)]
                    )
            ),
        ];
        var mix = MixScores.Of(summary, objects, perfect);
        foreach (var metric in new[] { "macro-f1", "macro-precision", "macro-recall", "accuracy" })
        {
            Assert.Equal(1, mix.Single(r => r.Metric == metric).Score, 12);
        }

        Assert.Equal(["x", "y"], mix.Select(r => r.Class).OfType<string>().Distinct());
        Assert.Equal(["x", "y"], DetectionRates.Of(summary, objects, perfect).Select(r => r.Class).Distinct());
        var none = summary with
        {
            Mix = new Dictionary<string, double>
            {
                ["x"] = double.NaN,
                ["y"] = double.NaN,
                ["z"] = double.NaN,
            },
        };
        Assert.Empty(MixScores.Of(none, objects, perfect));
    }

    [Fact]
    public void Rows_do_not_depend_on_the_order_of_predictions()
    {
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, 30).Select(_ => random.NextSingle())];
        var (summary, objects, predictions) = Study(x, [.. x.Reverse()], [0.1], null);
        Assert.Equal(DetectionRates.Of(summary, objects, predictions), DetectionRates.Of(summary, objects, [.. predictions.Reverse()]));
    }

    [Theory]
    [InlineData("mix: {agn: 1, quasar: 2}", "mix has classes that are not in dataset.classes: quasar")]
    [InlineData("mix: {agn: 0}", "no class of the study has a share above 0")]
    [InlineData("mix: balanced", "balanced")]
    [InlineData("false-alert-rates: [1.5]", "1.5")]
    public void A_mix_or_rate_that_cannot_be_is_refused(string keys, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["s.yaml"], $"name: s\ndataset: {{synthetic: {{alerts: 200}}}}\nlayouts: [ztf-full]\n{keys}\n");
        var invalid = Assert.Throws<InvalidInputException>(() => StudySpecFile.Load(folder["s.yaml"], []));
        Assert.Contains(expected, string.Join("\n", invalid.Diagnostics), StringComparison.Ordinal);
        Assert.All(invalid.Diagnostics, d => Assert.Equal(4, d.Line));
    }

    [Fact]
    public void A_mix_is_read_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["s.yaml"], "name: s\ndataset: {synthetic: {alerts: 200}}\nlayouts: [ztf-full]\nmix: {agn: 3, vs: 1}\n");
        var study = StudySpecFile.Load(folder["s.yaml"], []);
        File.WriteAllText(folder["study.lock.yaml"], LockedSpec.Write(study, folder.Path));
        var again = StudySpecFile.Load(folder["study.lock.yaml"], []);
        Assert.Equal((0.75, 0.25), (again.Mix!.Shares["agn"], again.Mix.Shares["vs"]));
        Assert.Equal([0.01], again.FalseAlertRates);
    }

    private static IReadOnlyList<RateRow> RatesOf(
        float[] x,
        float[] y,
        double rate,
        IReadOnlyDictionary<string, double>? mix = null,
        int resamples = 100
    )
    {
        var (summary, objects, predictions) = Study(x, y, [rate], mix);
        return DetectionRates.Of(summary with { Resamples = resamples }, objects, predictions);
    }

    /// <summary>Two classes, one run; the numbers are the probabilities of x.</summary>
    private static (StudySummary Summary, ObjectRow[] Objects, PredictionRow[] Predictions) Study(
        float[] x,
        float[] y,
        double[] rates,
        IReadOnlyDictionary<string, double>? mix
    )
    {
        (float P, string Class)[] all = [.. x.Select(p => (p, "x")), .. y.Select(p => (p, "y"))];
        var summary = new StudySummary("s", null, ["x", "y"], "hold-out", 1, 1, 3, "a", 0.01, 100, 0.95)
        {
            ComparedRuns = [1],
            Layouts = [new LayoutSummary(Layout, 1, 1, 1, [1])],
            FalseAlertRates = rates,
            MixName = mix is null ? null : "own",
            Mix = mix,
            TrainedShares = new Dictionary<string, double> { ["x"] = 0.5, ["y"] = 0.5 },
        };
        return (
            summary,
            [
                .. all.Select(
                    (o, i) =>
                        new ObjectRow(i, $"o{i}", $"g{i}", o.Class, "synthetic", "development", null, 0, null, null)
                        {
                            Magnitude = 15 + (0.1 * (i < x.Length ? i : i - x.Length)),
                        }
                ),
            ],
            [
                .. all.Select(
                    (o, i) =>
                        new PredictionRow(
                            new CellId(Layout.Layout, Layout.Encoding, 1, 1),
                            i,
                            o.Class,
                            o.P >= 0.5 ? "x" : "y",
                            [o.P, 1 - o.P]
                        )
                ),
            ]
        );
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
