using StampSpec.Learning.Graphs;

namespace StampSpec.Tests.Learning.Graphs;

public sealed class ShapeRuleTests
{
    private readonly Graph _graph = new();

    [Fact]
    public void Shapes_follow_from_the_operators()
    {
        Assert.Equal([2, 3, 4], _graph.Add(Input(2, 1, 4), Input(3, 1)).Shape);
        Assert.Equal([2, 1, 4], _graph.Sum(Input(2, 3, 4), [1], keepAxes: true).Shape);
        Assert.Equal([24], _graph.Reshape(Input(2, 3, 4), -1).Shape);
        Assert.Equal([5, 7], _graph.MatrixProduct(Input(3, 5), Input(7, 3), transposeA: true, transposeB: true).Shape);
        Assert.Equal([2, 9, 5, 5], _graph.Convolve(Input(2, 3, 5, 5), Input(9, 3, 3, 3)).Shape);
        Assert.Equal([2, 3, 32, 32], _graph.PoolMaximum(Input(2, 3, 63, 63)).Shape);
        Assert.Equal([4, 6, 1], _graph.Transpose(Input(1, 4, 6), 1, 2, 0).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_when_the_graph_is_built()
    {
        Assert.Throws<ArgumentException>(() => _graph.Add(Input(2), Input(3)));
        Assert.Throws<ArgumentException>(() => _graph.Reshape(Input(2, 3), 4));
        Assert.Throws<ArgumentException>(() => _graph.MatrixProduct(Input(2, 3), Input(2, 3)));
        Assert.Throws<ArgumentException>(() => _graph.Convolve(Input(2, 3, 5, 5), Input(9, 4, 3, 3)));
        Assert.Throws<ArgumentException>(() => _graph.Slice(Input(4), 0, 2, 3));
        Assert.Throws<ArgumentException>(() => _graph.Split(Input(4), 0, 1, 2));
        Assert.Throws<ArgumentException>(() =>
            _graph.ConvolveRows(Input(7, 3), Input(2, 3, 3, 3), new RowLayout(2, 4, false), new RowLayout(2, 4, false))
        );
    }

    private Tensor Input(params int[] shape) => _graph.Input($"input-{_graph.Inputs.Count}", shape);
}
