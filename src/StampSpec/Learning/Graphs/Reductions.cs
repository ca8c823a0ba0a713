using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>Sums and means over axes.</summary>
internal static class Reductions
{
    /// <summary>Sum over axes, which stay with extent 1 if asked.</summary>
    public static Tensor Sum(this Graph graph, Tensor x, int[] axes, bool keepAxes = false) =>
        graph.Apply(new SumOverAxes(x, graph.Integers([.. axes.Select(a => (long)a)]), axes, keepAxes));

    /// <summary>Mean over axes, which stay with extent 1 if asked.</summary>
    public static Tensor Mean(this Graph graph, Tensor x, int[] axes, bool keepAxes = false)
    {
        var count = axes.Aggregate(1L, (product, axis) => product * x.Shape[axis]);
        return graph.Multiply(graph.Sum(x, axes, keepAxes), 1f / count);
    }

    /// <summary>Sum over the axes along which a tensor was broadcast: the gradient of broadcasting.</summary>
    public static Tensor SumTo(this Graph graph, Tensor x, IReadOnlyList<int> shape)
    {
        if (x.Shape.SequenceEqual(shape))
        {
            return x;
        }

        var added = x.Rank - shape.Count;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(axis => axis < added || (shape[axis - added] == 1 && x.Shape[axis] != 1))];
        return graph.Reshape(graph.Sum(x, axes), [.. shape]);
    }

    private sealed class SumOverAxes(Tensor x, Tensor axesTensor, int[] axes, bool keepAxes) : Operation("ReduceSum", x, axesTensor)
    {
        public override IEnumerable<AttributeProto> Attributes => [OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0)];

        public override IReadOnlyList<int[]> InferShapes()
        {
            var shape = Inputs[0].Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent);
            return [keepAxes ? [.. shape] : [.. shape.Where((_, axis) => !axes.Contains(axis))]];
        }

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var x = Inputs[0];
            var upstream = graph.Reshape(adjoints.Of(Outputs[0])!, [.. x.Shape.Select((extent, axis) => axes.Contains(axis) ? 1 : extent)]);
            adjoints.Accumulate(x, graph.BroadcastTo(upstream, x.Shape));
        }
    }
}
