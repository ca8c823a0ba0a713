using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

/// <summary>Builds the classifier's forward pass from a plan.</summary>
/// <param name="graph">Graph to append to.</param>
/// <param name="plan">The network.</param>
/// <param name="parameters">Parameter tensors by name.</param>
internal sealed class NetworkGraph(Graph graph, NetworkPlan plan, IReadOnlyDictionary<string, Tensor> parameters)
{
    /// <summary>Variance below which a batch-normalised position counts as constant.</summary>
    private const float Epsilon = 1e-5f;

    /// <summary>The averaged features of the views.</summary>
    /// <param name="scales">Per scale, images of shape (views x batch, channels, pixels, pixels), view by view.</param>
    /// <param name="views">Number of views.</param>
    /// <returns>Shape (batch, features).</returns>
    public Tensor Features(IReadOnlyList<Tensor> scales, int views)
    {
        var features = plan.Stacks.SelectMany(stack => stack.Inputs.Select(input =>
            Average(Convolutions(stack, graph.Concatenate(1, [.. input.Select(s => scales[s])])), views)));
        return graph.Concatenate(1, [.. features]);
    }

    /// <summary>The position with each component normalised to mean 0 and variance 1, then scaled and shifted (Ioffe and Szegedy 2015).</summary>
    /// <param name="position">Shape (batch, 3).</param>
    /// <param name="mean">Shape (3).</param>
    /// <param name="variance">Shape (3).</param>
    public Tensor Normalised(Tensor position, Tensor mean, Tensor variance)
    {
        var deviation = graph.SquareRoot(graph.Add(variance, graph.Constant(Epsilon)));
        var normalised = graph.Divide(graph.Subtract(position, mean), deviation);
        return graph.Add(graph.Multiply(normalised, parameters["position.gain"]), parameters["position.bias"]);
    }

    /// <summary>Logits of shape (batch, classes) from features and, where used, the normalised position.</summary>
    public Tensor Logits(Tensor features, Tensor? position)
    {
        var joined = position is null ? features : graph.Concatenate(1, features, position);
        var dense = graph.Tanh(graph.Add(graph.MatrixProduct(joined, parameters["dense.weights"]), parameters["dense.bias"]));
        return graph.Add(graph.MatrixProduct(dense, parameters["logits.weights"]), parameters["logits.bias"]);
    }

    /// <summary>Bias and rectifier follow the pooling: both commute with the maximum, which leaves a quarter of the elements.</summary>
    private Tensor Convolutions(ConvolutionStack stack, Tensor images)
    {
        var poolings = plan.Settings.PoolingsFor(images.Shape[2]);
        for (var i = 0; i < plan.Settings.Widths.Count; i++)
        {
            var name = $"{stack.Name}.convolution-{i + 1}";
            var convolved = graph.Convolve(images, parameters[$"{name}.kernels"]);
            var pooled = i < poolings ? graph.PoolMaximum(convolved) : convolved;
            images = graph.Rectify(graph.Add(pooled, graph.Reshape(parameters[$"{name}.bias"], plan.Settings.Widths[i], 1, 1)));
        }

        return images;
    }

    private Tensor Average(Tensor images, int views)
    {
        var features = images.Shape[1] * images.Shape[2] * images.Shape[3];
        return views == 1
            ? graph.Reshape(images, -1, features)
            : graph.Mean(graph.Reshape(images, views, -1, features), [0]);
    }
}
