using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Networks;

namespace StampSpec.Tests.Learning;

public sealed class NetworkPlanTests
{
    private static readonly ClassifierSettings Full = new() { Widths = [37, 60, 29, 26], Dense = 31 };

    [Fact]
    public void The_published_full_network_has_96482_trainable_parameters()
    {
        // 2035 + 20040 + 15689 + 6812 in convolutions, 6 normalising the position, (8 x 8 x 26 + 3) x 31 + 31 dense, 31 x 6 + 6 logits.
        var plan = new NetworkPlan(Full, [new StampTensorShape(6, 63)], 6);
        Assert.Equal(96_482, plan.ParameterLength);
    }

    [Theory]
    [InlineData(63, 3)]
    [InlineData(30, 2)]
    [InlineData(16, 2)]
    [InlineData(8, 1)]
    [InlineData(7, 0)]
    [InlineData(128, 3)]
    public void Poolings_leave_at_least_four_pixels_and_one_convolution_without(int pixels, int poolings)
    {
        Assert.Equal(poolings, Full.PoolingsFor(pixels));
    }

    [Fact]
    public void Scales_of_one_size_are_joined_and_others_get_stacks_of_their_own()
    {
        var joined = new NetworkPlan(Full, [.. Enumerable.Repeat(new StampTensorShape(6, 8), 4)], 6);
        var separate = new NetworkPlan(Full, [new StampTensorShape(6, 16), new StampTensorShape(6, 8)], 6);
        Assert.Equal(24, Assert.Single(joined.Stacks).Channels);
        Assert.Equal(4 * 4 * 26, joined.FeatureLength);
        Assert.Equal(2, separate.Stacks.Count);
        Assert.Equal(2 * 4 * 4 * 26, separate.FeatureLength);
    }

    [Fact]
    public void Shared_stacks_have_the_parameters_of_one_scale_and_the_features_of_all()
    {
        StampTensorShape[] shapes = [new(6, 16), new(6, 8)];
        var shared = new NetworkPlan(Full with { Stacks = ScaleStacks.Shared }, shapes, 6);
        var single = new NetworkPlan(Full, [shapes[0]], 6);
        Assert.Equal(single.Parameters.Count, shared.Parameters.Count);
        Assert.Equal(2 * 4 * 4 * 26, shared.FeatureLength);
    }

    [Fact]
    public void A_step_holds_the_results_that_its_gradients_need()
    {
        var plan = new NetworkPlan(Full, [new StampTensorShape(6, 63)], 6);
        var oneView = TrainingGraph.LeastBytes(plan, new TrainingSettings { BatchSize = 256 });
        var allViews = TrainingGraph.LeastBytes(plan, new TrainingSettings { BatchSize = 256, Augmentation = Augmentation.All });
        // The first convolution alone gives 37 kernels 63 x 63 pixels for each of 2,048 images, which its gradient needs twice.
        Assert.InRange(allViews, 2L * 2048 * 37 * 63 * 63 * sizeof(float), 10L * 2048 * 37 * 63 * 63 * sizeof(float));
        Assert.Equal(8, (double)allViews / oneView, 0.05);
    }

    [Fact]
    public void Results_count_in_the_memory_of_a_graph_from_their_operation_to_their_last_use()
    {
        var graph = new Graph();
        var input = graph.Input("x", 100);
        var twice = graph.Add(input, input);
        var sum = graph.Add(graph.Multiply(twice, twice), twice);
        graph.Multiply(graph.Multiply(sum, sum), input);
        Assert.Equal(3 * 100 * sizeof(float), graph.PeakBytes());
    }

    [Fact]
    public void Joining_scales_of_different_sizes_is_refused()
    {
        Assert.Throws<ArgumentException>(() =>
            new NetworkPlan(Full with { Stacks = ScaleStacks.Joined }, [new StampTensorShape(6, 16), new StampTensorShape(6, 8)], 6)
        );
    }
}
