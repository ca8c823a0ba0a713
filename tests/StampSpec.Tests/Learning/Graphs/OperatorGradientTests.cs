using StampSpec.Learning.Graphs;

namespace StampSpec.Tests.Learning.Graphs;

public sealed class OperatorGradientTests
{
    [Fact]
    public void Arithmetic_differentiates_with_broadcasting_on_either_side()
    {
        GradientCheck.Exact.Passes((g, x) => g.Add(x[0], x[1]), [2, 3], [3]);
        GradientCheck.Exact.Passes((g, x) => g.Subtract(x[0], x[1]), [3], [2, 3]);
        GradientCheck.Exact.Passes((g, x) => g.Multiply(x[0], x[1]), [2, 3], [2, 1]);
        GradientCheck.Exact.Passes((g, x) => g.Divide(x[0], x[1]), [2, 3], [1, 3]);
    }

    [Fact]
    public void A_tensor_used_twice_receives_the_sum_of_both_gradients()
    {
        GradientCheck.Exact.Passes((g, x) => g.Multiply(x[0], g.Add(x[0], x[0])), [4]);
    }

    [Fact]
    public void Functions_of_one_tensor_differentiate()
    {
        GradientCheck.Exact.Passes((g, x) => g.Negate(x[0]), [5]);
        GradientCheck.Exact.Passes((g, x) => g.SquareRoot(x[0]), [5]);
        GradientCheck.Exact.Passes((g, x) => g.Tanh(x[0]), [5]);
        GradientCheck.Exact.Passes((g, x) => g.Rectify(x[0]), (i, _) => (i % 2 == 0 ? 1 : -1) * (0.5 + i), [6]);
    }

    [Fact]
    public void Reductions_differentiate_with_and_without_their_axes()
    {
        GradientCheck.Exact.Passes((g, x) => g.Sum(x[0], [1]), [2, 3, 2]);
        GradientCheck.Exact.Passes((g, x) => g.Mean(x[0], [0, 2], keepAxes: true), [2, 3, 2]);
    }

    [Fact]
    public void Operators_that_move_elements_differentiate()
    {
        GradientCheck.Exact.Passes((g, x) => g.Reshape(x[0], 3, -1), [2, 3, 2]);
        GradientCheck.Exact.Passes((g, x) => g.Transpose(x[0], 2, 0, 1), [2, 3, 4]);
        GradientCheck.Exact.Passes((g, x) => g.Concatenate(1, x[0], x[1]), [2, 3], [2, 2]);
        GradientCheck.Exact.Passes((g, x) => g.Slice(x[0], [0, 1], [1, 2], [2, 3]), [4, 6]);
        GradientCheck.Exact.Passes((g, x) => g.Reverse(x[0], 1), [2, 5]);
        GradientCheck.Exact.Passes((g, x) => g.Pad(x[0], [1, 0], [0, 2]), [2, 3]);
        GradientCheck.Exact.Passes((g, x) => g.BroadcastTo(x[0], [4, 2, 3]), [2, 1]);
    }

    [Fact]
    public void Splitting_passes_gradients_to_the_parts_used_and_zero_to_the_others()
    {
        GradientCheck.Exact.Passes((g, x) => g.Split(x[0], 0, 2, 1, 3)[2], [6, 2]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Matrix_products_differentiate_for_every_transposition(bool transposeA, bool transposeB)
    {
        GradientCheck.Exact.Passes(
            (g, x) => g.MatrixProduct(x[0], x[1], transposeA, transposeB),
            transposeA ? [4, 2] : [2, 4],
            transposeB ? [3, 4] : [4, 3]
        );
    }

    [Fact]
    public void The_maximum_of_a_pair_passes_its_gradient_to_the_larger()
    {
        GradientCheck.Exact.Passes((g, x) => g.Maximum(x[0], x[1]), [8], [8]);
    }

    [Fact]
    public void Of_equal_values_the_first_receives_the_gradient()
    {
        var graph = new Graph();
        var (a, b) = (graph.Input("a", 2), graph.Input("b", 2));
        var gradients = ReverseMode.Differentiate(graph, graph.Sum(graph.Maximum(a, b), [0]), a, b);
        var values = GraphRun.Evaluate(
            graph,
            [
                [1, 1],
                [1, 2],
            ],
            [.. gradients]
        );
        Assert.Equal([1, 0], values[0]);
        Assert.Equal([0, 1], values[1]);
    }

    [Fact]
    public void Cross_entropy_differentiates_with_respect_to_logits()
    {
        var targets = new float[] { 1, 0, 0, 0.2f, 0.3f, 0.5f };
        GradientCheck.Exact.Passes((g, x) => g.CrossEntropy(x[0], g.Constant(targets, [2, 3])), [2, 3]);
    }

    [Fact]
    public void Cross_entropy_of_even_logits_is_the_logarithm_of_the_number_of_classes()
    {
        var graph = new Graph(ElementType.Double);
        var loss = graph.CrossEntropy(graph.Input("logits", 2, 3), graph.Constant([1, 0, 0, 0, 0, 1], [2, 3]));
        Assert.Equal(
            Math.Log(3),
            GraphRun.Evaluate(
                graph,
                [
                    [7, 7, 7, 0, 0, 0],
                ],
                loss
            )[0][0],
            12
        );
    }

    [Theory]
    [InlineData(5)]
    [InlineData(4)]
    public void Convolution_differentiates_with_respect_to_images_and_kernels(int side)
    {
        GradientCheck.Linear.Passes((g, x) => g.Convolve(x[0], x[1]), [2, 3, side, side], [4, 3, 3, 3]);
    }

    [Fact]
    public void Convolution_with_a_kernel_of_five_pixels_differentiates()
    {
        GradientCheck.Linear.Passes((g, x) => g.Convolve(x[0], x[1]), [1, 2, 7, 7], [2, 2, 5, 5]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Pooling_passes_gradients_to_the_maxima(int side)
    {
        // Values that differ by a whole unit, so that a step of a quarter never changes which one is largest.
        GradientCheck.Linear.Passes((g, x) => g.PoolMaximum(x[0]), (i, _) => i * 7 % 53, [1, 2, side, side]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolution_of_rows_differentiates(bool pooled)
    {
        var layout = new RowLayout(2, 4, false);
        GradientCheck.Exact.Passes(
            (g, x) => g.ConvolveRows(x[0], x[1], layout, layout with { ByPhase = pooled }),
            [layout.Rows, 3],
            [2, 3, 3, 3]
        );
    }

    [Fact]
    public void Pooling_of_rows_differentiates()
    {
        GradientCheck.Exact.Passes((g, x) => g.PoolRows(x[0]), [16, 3]);
    }

    [Fact]
    public void What_has_no_gradient_says_so_rather_than_pass_zeros()
    {
        var graph = new Graph();
        var x = graph.Input("x", 2, 2);
        var scalar = graph.Sum(graph.Softmax(x), [0, 1]);
        Assert.Throws<NotSupportedException>(() => ReverseMode.Differentiate(graph, scalar, x));
    }
}
