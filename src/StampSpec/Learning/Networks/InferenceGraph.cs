using StampSpec.Learning.Graphs;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Networks;

/// <summary>The model for use: stamps and positions in, class probabilities out, the views inside, any number of alerts at once.</summary>
internal static class InferenceGraph
{
    public const string Probabilities = "probabilities";
    public const string Position = "position";
    public const string PositionMean = "position.mean";
    public const string PositionVariance = "position.variance";

    /// <summary>Name of the symbolic first axis.</summary>
    private const string Batch = "N";

    /// <summary>Name of a scale's input.</summary>
    public static string Scale(int index) => $"scale-{index}";

    /// <summary>The model.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="parameters">The vector of all parameters.</param>
    /// <param name="statistics">Mean and variance of the position's components, 6 numbers.</param>
    public static ModelProto Build(NetworkPlan plan, ReadOnlySpan<float> parameters, ReadOnlySpan<float> statistics)
    {
        var graph = new Graph();
        var network = new NetworkGraph(graph, plan, ParameterTensors.AsConstants(graph, plan.Parameters, parameters));
        Tensor[] scales = [.. plan.Shapes.Select((s, i) => graph.Input(Scale(i), 1, s.Channels, s.Pixels, s.Pixels))];
        var views = plan.Settings.ScoringViews == AveragedViews.All ? View.Count : 1;
        var features = network.Features([.. scales.Select(s => View.First(graph, s, views))], views);
        Tensor? position = null;
        if (plan.Settings.UsesSkyPosition)
        {
            var mean = graph.Constant(statistics[..NetworkPlan.PositionLength], [NetworkPlan.PositionLength], PositionMean);
            var variance = graph.Constant(statistics[NetworkPlan.PositionLength..], [NetworkPlan.PositionLength], PositionVariance);
            position = network.Normalised(graph.Input(Position, 1, NetworkPlan.PositionLength), mean, variance);
        }

        var probabilities = graph.Softmax(network.Logits(features, position));
        return OnnxModelWriter.Write(graph, new Dictionary<string, Tensor> { [Probabilities] = probabilities }, Batch);
    }
}
