using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Graphs;

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

        public override void Differentiate(Graph graph, Adjoints adjoints) => adjoints.Accumulate(
            Inputs[0],
            graph.Apply(new MaximumUnpool(adjoints.Of(Outputs[0])!, Outputs[1], graph.Integers([.. Inputs[0].Shape.Select(e => (long)e)]), [.. Inputs[0].Shape])));
    }

    private sealed class MaximumUnpool(Tensor pooled, Tensor indices, Tensor shapeTensor, int[] shape) : Operation("MaxUnpool", pooled, indices, shapeTensor)
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
