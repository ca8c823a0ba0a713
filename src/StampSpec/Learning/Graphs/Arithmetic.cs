namespace StampSpec.Learning.Graphs;

/// <summary>Elementwise arithmetic with broadcasting.</summary>
internal static class Arithmetic
{
    public static Tensor Add(this Graph graph, Tensor a, Tensor b) =>
        Binary(graph, "Add", a, b, (_, upstream) => upstream, (_, upstream) => upstream);

    public static Tensor Subtract(this Graph graph, Tensor a, Tensor b) =>
        Binary(graph, "Sub", a, b, (_, upstream) => upstream, (_, upstream) => graph.Negate(upstream));

    public static Tensor Multiply(this Graph graph, Tensor a, Tensor b) =>
        Binary(graph, "Mul", a, b, (_, upstream) => graph.Multiply(upstream, b), (_, upstream) => graph.Multiply(upstream, a));

    public static Tensor Multiply(this Graph graph, Tensor a, float factor) => graph.Multiply(a, graph.Constant(factor));

    public static Tensor Divide(this Graph graph, Tensor a, Tensor b) =>
        Binary(
            graph,
            "Div",
            a,
            b,
            (_, upstream) => graph.Divide(upstream, b),
            (y, upstream) => graph.Negate(graph.Divide(graph.Multiply(upstream, y), b))
        );

    /// <summary>The larger of each pair of elements; if both are equal, the gradient goes to the first.</summary>
    internal static Tensor Maximum(this Graph graph, Tensor a, Tensor b) =>
        graph.Apply(
            new Operation("Max", [Shaping.Broadcast(a.Shape, b.Shape)], a, b)
            {
                Gradient = (operation, adjoints) => DifferentiateMaximum(graph, operation, adjoints),
            }
        );

    internal static Tensor Negate(this Graph graph, Tensor x) => Unary(graph, "Neg", x, (_, upstream) => graph.Negate(upstream));

    internal static Tensor SquareRoot(this Graph graph, Tensor x) =>
        Unary(graph, "Sqrt", x, (y, upstream) => graph.Divide(graph.Multiply(upstream, 0.5f), y));

    internal static Tensor Tanh(this Graph graph, Tensor x) =>
        Unary(graph, "Tanh", x, (y, upstream) => graph.Subtract(upstream, graph.Multiply(upstream, graph.Multiply(y, y))));

    /// <summary>max(x, 0); its gradient at 0 is 0.</summary>
    internal static Tensor Rectify(this Graph graph, Tensor x) =>
        Unary(graph, "Relu", x, (y, upstream) => WherePositive(graph, y, upstream));

    /// <summary>An operation on one tensor.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Operator type in the ONNX model.</param>
    /// <param name="x">The tensor.</param>
    /// <param name="gradient">The contribution to the adjoint of x, from the result and its adjoint.</param>
    private static Tensor Unary(Graph graph, string name, Tensor x, Func<Tensor, Tensor, Tensor> gradient) =>
        graph.Apply(
            new Operation(
                name,
                [
                    [.. x.Shape],
                ],
                x
            )
            {
                Gradient = (operation, adjoints) => adjoints.Accumulate(x, gradient(operation.Outputs[0], adjoints.OfResult(operation))),
            }
        );

    /// <summary>An operation on two tensors that are broadcast to each other.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Operator type in the ONNX model.</param>
    /// <param name="a">The first tensor.</param>
    /// <param name="b">The second tensor.</param>
    /// <param name="gradientOfA">The contribution to the adjoint of a, from the result and its adjoint, in the shape of the result.</param>
    /// <param name="gradientOfB">The same for b.</param>
    private static Tensor Binary(
        Graph graph,
        string name,
        Tensor a,
        Tensor b,
        Func<Tensor, Tensor, Tensor> gradientOfA,
        Func<Tensor, Tensor, Tensor> gradientOfB
    )
    {
        return graph.Apply(new Operation(name, [Shaping.Broadcast(a.Shape, b.Shape)], a, b) { Gradient = Differentiate });

        void Differentiate(Operation operation, Adjoints adjoints)
        {
            var (y, upstream) = (operation.Outputs[0], adjoints.OfResult(operation));
            adjoints.AccumulateIfNeeded(a, () => graph.SumTo(gradientOfA(y, upstream), a.Shape));
            adjoints.AccumulateIfNeeded(b, () => graph.SumTo(gradientOfB(y, upstream), b.Shape));
        }
    }

    private static void DifferentiateMaximum(Graph graph, Operation operation, Adjoints adjoints)
    {
        var (a, b) = (operation.Inputs[0], operation.Inputs[1]);
        if (!a.Shape.SequenceEqual(b.Shape))
        {
            throw new NotSupportedException("the gradient of a maximum of tensors of different shapes is not supported");
        }

        var upstream = adjoints.OfResult(operation);
        var toFirst = Choose(graph, Compare(graph, "GreaterOrEqual", a, b), upstream, graph.Constant(0));
        adjoints.AccumulateIfNeeded(a, () => toFirst);
        adjoints.AccumulateIfNeeded(b, () => graph.Subtract(upstream, toFirst));
    }

    /// <summary>The values for which the other tensor is above 0, else 0. Cannot be differentiated.</summary>
    private static Tensor WherePositive(Graph graph, Tensor positive, Tensor values)
    {
        var zero = graph.Constant(0);
        return Choose(graph, Compare(graph, "Greater", positive, zero), values, zero);
    }

    private static Tensor Compare(Graph graph, string name, Tensor a, Tensor b) =>
        graph.Apply(new Operation(name, [Shaping.Broadcast(a.Shape, b.Shape)], a, b) { OutputTypes = [ElementType.Bool] });

    private static Tensor Choose(Graph graph, Tensor condition, Tensor yes, Tensor no)
    {
        var shape = Shaping.Broadcast(condition.Shape, Shaping.Broadcast(yes.Shape, no.Shape));
        return graph.Apply(new Operation("Where", [shape], condition, yes, no) { OutputTypes = [yes.Type] });
    }
}
