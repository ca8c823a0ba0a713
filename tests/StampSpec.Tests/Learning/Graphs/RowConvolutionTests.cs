using StampSpec.Common;
using StampSpec.Learning.Graphs;

namespace StampSpec.Tests.Learning.Graphs;

public sealed class RowConvolutionTests
{
    [Fact]
    public void Convolution_and_pooling_of_rows_equal_those_of_images()
    {
        const int images = 3;
        const int channels = 2;
        const int side = 6;
        var graph = new Graph();
        var pixels = graph.Input("images", images, channels, side, side);
        var kernels = graph.Input("kernels", 4, channels, 3, 3);
        var expected = graph.PoolMaximum(graph.Convolve(pixels, kernels));

        var layout = new RowLayout(images, side, false);
        var rows = graph.Reshape(graph.Transpose(pixels, 0, 2, 3, 1), layout.Rows, channels);
        var pooled = graph.PoolRows(graph.ConvolveRows(rows, kernels, layout, layout with { ByPhase = true }));
        var actual = graph.Transpose(graph.Reshape(pooled, images, side / 2, side / 2, 4), 0, 3, 1, 2);

        var source = new Seed(1).CreateSource();
        double[] Draw(long length) => [.. Enumerable.Range(0, (int)length).Select(_ => source.NextNormal())];
        var results = GraphRun.Evaluate(graph, [Draw(pixels.Length), Draw(kernels.Length)], expected, actual);
        Assert.Equal(results[0].Length, results[1].Length);
        Assert.All(results[0].Zip(results[1]), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5));
    }

    [Fact]
    public void Rows_by_phase_are_a_permutation_with_windows_at_equal_places_of_the_sections()
    {
        var layout = new RowLayout(2, 4, true);
        var all = Enumerable.Range(0, 2 * 4 * 4).Select(i => layout.RowOf(i / 16, i / 4 % 4, i % 4)).ToArray();
        Assert.Equal(Enumerable.Range(0, 32), all.Order());
        Assert.Equal(
            [5, 13, 21, 29],
            new[] { (2, 0), (2, 1), (3, 0), (3, 1) }.Select(p => layout.RowOf(1, p.Item1 - 2, p.Item2 + 2)).ToArray()
        );
    }
}
