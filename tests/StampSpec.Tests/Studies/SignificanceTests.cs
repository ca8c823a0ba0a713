using StampSpec.Common;
using StampSpec.Studies.Statistics;

namespace StampSpec.Tests.Studies;

public sealed class SignificanceTests
{
    [Fact]
    public void Holm_multiplies_the_smallest_by_the_count_and_never_decreases()
    {
        Assert.Equal([0.03, 0.06, 0.06], HolmAdjustment.Adjust([0.01, 0.04, 0.03]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.9, 0.8], HolmAdjustment.Adjust([0.9, 0.4]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1.0, 1.0], HolmAdjustment.Adjust([0.9, 0.6]));
        Assert.Empty(HolmAdjustment.Adjust([]));
    }

    [Fact]
    public void Six_equal_signs_reach_the_floor_of_the_sign_flip_test()
    {
        var test = SignFlipTest.Compute([0.01, 0.02, 0.03, 0.02, 0.01, 0.05]);
        Assert.NotNull(test);
        Assert.Equal((2.0 / 64, 2.0 / 64), (test.PValue, test.Floor));
    }

    [Fact]
    public void The_sign_flip_test_counts_patterns_that_are_at_least_as_extreme()
    {
        // |sum| of 1,1,1,1,1,-1 is 4: patterns with at most one odd sign out: 2 * (1 + 6) of 64.
        Assert.Equal(14.0 / 64, SignFlipTest.Compute([1, 1, 1, 1, 1, -1])!.PValue);
        Assert.Equal(1, SignFlipTest.Compute([0, 0, 0, 0, 0, 0])!.PValue);
        Assert.Equal(14.0 / 64, SignFlipTest.Compute([0.1, 0.1, 0.1, 0.1, 0.1, -0.1])!.PValue);
    }

    [Fact]
    public void Fewer_than_six_runs_give_no_p_value() => Assert.Null(SignFlipTest.Compute([1, 1, 1, 1, 1]));

    [Fact]
    public void The_corrected_resampled_test_equals_its_formula()
    {
        // d = 1, 2, 3: mean 2, s^2 = 1; ratio 1/4: t = 2 / sqrt(1/3 + 1/4); two degrees of freedom: p = 1 - t / sqrt(t^2 + 2).
        var test = CorrectedResampledTest.Compute([1, 2, 3], 0.25);
        Assert.NotNull(test);
        var t = 2 / Math.Sqrt((1.0 / 3) + 0.25);
        Assert.Equal(t, test.Statistic, 12);
        Assert.Equal(1 - (t / Math.Sqrt((t * t) + 2)), test.PValue, 9);
        Assert.Equal(2 - (4.302652729911275 * 2 / t), test.Interval.Low, 9);
        Assert.Null(CorrectedResampledTest.Compute([1, 1], 0.25));
        Assert.Null(CorrectedResampledTest.Compute([1], 0.25));
    }

    [Fact]
    public void The_front_holds_what_nothing_beats_in_both_bytes_and_score()
    {
        Assert.Equal([true, false, true, true], ParetoFront.Members([100, 200, 300, 50], [0.7, 0.65, 0.8, 0.6]));
        Assert.Equal([true, true], ParetoFront.Members([100, 100], [0.7, 0.7]));
        Assert.Equal([false, true], ParetoFront.Members([100, 90], [0.7, 0.7]));
    }

    [Fact]
    public void A_layout_that_is_always_worse_and_larger_has_no_chance_of_the_front()
    {
        int[] truth = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        int[] good = [.. truth.Select((k, i) => i % 10 == 0 ? (k + 1) % 3 : k)];
        int[] bad = [.. truth.Select((k, i) => i % 2 == 0 ? (k + 1) % 3 : k)];
        var table = new PredictionTable(3, truth, [.. Enumerable.Range(0, 60)], [new("good", [good, good]), new("bad", [bad, bad])]);
        var scores = TwoLevelBootstrap.Resample(table, 300, new Seed(3));
        Assert.Equal([1.0, 0.0], ParetoFront.Probabilities([100, 200], scores, ScoreKey.MacroF1));
        Assert.Equal(1.0, ParetoFront.Probabilities([200, 100], scores, ScoreKey.MacroF1)[1]);
    }

    [Fact]
    public void Bias_corrected_quantiles_equal_those_computed_by_hand()
    {
        // Replicates 0 .. 1000, estimate at their middle, no acceleration: the plain percentiles.
        double[] replicates = [.. Enumerable.Range(0, 1001).Select(i => (double)i)];
        var plain = BootstrapInterval.BiasCorrected(500, replicates, 0);
        Assert.Equal(25, plain.Low, 1);
        Assert.Equal(975, plain.High, 1);
        // A fraction of Phi(0.5) = 0.69146 below: ends at Phi(1 - 1.95996) = 0.168544 and Phi(1 + 1.95996) = 0.998461.
        var shifted = BootstrapInterval.BiasCorrected(691.66, replicates, 0);
        Assert.Equal(168.5, shifted.Low, 0);
        Assert.Equal(998.5, shifted.High, 0);
        // Acceleration 0.1 alone: z / (1 - a z) is -1.95996 / 1.195996 = -1.63877, and 1.95996 / 0.804004 = 2.43775.
        var accelerated = BootstrapInterval.BiasCorrected(500, replicates, 0.1);
        Assert.Equal(50.63, accelerated.Low, 1);
        Assert.Equal(992.61, accelerated.High, 1);
    }

    [Fact]
    public void A_percentile_interval_interpolates_between_replicates()
    {
        Assert.Equal(new ScoreInterval(1, 3, 0.5), BootstrapInterval.Percentile([0, 1, 2, 3, 4], 0.5));
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Percentile([]));
        Assert.Throws<ArgumentException>(() => BootstrapInterval.Percentile([1], 1));
    }
}
