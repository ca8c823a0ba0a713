using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>Two-dimensional convolution (cross-correlation, as usual in networks) with stride 1 and 'same' zero padding.</summary>
internal static class Convolutions
{
    /// <summary>
    /// Convolves images of shape (n, channels, height, width) with kernels of shape (filters, channels, side, side), side odd.
    /// </summary>
    public static Tensor Convolve(this Graph graph, Tensor images, Tensor kernels)
    {
        var (x, w) = (images.Shape, kernels.Shape);
        if (x.Count != 4 || w.Count != 4 || x[1] != w[1] || w[2] != w[3] || w[2] % 2 == 0)
        {
            throw new ArgumentException($"{images} cannot be convolved with {kernels} with 'same' padding");
        }

        return graph.Apply(
            new Operation("Conv", [x.With(1, w[0])], images, kernels)
            {
                Attributes = AttributesOf(kernels),
                Gradient = (operation, adjoints) =>
                {
                    var upstream = adjoints.OfResult(operation);
                    adjoints.AccumulateIfNeeded(images, () => graph.Convolve(upstream, Mirrored(graph, kernels)));
                    adjoints.AccumulateIfNeeded(kernels, () => KernelGradient(graph, images, w, upstream));
                },
            }
        );
    }

    /// <summary>
    /// Convolves as <see cref="Convolve"/> does, adds a bias to each filter and rectifies. The runtime joins these operators into one. They
    /// have no gradient, because only finished classifiers use them.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="images">Shape (n, channels, height, width).</param>
    /// <param name="kernels">Shape (filters, channels, side, side), side odd.</param>
    /// <param name="bias">Shape (filters).</param>
    public static Tensor ConvolveAndRectify(this Graph graph, Tensor images, Tensor kernels, Tensor bias)
    {
        var convolved = graph.Apply(
            new Operation("Conv", [images.Shape.With(1, kernels.Shape[0])], images, kernels, bias) { Attributes = AttributesOf(kernels) }
        );
        return graph.Rectify(convolved);
    }

    private static AttributeProto[] AttributesOf(Tensor kernels)
    {
        var (side, margin) = (kernels.Shape[2], kernels.Shape[2] / 2);
        return [OnnxAttribute.Integers("kernel_shape", [side, side]), OnnxAttribute.Integers("pads", [margin, margin, margin, margin])];
    }

    private static Tensor Mirrored(Graph graph, Tensor kernels)
    {
        var w = kernels.Shape;
        var flat = graph.Reverse(graph.Reshape(kernels, w[0], w[1], w[2] * w[3]), 2);
        return graph.Reshape(graph.Transpose(flat, 1, 0, 2), w[1], w[0], w[2], w[3]);
    }

    private static Tensor KernelGradient(Graph graph, Tensor images, IReadOnlyList<int> w, Tensor upstream)
    {
        var (x, side, margin) = (images.Shape, w[2], w[2] / 2);
        var (count, pixels, offsets) = (x[0], x[2] * x[3], side * side);
        int[] margins = [0, 0, margin, margin];
        var padded = graph.Pad(images, margins, margins);
        var shifted = Enumerable.Range(0, offsets).Select(k => graph.Slice(padded, [2, 3], [k / side, k % side], [x[2], x[3]]));
        var columns = graph.Reshape(graph.Concatenate(1, [.. shifted]), count, offsets * x[1], pixels);
        var products = graph.StackedProductTransposed(graph.Reshape(upstream, count, w[0], pixels), columns);
        var gradient = graph.Reshape(graph.Sum(products, [0]), w[0], offsets, w[1]);
        return graph.Reshape(graph.Transpose(gradient, 0, 2, 1), [.. w]);
    }
}

/// <summary>Maximum over 2 x 2 windows with stride 2. An odd side is rounded up: its last window is cut off at the edge.</summary>
internal static class Pooling
{
    private const int Window = 2;

    /// <summary>
    /// Pools images of shape (n, channels, height, width). Of equal values the first in row-major order receives the gradient.
    /// </summary>
    public static Tensor PoolMaximum(this Graph graph, Tensor images)
    {
        var x = images.Shape;
        return graph.ApplyAll(
            new Operation("MaxPool", [Pooled(x), Pooled(x)], images)
            {
                Attributes = PoolingAttributes(),
                OutputTypes = [images.Type, ElementType.Int64],
                Gradient = (operation, adjoints) =>
                    adjoints.Accumulate(images, Unpool(graph, adjoints.OfResult(operation), operation.Outputs[1], x)),
            }
        )[0];
    }

    /// <summary>
    /// Pools as <see cref="PoolMaximum"/> does, without the places of the maxima. It has no gradient, but the runtime has a kernel for it
    /// that is several times as fast.
    /// </summary>
    public static Tensor PoolMaximumWithoutGradient(this Graph graph, Tensor images) =>
        graph.Apply(new Operation("MaxPool", [Pooled(images.Shape)], images) { Attributes = PoolingAttributes() });

    private static Tensor Unpool(Graph graph, Tensor pooled, Tensor indices, IReadOnlyList<int> shape) =>
        graph.Apply(
            new Operation(
                "MaxUnpool",
                [
                    [.. shape],
                ],
                pooled,
                indices,
                graph.Integers(shape)
            )
            {
                Attributes = [.. WindowAttributes(), OnnxAttribute.Integers("pads", [0, 0, shape[2] % Window, shape[3] % Window])],
            }
        );

    private static int[] Pooled(IReadOnlyList<int> x) => [x[0], x[1], (x[2] + Window - 1) / Window, (x[3] + Window - 1) / Window];

    private static AttributeProto[] PoolingAttributes() => [.. WindowAttributes(), OnnxAttribute.Integer("ceil_mode", 1)];

    private static AttributeProto[] WindowAttributes() =>
        [OnnxAttribute.Integers("kernel_shape", [Window, Window]), OnnxAttribute.Integers("strides", [Window, Window])];
}
