namespace StampSpec.Learning.Graphs;

/// <summary>Sums and means over axes.</summary>
internal static class Reductions
{
    /// <summary>Sum over axes; they are dropped, or kept with extent 1.</summary>
    public static Tensor Sum(this Graph graph, Tensor x, int[] axes, bool keepAxes = false)
    {
        int[] kept = [.. x.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)];
        int[] shape = keepAxes ? kept : [.. kept.Where((_, axis) => !axes.Contains(axis))];
        return graph.Apply(
            new Operation("ReduceSum", [shape], x, graph.Integers(axes))
            {
                Attributes = [OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0)],
                Gradient = Adjoints.ToFirstInput(upstream => graph.BroadcastTo(graph.Reshape(upstream, kept), x.Shape)),
            }
        );
    }

    /// <summary>Mean over axes; they are dropped, or kept with extent 1.</summary>
    public static Tensor Mean(this Graph graph, Tensor x, int[] axes, bool keepAxes = false)
    {
        var count = axes.Aggregate(1L, (product, axis) => product * x.Shape[axis]);
        return graph.Multiply(graph.Sum(x, axes, keepAxes), 1f / count);
    }

    /// <summary>Sum over the axes along which a tensor was broadcast: the gradient of broadcasting.</summary>
    public static Tensor SumTo(this Graph graph, Tensor x, IReadOnlyList<int> shape)
    {
        if (x.Shape.SequenceEqual(shape))
        {
            return x;
        }

        var added = x.Rank - shape.Count;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis < added || (shape[axis - added] == 1 && x.Shape[axis] != 1))];
        return graph.Reshape(graph.Sum(x, axes), [.. shape]);
    }
}

/// <summary>Softmax and the cross-entropy of its logarithm.</summary>
internal static class Losses
{
    /// <summary>Softmax over the last axis. Cannot be differentiated by itself; <see cref="CrossEntropy"/> can.</summary>
    public static Tensor Softmax(this Graph graph, Tensor logits) => graph.Apply(OverLastAxis("Softmax", logits));

    /// <summary>Mean over the n rows of -sum_k targets_k log softmax(logits)_k; targets and logits of shape (n, classes).</summary>
    public static Tensor CrossEntropy(this Graph graph, Tensor logits, Tensor targets)
    {
        var logarithms = graph.Apply(
            OverLastAxis(
                "LogSoftmax",
                logits,
                Adjoints.ToFirstInput(upstream =>
                {
                    var total = graph.Sum(upstream, [logits.Rank - 1], keepAxes: true);
                    return graph.Subtract(upstream, graph.Multiply(graph.Softmax(logits), total));
                })
            )
        );
        var sum = graph.Sum(graph.Multiply(logarithms, targets), [0, 1]);
        return graph.Multiply(sum, -1f / logits.Shape[0]);
    }

    private static Operation OverLastAxis(string name, Tensor logits, Action<Operation, Adjoints>? gradient = null) =>
        new(
            name,
            [
                [.. logits.Shape],
            ],
            logits
        )
        {
            Attributes = [OnnxAttribute.Integer("axis", -1)],
            Gradient = gradient,
        };
}

/// <summary>Products of matrices and of stacks of matrices.</summary>
internal static class MatrixProducts
{
    /// <summary>The product A B of two matrices, each of which can be transposed first.</summary>
    public static Tensor MatrixProduct(this Graph graph, Tensor a, Tensor b, bool transposeA = false, bool transposeB = false) =>
        graph.Apply(
            new Operation("Gemm", [ShapeOfProduct(a, b, transposeA, transposeB)], a, b)
            {
                Attributes = [OnnxAttribute.Integer("transA", transposeA ? 1 : 0), OnnxAttribute.Integer("transB", transposeB ? 1 : 0)],
                Gradient = (operation, adjoints) =>
                {
                    var upstream = adjoints.OfResult(operation);
                    adjoints.AccumulateIfNeeded(a, () =>
                        transposeA
                            ? graph.MatrixProduct(b, upstream, transposeB, transposeB: true)
                            : graph.MatrixProduct(upstream, b, transposeB: !transposeB)
                    );
                    adjoints.AccumulateIfNeeded(b, () =>
                        transposeB
                            ? graph.MatrixProduct(upstream, a, transposeA: true, transposeB: transposeA)
                            : graph.MatrixProduct(a, upstream, transposeA: !transposeA)
                    );
                },
            }
        );

    /// <summary>
    /// A B^T of each pair in two stacks of matrices, shapes (n, m, k) and (n, p, k). Cannot be differentiated: only gradients use it.
    /// </summary>
    public static Tensor StackedProductTransposed(this Graph graph, Tensor a, Tensor b)
    {
        if (a.Shape[0] != b.Shape[0] || a.Shape[2] != b.Shape[2])
        {
            throw new ArgumentException($"{a} and {b} have no stacked product: their shapes do not fit");
        }

        int[] shape = [a.Shape[0], a.Shape[1], b.Shape[1]];
        return graph.Apply(
            new Operation("FusedMatMul", [shape], a, b) { IsContributed = true, Attributes = [OnnxAttribute.Integer("transB", 1)] }
        );
    }

    private static int[] ShapeOfProduct(Tensor a, Tensor b, bool transposeA, bool transposeB)
    {
        if (a.Rank != 2 || b.Rank != 2 || a.Shape[transposeA ? 0 : 1] != b.Shape[transposeB ? 1 : 0])
        {
            throw new ArgumentException($"{a} and {b} have no matrix product: their shapes do not fit");
        }

        return [a.Shape[transposeA ? 1 : 0], b.Shape[transposeB ? 0 : 1]];
    }
}
