using StampSpec.Formats.Onnx;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Networks;

/// <summary>
/// Models that classify: from stamps, positions and features to class probabilities. The views are made inside the model.
/// </summary>
internal static class InferenceGraph
{
    public const string Probabilities = "probabilities";

    /// <summary>Name of the symbolic first axis.</summary>
    private const string Batch = "N";

    /// <summary>Name of a scale's input.</summary>
    public static string Scale(int index) => $"scale-{index}";

    /// <summary>The model that is exported; it takes any number of alerts at once.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="parameters">The vector of all parameters.</param>
    /// <param name="statistics">Mean and variance of the components of each vector, vector by vector.</param>
    public static ModelProto Build(NetworkPlan plan, ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics)
    {
        var graph = new Graph();
        var network = new NetworkGraph(
            graph,
            plan,
            ParameterTensors.AsConstants(graph, plan.Parameters, parameters),
            ConvolutionForm.ScoringInBlocks
        );
        Tensor[] scales = [.. plan.Shapes.Select((s, i) => graph.Input(Scale(i), 1, s.Channels, s.Pixels, s.Pixels))];
        var views = plan.Settings.TestTimeAugmentation == TestTimeAugmentation.All ? DihedralSymmetry.Count : 1;
        var features = network.FeaturesOfViews(scales, views);
        var vectors = new List<Tensor>();
        foreach (var vector in plan.Vectors)
        {
            var mean = graph.Constant(statistics[..vector.Length], [vector.Length], vector.Mean);
            var variance = graph.Constant(statistics.Slice(vector.Length, vector.Length), [vector.Length], vector.Variance);
            vectors.Add(network.Normalised(vector, graph.Input(vector.Name, 1, vector.Length), mean, variance));
            statistics = statistics[(2 * vector.Length)..];
        }

        var columns = plan.Columns is { } input ? graph.Input(input.Name, 1, input.Length) : null;
        var probabilities = graph.Softmax(network.Logits(features, vectors, columns));
        return OnnxModelWriter.Write(graph, new Dictionary<string, Tensor> { [Probabilities] = probabilities }, Batch);
    }

    /// <summary>The model for evaluations during training. Its inputs are named as in <see cref="TrainingGraph"/>.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="batch">Number of alerts that the model takes at once.</param>
    /// <param name="views">Number of views that are averaged, the first ones of <see cref="DihedralSymmetry"/>.</param>
    internal static ModelProto Build(NetworkPlan plan, int batch, int views)
    {
        var graph = new Graph();
        var vector = graph.Input(TrainingGraph.Parameters, plan.ParameterLength);
        var network = new NetworkGraph(
            graph,
            plan,
            ParameterTensors.Split(graph, plan.Parameters, vector),
            TrainingGraph.TrainsOnRows(plan) ? ConvolutionForm.Rows : ConvolutionForm.Scoring
        );
        Tensor[] scales = [.. plan.Shapes.Select((s, i) => graph.Input(TrainingGraph.Scale(i), batch, s.Channels, s.Pixels, s.Pixels))];
        var features = network.FeaturesOfViews(scales, views);
        var lengths = plan.StatisticsLengths;
        var statistics = lengths.Length == 0 ? [] : graph.Split(graph.Input(TrainingGraph.Statistics, lengths.Sum()), 0, lengths);
        Tensor[] vectors =
        [
            .. plan.Vectors.Select(
                (v, i) => network.Normalised(v, graph.Input(v.Name, batch, v.Length), statistics[2 * i], statistics[(2 * i) + 1])
            ),
        ];
        var columns = plan.Columns is { } input ? graph.Input(input.Name, batch, input.Length) : null;
        var probabilities = graph.Softmax(network.Logits(features, vectors, columns));
        return OnnxModelWriter.Write(graph, new Dictionary<string, Tensor> { [InferenceGraph.Probabilities] = probabilities });
    }
}
