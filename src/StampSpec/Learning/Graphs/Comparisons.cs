namespace StampSpec.Learning.Graphs;

/// <summary>Elementwise comparison and choice.</summary>
internal static class Comparisons
{
    /// <summary>The larger of each pair; the gradient goes to the first where both are equal.</summary>
    public static Tensor Maximum(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Larger(a, b));

    /// <summary>The values where the other tensor is above 0, else 0. Not differentiable.</summary>
    public static Tensor WherePositive(this Graph graph, Tensor positive, Tensor values)
    {
        var zero = graph.Constant(0);
        return Choose(graph, graph.Apply(new Comparison("Greater", positive, zero)), values, zero);
    }

    private static Tensor AtLeast(Graph graph, Tensor a, Tensor b) => graph.Apply(new Comparison("GreaterOrEqual", a, b));

    private static Tensor Choose(Graph graph, Tensor condition, Tensor yes, Tensor no) => graph.Apply(new Choice(condition, yes, no));

    private sealed class Larger(Tensor a, Tensor b) : Operation("Max", a, b)
    {
        public override IReadOnlyList<int[]> InferShapes() => [TensorShapes.Broadcast(Inputs[0].Shape, Inputs[1].Shape)];

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var (a, b) = (Inputs[0], Inputs[1]);
            if (!a.Shape.SequenceEqual(b.Shape))
            {
                throw new NotSupportedException("the gradient of a broadcast maximum is not needed anywhere");
            }

            var upstream = adjoints.Of(Outputs[0])!;
            var toFirst = Choose(graph, AtLeast(graph, a, b), upstream, graph.Constant(0));
            if (adjoints.Needs(a))
            {
                adjoints.Accumulate(a, toFirst);
            }

            if (adjoints.Needs(b))
            {
                adjoints.Accumulate(b, graph.Subtract(upstream, toFirst));
            }
        }
    }

    private sealed class Comparison(string name, Tensor a, Tensor b) : Operation(name, a, b)
    {
        public override IReadOnlyList<ElementType> OutputTypes => [ElementType.Bool];

        public override IReadOnlyList<int[]> InferShapes() => [TensorShapes.Broadcast(Inputs[0].Shape, Inputs[1].Shape)];
    }

    private sealed class Choice(Tensor condition, Tensor yes, Tensor no) : Operation("Where", condition, yes, no)
    {
        public override IReadOnlyList<ElementType> OutputTypes => [Inputs[1].Type];

        public override IReadOnlyList<int[]> InferShapes() =>
            [TensorShapes.Broadcast(Inputs[0].Shape, TensorShapes.Broadcast(Inputs[1].Shape, Inputs[2].Shape))];
    }
}
