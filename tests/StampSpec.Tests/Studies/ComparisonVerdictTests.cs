using StampSpec.Studies.Model;
using StampSpec.Studies.Statistics;

namespace StampSpec.Tests.Studies;

/// <summary>The probability and the p-value with which two layouts or two studies differ.</summary>
public sealed class ComparisonVerdictTests
{
    [Theory]
    [InlineData(0.02, 0.01, 0.01, 0.9, "better")]
    [InlineData(0.005, 0.01, 0.01, 0.01, "better")]
    [InlineData(0.001, 0.8, 0.01, 0.01, "equivalent")]
    [InlineData(-0.004, 0.01, 0.01, 0.01, "equivalent")]
    [InlineData(0.001, 0.8, 0.01, 0.2, "no worse")]
    [InlineData(-0.004, 0.01, 0.01, 0.2, "no worse")]
    [InlineData(-0.03, 0.01, 0.9, 0.01, "worse")]
    [InlineData(-0.03, 0.05, 0.9, 0.01, "not shown to differ")]
    [InlineData(0.02, 0.05, 0.05, 0.05, "not shown to differ")]
    [InlineData(0.02, null, null, null, "not shown to differ")]
    public void A_verdict_needs_p_below_five_per_cent(
        double d,
        double? differs,
        double? nonInferior,
        double? nonSuperior,
        string expected
    ) => Assert.Equal(expected, ComparisonVerdicts.Of(d, differs, nonInferior, nonSuperior).Word());

    [Fact]
    public void A_layout_that_is_right_where_the_other_is_wrong_differs_with_the_smallest_p_value()
    {
        var paired = Paired(better: 40, worse: 0);
        Assert.Equal(1, paired.OrderProbability);
        Assert.Equal(2 / 1001.0, paired.PValue, 12);
        Assert.True(paired.Interval.Low > 0);
    }

    [Fact]
    public void Equal_layouts_have_an_even_chance_and_no_difference()
    {
        var paired = Paired(better: 0, worse: 0);
        Assert.Equal((0, 0.5, 1), (paired.Difference, paired.OrderProbability, paired.PValue));
    }

    [Fact]
    public void A_small_difference_keeps_its_order_in_most_resamples_but_is_not_significant()
    {
        var paired = Paired(better: 6, worse: 4);
        Assert.InRange(paired.OrderProbability, 0.55, 0.95);
        Assert.InRange(paired.PValue, 0.1, 0.95);
    }

    /// <summary>Two layouts on 200 objects of two classes that agree except on some objects.</summary>
    private static PairedDifference Paired(int better, int worse)
    {
        const int Objects = 200;
        int[] truth = [.. Enumerable.Range(0, Objects).Select(i => i % 2)];
        int[] first = [.. truth.Select((t, i) => i < better || i >= Objects - 40 ? 1 - t : t)];
        int[] second = [.. truth.Select((t, i) => (i >= better && i < better + worse) || i >= Objects - 40 ? 1 - t : t)];
        var table = new PredictionTable(
            2,
            truth,
            [.. Enumerable.Range(0, Objects)],
            [new LayoutPredictions("a", [first]), new LayoutPredictions("b", [second])]
        );
        var scores = TwoLevelBootstrap.Resample(table, 1000, new StampSpec.Common.Seed(1));
        return PairedDifference.Compute(scores, 1, 0, scores.Keys.First(k => k.Metric == "macro-f1"), 0.01);
    }
}
