using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Graphs;

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
                ? [[rows, columns]]
                : throw new ArgumentException($"no matrix product of {Inputs[0]} and {Inputs[1]}");
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var upstream = adjoints.Of(Outputs[0])!;
            var (a, b) = (Inputs[0], Inputs[1]);
            if (adjoints.Needs(a))
            {
                adjoints.Accumulate(a, transposeA
                    ? graph.MatrixProduct(b, upstream, transposeB, transposeB: true)
                    : graph.MatrixProduct(upstream, b, transposeB: !transposeB));
            }

            if (adjoints.Needs(b))
            {
                adjoints.Accumulate(b, transposeB
                    ? graph.MatrixProduct(upstream, a, transposeA: true, transposeB: transposeA)
                    : graph.MatrixProduct(a, upstream, transposeA: !transposeA));
            }
        }
    }

    private sealed class StackedProduct(Tensor a, Tensor b) : Operation("FusedMatMul", a, b)
    {
        public override bool IsContributed => true;

        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("transB", 1)];

        public override IReadOnlyList<int[]> InferShapes() => Inputs[0].Shape[0] == Inputs[1].Shape[0] && Inputs[0].Shape[2] == Inputs[1].Shape[2]
            ? [[Inputs[0].Shape[0], Inputs[0].Shape[1], Inputs[1].Shape[1]]]
            : throw new ArgumentException($"no stacked product of {Inputs[0]} and {Inputs[1]}");
    }
}
