using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Graphs;

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

        public override IReadOnlyList<int[]> InferShapes() => [[.. Inputs[0].Shape]];
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
