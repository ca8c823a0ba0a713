using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>Two-dimensional convolution (cross-correlation, as usual in networks) with stride 1 and 'same' zero padding.</summary>
internal static class Convolutions
{
    /// <summary>
    /// Convolves images of shape (n, channels, height, width) with kernels of shape (filters, channels, side, side), side odd.
    /// </summary>
    public static Tensor Convolve(this Graph graph, Tensor images, Tensor kernels) => graph.Apply(new Convolution(images, kernels));

    private sealed class Convolution(Tensor images, Tensor kernels) : Operation("Conv", images, kernels)
    {
        private int Side => Inputs[1].Shape[2];

        private int Margin => Side / 2;

        public override IEnumerable<AttributeProto> Attributes =>
            [OnnxAttribute.Integers("kernel_shape", [Side, Side]), OnnxAttribute.Integers("pads", [Margin, Margin, Margin, Margin])];

        public override IReadOnlyList<int[]> InferShapes()
        {
            var (x, w) = (Inputs[0].Shape, Inputs[1].Shape);
            return x.Count == 4 && w.Count == 4 && x[1] == w[1] && w[2] == w[3] && w[2] % 2 == 1
                ? [x.With(1, w[0])]
                : throw new ArgumentException($"no 'same' convolution of {Inputs[0]} with {Inputs[1]}");
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var upstream = adjoints.Of(Outputs[0])!;
            if (adjoints.Needs(Inputs[0]))
            {
                adjoints.Accumulate(Inputs[0], graph.Convolve(upstream, Mirrored(graph, Inputs[1])));
            }

            if (adjoints.Needs(Inputs[1]))
            {
                adjoints.Accumulate(Inputs[1], KernelGradient(graph, upstream));
            }
        }

        private static Tensor Mirrored(Graph graph, Tensor kernels)
        {
            var w = kernels.Shape;
            var flat = graph.Reverse(graph.Reshape(kernels, w[0], w[1], w[2] * w[3]), 2);
            return graph.Reshape(graph.Transpose(flat, 1, 0, 2), w[1], w[0], w[2], w[3]);
        }

        private Tensor KernelGradient(Graph graph, Tensor upstream)
        {
            var (x, w) = (Inputs[0].Shape, Inputs[1].Shape);
            var (count, pixels, offsets) = (x[0], x[2] * x[3], Side * Side);
            int[] margins = [0, 0, Margin, Margin];
            var padded = graph.Pad(Inputs[0], margins, margins);
            var shifted = Enumerable.Range(0, offsets).Select(k => graph.Slice(padded, [2, 3], [k / Side, k % Side], [x[2], x[3]]));
            var columns = graph.Reshape(graph.Concatenate(1, [.. shifted]), count, offsets * x[1], pixels);
            var products = graph.StackedProductTransposed(graph.Reshape(upstream, count, w[0], pixels), columns);
            var gradient = graph.Reshape(graph.Sum(products, [0]), w[0], offsets, w[1]);
            return graph.Reshape(graph.Transpose(gradient, 0, 2, 1), [.. w]);
        }
    }
}

/// <summary>Maximum over 2 x 2 windows with stride 2; odd sides round up, their last window being cut off at the edge.</summary>
internal static class Pooling
{
    private const int Window = 2;

    /// <summary>
    /// Pools images of shape (n, channels, height, width). Of equal values the first in row-major order receives the gradient.
    /// </summary>
    public static Tensor PoolMaximum(this Graph graph, Tensor images) => graph.ApplyAll(new MaximumPool(images))[0];

    private sealed class MaximumPool(Tensor images) : Operation("MaxPool", images)
    {
        public override IEnumerable<AttributeProto> Attributes =>
            [
                OnnxAttribute.Integers("kernel_shape", [Window, Window]),
                OnnxAttribute.Integers("strides", [Window, Window]),
                OnnxAttribute.Integer("ceil_mode", 1),
            ];

        public override IReadOnlyList<ElementType> OutputTypes => [Inputs[0].Type, ElementType.Int64];

        public override IReadOnlyList<int[]> InferShapes()
        {
            var x = Inputs[0].Shape;
            int[] pooled = [x[0], x[1], (x[2] + Window - 1) / Window, (x[3] + Window - 1) / Window];
            return [pooled, pooled];
        }

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(
                Inputs[0],
                graph.Apply(
                    new MaximumUnpool(
                        adjoints.Of(Outputs[0])!,
                        Outputs[1],
                        graph.Integers([.. Inputs[0].Shape.Select(e => (long)e)]),
                        [.. Inputs[0].Shape]
                    )
                )
            );
    }

    private sealed class MaximumUnpool(Tensor pooled, Tensor indices, Tensor shapeTensor, int[] shape)
        : Operation("MaxUnpool", pooled, indices, shapeTensor)
    {
        public override IEnumerable<AttributeProto> Attributes =>
            [
                OnnxAttribute.Integers("kernel_shape", [Window, Window]),
                OnnxAttribute.Integers("strides", [Window, Window]),
                OnnxAttribute.Integers("pads", [0, 0, shape[2] % Window, shape[3] % Window]),
            ];

        public override IReadOnlyList<int[]> InferShapes() => [shape];
    }
}
