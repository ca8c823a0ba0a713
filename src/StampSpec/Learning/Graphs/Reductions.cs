using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>Sums and means over axes.</summary>
internal static class Reductions
{
    /// <summary>Sum over axes, which stay with extent 1 if asked.</summary>
    public static Tensor Sum(this Graph graph, Tensor x, int[] axes, bool keepAxes = false) =>
        graph.Apply(new SumOverAxes(x, graph.Integers([.. axes.Select(a => (long)a)]), axes, keepAxes));

    /// <summary>Mean over axes, which stay with extent 1 if asked.</summary>
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

    private sealed class SumOverAxes(Tensor x, Tensor axesTensor, int[] axes, bool keepAxes) : Operation("ReduceSum", x, axesTensor)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0)];

        public override IReadOnlyList<int[]> InferShapes()
        {
            var shape = Inputs[0].Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent);
            return [keepAxes ? [.. shape] : [.. shape.Where((_, axis) => !axes.Contains(axis))]];
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var x = Inputs[0];
            var upstream = graph.Reshape(adjoints.Of(Outputs[0])!, [.. x.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)]);
            adjoints.Accumulate(x, graph.BroadcastTo(upstream, x.Shape));
        }
    }
}

/// <summary>Softmax and the cross-entropy of its logarithm.</summary>
internal static class Losses
{
    /// <summary>Softmax over the last axis. Not differentiable by itself; <see cref="CrossEntropy"/> is.</summary>
    public static Tensor Softmax(this Graph graph, Tensor logits) => graph.Apply(new Normalised("Softmax", logits));

    /// <summary>Mean over the n rows of -sum_k targets_k log softmax(logits)_k; targets and logits of shape (n, classes).</summary>
    public static Tensor CrossEntropy(this Graph graph, Tensor logits, Tensor targets)
    {
        var logarithms = graph.Apply(new LogarithmicSoftmax(logits));
        var total = graph.Sum(graph.Multiply(logarithms, targets), [0, 1]);
        return graph.Multiply(total, -1f / logits.Shape[0]);
    }

    private class Normalised(string name, Tensor logits) : Operation(name, logits)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("axis", -1)];

        public override IReadOnlyList<int[]> InferShapes() =>
            [
                [.. Inputs[0].Shape],
            ];
    }

    private sealed class LogarithmicSoftmax(Tensor logits) : Normalised("LogSoftmax", logits)
    {
        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var upstream = adjoints.Of(Outputs[0])!;
            var total = graph.Sum(upstream, [Inputs[0].Rank - 1], keepAxes: true);
            adjoints.Accumulate(Inputs[0], graph.Subtract(upstream, graph.Multiply(graph.Softmax(Inputs[0]), total)));
        }
    }
}

/// <summary>Products of matrices and of stacks of matrices.</summary>
internal static class MatrixProducts
{
    /// <summary>A B of two matrices, either of them transposed where asked.</summary>
    public static Tensor MatrixProduct(this Graph graph, Tensor a, Tensor b, bool transposeA = false, bool transposeB = false) =>
        graph.Apply(new Product(a, b, transposeA, transposeB));

    /// <summary>
    /// A B^T of each pair in two stacks of matrices, shapes (n, m, k) and (n, p, k). Not differentiable: only gradients need it.
    /// </summary>
    public static Tensor StackedProductTransposed(this Graph graph, Tensor a, Tensor b) => graph.Apply(new StackedProduct(a, b));

    private sealed class Product(Tensor a, Tensor b, bool transposeA, bool transposeB) : Operation("Gemm", a, b)
    {
        public override IEnumerable<AttributeProto> Attributes =>
            [OnnxAttribute.Integer("transA", transposeA ? 1 : 0), OnnxAttribute.Integer("transB", transposeB ? 1 : 0)];

        public override IReadOnlyList<int[]> InferShapes()
        {
            var (a, b) = (Inputs[0].Shape, Inputs[1].Shape);
            var (rows, innerA) = transposeA ? (a[1], a[0]) : (a[0], a[1]);
            var (innerB, columns) = transposeB ? (b[1], b[0]) : (b[0], b[1]);
            return a.Count == 2 && b.Count == 2 && innerA == innerB
                ?
                [
                    [rows, columns],
                ]
                : throw new ArgumentException($"no matrix product of {Inputs[0]} and {Inputs[1]}");
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var upstream = adjoints.Of(Outputs[0])!;
            var (a, b) = (Inputs[0], Inputs[1]);
            if (adjoints.Needs(a))
            {
                adjoints.Accumulate(
                    a,
                    transposeA
                        ? graph.MatrixProduct(b, upstream, transposeB, transposeB: true)
                        : graph.MatrixProduct(upstream, b, transposeB: !transposeB)
                );
            }

            if (adjoints.Needs(b))
            {
                adjoints.Accumulate(
                    b,
                    transposeB
                        ? graph.MatrixProduct(upstream, a, transposeA: true, transposeB: transposeA)
                        : graph.MatrixProduct(a, upstream, transposeA: !transposeA)
                );
            }
        }
    }

    private sealed class StackedProduct(Tensor a, Tensor b) : Operation("FusedMatMul", a, b)
    {
        public override bool IsContributed => true;

        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("transB", 1)];

        public override IReadOnlyList<int[]> InferShapes() =>
            Inputs[0].Shape[0] == Inputs[1].Shape[0] && Inputs[0].Shape[2] == Inputs[1].Shape[2]
                ?
                [
                    [Inputs[0].Shape[0], Inputs[0].Shape[1], Inputs[1].Shape[1]],
                ]
                : throw new ArgumentException($"no stacked product of {Inputs[0]} and {Inputs[1]}");
    }
}
