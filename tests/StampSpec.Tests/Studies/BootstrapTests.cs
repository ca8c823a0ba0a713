using FsCheck;
using FsCheck.Fluent;
using StampSpec.Common;
using StampSpec.Learning.Metrics;
using StampSpec.Studies.Analysis;
using StampSpec.Studies.Statistics;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Studies;

public sealed class BootstrapTests
{
    private static readonly CoverageSimulation Simulation = new(
        [60, 100, 40, 25, 50, 80],
        5,
        0.15,
        [
            [1.2, 1.8, 1.0, 0.8, 1.1, 1.4],
            [1.0, 1.7, 1.0, 0.5, 1.0, 1.4],
        ]
    );

    [Fact]
    public void Estimates_are_the_mean_over_runs_of_the_confusion_matrix_scores()
    {
        var table = Simulation.Draw(new Seed(1));
        var scores = TwoLevelBootstrap.Resample(table, 10, new Seed(2));
        var matrices = table.Layouts[1].Runs.Select(r => ConfusionMatrix.Tally(6, table.TrueClasses, r)).ToArray();
        Assert.Equal(matrices.Average(m => m.MacroF1), scores.Estimate(1, ScoreKey.MacroF1), 12);
        Assert.Equal(matrices.Average(m => m.Score(3).Precision), scores.Estimate(1, new ScoreKey("precision", 3)), 12);
        Assert.Equal(matrices.Average(m => m.Accuracy), scores.Estimate(1, new ScoreKey("accuracy", null)), 12);
    }

    [Fact]
    public void A_resample_scores_as_the_objects_and_runs_drawn_do_when_written_out()
    {
        var table = Simulation.Draw(new Seed(3));
        var scores = TwoLevelBootstrap.Resample(table, 3, new Seed(4));
        for (var resample = 0; resample < 3; resample++)
        {
            Assert.Equal(
                WrittenOut(table, layout: 1, new Seed(4).Derive(resample).CreateSource()),
                scores.Replicates(1, ScoreKey.MacroF1)[resample],
                12
            );
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_replicates_and_another_seed_others()
    {
        var table = Simulation.Draw(new Seed(5));
        var first = TwoLevelBootstrap.Resample(table, 50, new Seed(6)).Replicates(0, ScoreKey.MacroF1).ToArray();
        Assert.Equal(first, TwoLevelBootstrap.Resample(table, 50, new Seed(6)).Replicates(0, ScoreKey.MacroF1).ToArray());
        Assert.NotEqual(first, TwoLevelBootstrap.Resample(table, 50, new Seed(7)).Replicates(0, ScoreKey.MacroF1).ToArray());
    }

    [Fact]
    public void The_best_within_a_budget_is_sought_among_the_layouts_that_fit()
    {
        int[] truth = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        int[] poor = [.. truth.Select((k, i) => i % 5 == 0 ? 1 - k : k)];
        var table = new PredictionTable(
            2,
            truth,
            [.. Enumerable.Range(0, 40)],
            [new("large", [truth]), new("small", [poor]), new("smaller twin", [poor])]
        );
        var scores = TwoLevelBootstrap.Resample(table, 100, new Seed(1));
        Assert.Equal([1, 0, 0], BudgetProbabilities.Probabilities([30, 20, 10], null, scores, ScoreKey.MacroF1));
        Assert.Equal([null, 0, 1], BudgetProbabilities.Probabilities([30, 20, 10], 20, scores, ScoreKey.MacroF1));
        Assert.Equal([null, null, null], BudgetProbabilities.Probabilities([30, 20, 10], 5, scores, ScoreKey.MacroF1));
    }

    [Fact]
    public void All_right_gives_the_point_interval_one_and_no_difference()
    {
        int[] truth = [0, 0, 1, 1, 2, 2];
        var table = new PredictionTable(3, truth, [0, 1, 2, 3, 4, 5], [new("a", [truth, truth, truth]), new("b", [truth, truth, truth])]);
        var scores = TwoLevelBootstrap.Resample(table, 200, new Seed(1));
        Assert.Equal(new ScoreInterval(1, 1, 0.95), scores.Interval(0, ScoreKey.MacroF1));
        var difference = PairedDifference.Compute(scores, 1, 0, ScoreKey.MacroF1, 0.01);
        Assert.Equal((0.0, 1.0), (difference.Difference, difference.ProbabilityWithinMargin));
        Assert.Equal(1.0 / 201, difference.NonInferiorityPValue, 12);
        Assert.Null(difference.SignFlip);
    }

    [Fact]
    public void A_class_without_objects_has_no_score_and_macro_f1_is_the_mean_over_the_others()
    {
        int[] truth = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        int[] predicted = [.. truth.Select((k, i) => i % 5 == 0 ? 1 - k : k)];
        var table = new PredictionTable(3, truth, [.. Enumerable.Range(0, 40)], [new("a", [predicted])]);
        var scores = TwoLevelBootstrap.Resample(table, 500, new Seed(1));
        var interval = scores.Interval(0, ScoreKey.MacroF1);
        Assert.Equal(0.8, scores.Estimate(0, ScoreKey.MacroF1), 12);
        Assert.InRange(interval.Low, 0.45, 0.795);
        Assert.InRange(interval.High, 0.81, 1);
        Assert.Contains(new ScoreKey("f1", 1), scores.Keys);
        Assert.DoesNotContain(scores.Keys, key => key.ClassIndex == 2);
    }

    [Fact]
    public void Rows_of_one_unit_are_drawn_together_so_that_few_units_widen_the_interval()
    {
        int[] truth = [.. Enumerable.Range(0, 120).Select(i => i % 2)];
        int[] predicted = [.. truth.Select((k, i) => i / 20 % 3 == 0 ? 1 - k : k)];
        var single = Width(truth, predicted, [.. Enumerable.Range(0, 120)]);
        var grouped = Width(truth, predicted, [.. Enumerable.Range(0, 120).Select(i => ((i / 20) * 2) + (i % 2))]);
        Assert.True(grouped > 2 * single, $"grouped {grouped}, single {single}");
    }

    [SeededProperty]
    public Property Weighted_confusion_counts_equal_a_plain_tally() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<(int, int, int)[]>().Where(r => r.Length > 0).ToArbitrary(), rows =>
        {
            int[] truth = [.. rows.Select(r => (r.Item1 & 0xFFFF) % 4)];
            int[] predicted = [.. rows.Select(r => (r.Item2 & 0xFFFF) % 4)];
            int[] weights = [.. rows.Select(r => (r.Item3 & 0xFFFF) % 3)];
            var cells = new double[16];
            new WeightedConfusion(4, truth, predicted).Fill(
                weights,
                [.. Enumerable.Range(0, 4).Select(k => (double)truth.Zip(weights).Where(p => p.First == k).Sum(p => p.Second))],
                cells
            );
            var expected = new double[16];
            for (var i = 0; i < rows.Length; i++)
            {
                expected[(truth[i] * 4) + predicted[i]] += weights[i];
            }

            return expected.SequenceEqual(cells);
        });

    [Fact]
    public void Intervals_cover_the_true_score_and_the_true_difference_about_as_often_as_they_say()
    {
        const int Studies = 200;
        var truth = Simulation.Truth(0);
        var difference = Simulation.Truth(1) - truth;
        int covered = 0,
            differenceCovered = 0;
        for (var study = 0; study < Studies; study++)
        {
            var scores = TwoLevelBootstrap.Resample(Simulation.Draw(new Seed(11).Derive(study)), 400, new Seed(12).Derive(study));
            covered += Holds(scores.Interval(0, ScoreKey.MacroF1), truth);
            differenceCovered += Holds(PairedDifference.Compute(scores, 1, 0, ScoreKey.MacroF1, 0.01).Interval, difference);
        }

        // Two binomial standard errors of 200 studies are 3 %. Differences err on the safe side: where objects' own difficulty cancels,
        // noise of
        // object and run together remains, which crossed resampling counts up to three times (Owen 2007, Annals of Applied Statistics 1,
        // 386).
        Assert.InRange((double)covered / Studies, 0.91, 0.99);
        Assert.InRange((double)differenceCovered / Studies, 0.93, 1);
    }

    [Fact]
    public void A_table_without_objects_or_with_unequal_runs_is_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            new PredictionTable(
                2,
                [],
                [],
                [
                    new(
                        "a",
                        [
                            [],
                        ]
                    ),
                ]
            )
        );
        Assert.Throws<ArgumentException>(() => new PredictionTable(2, [0], [0], []));
        Assert.Throws<ArgumentException>(() => new PredictionTable(2, [0], [0], [new("a", [])]));
        Assert.Throws<ArgumentException>(() =>
            new PredictionTable(
                2,
                [0],
                [0],
                [
                    new(
                        "a",
                        [
                            [0],
                        ]
                    ),
                    new(
                        "b",
                        [
                            [0],
                            [1],
                        ]
                    ),
                ]
            )
        );
        Assert.Throws<ArgumentException>(() =>
            new PredictionTable(
                2,
                [0],
                [0],
                [
                    new(
                        "a",
                        [
                            [2],
                        ]
                    ),
                ]
            )
        );
    }

    private static int Holds(ScoreInterval interval, double value) => interval.Low <= value && value <= interval.High ? 1 : 0;

    private static double Width(int[] truth, int[] predicted, int[] units)
    {
        var table = new PredictionTable(2, truth, units, [new("a", [predicted])]);
        var interval = TwoLevelBootstrap.Resample(table, 400, new Seed(1)).Interval(0, ScoreKey.MacroF1);
        return interval.High - interval.Low;
    }

    private static double WrittenOut(PredictionTable table, int layout, RandomSource random)
    {
        int[] runs = [.. Enumerable.Range(0, table.RunCount).Select(_ => random.NextInt(table.RunCount))];
        var objects = new List<int>();
        for (var k = 0; k < table.ClassCount; k++)
        {
            int[] members = [.. Enumerable.Range(0, table.ObjectCount).Where(i => table.TrueClasses[i] == k)];
            objects.AddRange(members.Select(_ => members[random.NextInt(members.Length)]).ToArray());
        }

        return runs.Average(run =>
            ConfusionMatrix
                .Tally(
                    table.ClassCount,
                    [.. objects.Select(i => table.TrueClasses[i])],
                    [.. objects.Select(i => table.Layouts[layout].Runs[run][i])]
                )
                .MacroF1
        );
    }
}
