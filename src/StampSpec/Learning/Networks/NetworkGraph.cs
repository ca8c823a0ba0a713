using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

/// <summary>Builds the classifier's forward pass from a plan.</summary>
/// <param name="graph">Graph to append to.</param>
/// <param name="plan">The network.</param>
/// <param name="parameters">Parameter tensors by name.</param>
/// <param name="form">The form of the convolutions. All forms give the same features, but for the order of sums.</param>
internal sealed class NetworkGraph(
    Graph graph,
    NetworkPlan plan,
    IReadOnlyDictionary<string, Tensor> parameters,
    ConvolutionForm form = ConvolutionForm.Images
)
{
    /// <summary>
    /// ONNX Runtime keeps images in blocks of 16 channels between convolutions (8 on processors without AVX-512), but only if the numbers
    /// of channels suit the blocks.
    /// </summary>
    private const int ChannelBlock = 16;

    /// <summary>The averaged features of the views.</summary>
    /// <param name="scales">For each scale, images of shape (views x batch, channels, pixels, pixels), view by view.</param>
    /// <param name="views">Number of views.</param>
    /// <returns>Shape (batch, features); null if there are no images.</returns>
    public Tensor? Features(IReadOnlyList<Tensor> scales, int views) =>
        Features(views, input => graph.Concatenate(1, [.. input.Select(s => scales[s])]));

    /// <summary>The averaged features of the first views of each image (<see cref="DihedralSymmetry"/>), which the graph makes.</summary>
    /// <param name="scales">For each scale, images of shape (batch, channels, pixels, pixels).</param>
    /// <param name="views">Number of views.</param>
    /// <returns>Shape (batch, features); null if there are no images.</returns>
    public Tensor? FeaturesOfViews(IReadOnlyList<Tensor> scales, int views) => Features(views, input => Views(scales, input, views));

    /// <summary>
    /// A vector with each component normalised to mean 0 and variance 1, then scaled and shifted (Ioffe and Szegedy 2015).
    /// </summary>
    /// <param name="vector">Which vector.</param>
    /// <param name="values">Shape (batch, length).</param>
    /// <param name="mean">Shape (length).</param>
    /// <param name="variance">Shape (length).</param>
    public Tensor Normalised(VectorInput vector, Tensor values, Tensor mean, Tensor variance)
    {
        var deviation = graph.SquareRoot(graph.Add(variance, graph.Constant(BatchNormalisation.Of(plan.Settings).Epsilon)));
        var normalised = graph.Divide(graph.Subtract(values, mean), deviation);
        return graph.Add(graph.Multiply(normalised, parameters[vector.Gain]), parameters[vector.Bias]);
    }

    /// <summary>
    /// Logits of shape (batch, classes) from the features of the images, if there are images, the normalised vectors, and the packet
    /// columns, if there are columns.
    /// </summary>
    public Tensor Logits(Tensor? features, IReadOnlyList<Tensor> vectors, Tensor? columns)
    {
        Tensor[] joined = features is null ? [.. vectors] : [features, .. vectors];
        var fromStamps = joined.Length == 0 ? null : graph.MatrixProduct(graph.Concatenate(1, joined), parameters["dense.weights"]);
        var fromColumns = columns is null ? null : graph.MatrixProduct(columns, parameters[NetworkPlan.ColumnWeights]);
        var sum = fromStamps is not null && fromColumns is not null ? graph.Add(fromStamps, fromColumns) : fromStamps ?? fromColumns!;
        var dense = graph.Tanh(graph.Add(sum, parameters["dense.bias"]));
        return graph.Add(graph.MatrixProduct(dense, parameters["logits.weights"]), parameters["logits.bias"]);
    }

    private Tensor? Features(int views, Func<IReadOnlyList<int>, Tensor> images)
    {
        var features = plan.Stacks.SelectMany(stack => stack.Inputs.Select(i => Average(Convolutions(stack, images(i)), views))).ToArray();
        return features.Length == 0 ? null : graph.Concatenate(1, features);
    }

    /// <summary>
    /// The scales are joined before they are turned, which takes fewer operations than turning each. All scales of a layout are of one
    /// kind.
    /// </summary>
    private Tensor Views(IReadOnlyList<Tensor> scales, IReadOnlyList<int> input, int views)
    {
        var joined = graph.Concatenate(1, [.. input.Select(s => scales[s])]);
        return DihedralSymmetry.First(graph, joined, plan.Shapes[input[0]].IsPolar, views);
    }

    private Tensor Convolutions(ConvolutionStack stack, Tensor images) =>
        form switch
        {
            ConvolutionForm.Rows when HasEvenPoolings(images.Shape[2]) => ConvolutionsOfRows(stack, images),
            ConvolutionForm.Scoring => ConvolutionsForScoring(stack, images, 1),
            ConvolutionForm.ScoringInBlocks => ConvolutionsForScoring(stack, images, ChannelBlock),
            _ => ConvolutionsOfImages(stack, images),
        };

    /// <summary>
    /// Bias and rectifier come after the pooling: both commute with the maximum, and the pooling leaves only a quarter of the elements.
    /// </summary>
    private Tensor ConvolutionsOfImages(ConvolutionStack stack, Tensor images)
    {
        var poolings = plan.Settings.PoolingsFor(images.Shape[2]);
        for (var i = 0; i < plan.Settings.Widths.Count; i++)
        {
            var convolved = graph.Convolve(images, KernelsOf(stack, i));
            var pooled = i < poolings ? graph.PoolMaximum(convolved) : convolved;
            images = graph.Rectify(graph.Add(pooled, graph.Reshape(BiasOf(stack, i), plan.Settings.Widths[i], 1, 1)));
        }

        return images;
    }

    /// <summary>
    /// Bias and rectifier come before the pooling here, where the runtime joins them with the convolution. Filters of zeros round their
    /// number up to a multiple of the block; they give zeros, and are left out at the end.
    /// </summary>
    private Tensor ConvolutionsForScoring(ConvolutionStack stack, Tensor images, int block)
    {
        var poolings = plan.Settings.PoolingsFor(images.Shape[2]);
        for (var i = 0; i < plan.Settings.Widths.Count; i++)
        {
            var (kernels, bias) = (KernelsOf(stack, i), BiasOf(stack, i));
            var (filters, channels) = (kernels.Shape[0], kernels.Shape[1]);
            var added = (block - (filters % block)) % block;
            int[] none = [0, 0, 0, 0];
            int[] zeros = [added, images.Shape[1] - channels, 0, 0];
            var convolved = graph.ConvolveAndRectify(
                images,
                zeros.Sum() > 0 ? graph.Pad(kernels, none, zeros) : kernels,
                added > 0 ? graph.Pad(bias, [0], [added]) : bias
            );
            images = i < poolings ? graph.PoolMaximumWithoutGradient(convolved) : convolved;
        }

        var width = plan.Settings.Widths[^1];
        return images.Shape[1] == width ? images : graph.Slice(images, 1, 0, width);
    }

    private Tensor ConvolutionsOfRows(ConvolutionStack stack, Tensor images)
    {
        var poolings = plan.Settings.PoolingsFor(images.Shape[2]);
        var layout = new RowLayout(images.Shape[0], images.Shape[2], false);
        var rows = graph.Reshape(graph.Transpose(images, 0, 2, 3, 1), layout.Rows, images.Shape[1]);
        for (var i = 0; i < plan.Settings.Widths.Count; i++)
        {
            var resultLayout = layout with { ByPhase = i < poolings };
            var convolved = graph.ConvolveRows(rows, KernelsOf(stack, i), layout, resultLayout);
            var pooled = i < poolings ? graph.PoolRows(convolved) : convolved;
            rows = graph.Rectify(graph.Add(pooled, BiasOf(stack, i)));
            layout = i < poolings ? resultLayout.Pooled : layout;
        }

        return graph.Transpose(graph.Reshape(rows, layout.Images, layout.Side, layout.Side, rows.Shape[1]), 0, 3, 1, 2);
    }

    private bool HasEvenPoolings(int pixels) => pixels % (1 << plan.Settings.PoolingsFor(pixels)) == 0;

    private Tensor KernelsOf(ConvolutionStack stack, int index) => parameters[$"{stack.Name}.convolution-{index + 1}.kernels"];

    private Tensor BiasOf(ConvolutionStack stack, int index) => parameters[$"{stack.Name}.convolution-{index + 1}.bias"];

    private Tensor Average(Tensor images, int views)
    {
        var features = images.Shape[1] * images.Shape[2] * images.Shape[3];
        return views == 1 ? graph.Reshape(images, -1, features) : graph.Mean(graph.Reshape(images, views, -1, features), [0]);
    }
}

/// <summary>The form of a network's convolutions in the graph.</summary>
internal enum ConvolutionForm
{
    /// <summary>Images, with gradients.</summary>
    Images,

    /// <summary>Images as matrices of pixels, with gradients; faster for small images whose side is even at every pooling, otherwise as
    /// <see cref="Images"/>.</summary>
    Rows,

    /// <summary>Images, without gradients.</summary>
    Scoring,

    /// <summary>Images with their channels in whole blocks, without gradients; faster if the weights are constants.</summary>
    ScoringInBlocks,
}
