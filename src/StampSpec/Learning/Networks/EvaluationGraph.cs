using StampSpec.Learning.Graphs;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Networks;

/// <summary>
/// The forward pass for use between training steps: parameters are an input, so that one session serves all evaluations, and the batch is
/// fixed, so that small images pass as matrices of pixels as in training.
/// </summary>
internal static class EvaluationGraph
{
    /// <summary>The model; inputs are named as in <see cref="TrainingGraph"/>, the output as in <see cref="InferenceGraph"/>.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="batch">Alerts at once.</param>
    /// <param name="views">Views averaged: the first of <see cref="DihedralSymmetry"/>.</param>
    public static ModelProto Build(NetworkPlan plan, int batch, int views)
    {
        var graph = new Graph();
        var vector = graph.Input(TrainingGraph.Parameters, plan.ParameterLength);
        var network = new NetworkGraph(graph, plan, ParameterTensors.Split(graph, plan.Parameters, vector), TrainingGraph.TrainsOnRows(plan));
        (Tensor Tensor, bool IsPolar)[] scales =
            [.. plan.Shapes.Select((s, i) => (graph.Input(TrainingGraph.Scale(i), batch, s.Channels, s.Pixels, s.Pixels), s.IsPolar))];
        var features = network.Features([.. scales.Select(s => DihedralSymmetry.First(graph, s.Tensor, s.IsPolar, views))], views);
        var lengths = plan.StatisticsLengths;
        var statistics = lengths.Length == 0 ? [] : graph.Split(graph.Input(TrainingGraph.Statistics, lengths.Sum()), 0, lengths);
        Tensor[] vectors =
            [.. plan.Vectors.Select((v, i) => network.Normalised(v, graph.Input(v.Name, batch, v.Length), statistics[2 * i], statistics[(2 * i) + 1]))];
        var probabilities = graph.Softmax(network.Logits(features, vectors));
        return OnnxModelWriter.Write(graph, new Dictionary<string, Tensor> { [InferenceGraph.Probabilities] = probabilities });
    }
}
