namespace StampSpec.Learning.Graphs;

/// <summary>Elementwise arithmetic with broadcasting: sum, difference, product, quotient.</summary>
internal static class Arithmetic
{
    public static Tensor Add(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Sum(a, b));

    public static Tensor Subtract(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Difference(a, b));

    public static Tensor Multiply(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Product(a, b));

    public static Tensor Multiply(this Graph graph, Tensor a, float factor) => graph.Multiply(a, graph.Constant(factor));

    public static Tensor Divide(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Quotient(a, b));

    private abstract class Binary(string name, Tensor a, Tensor b) : Operation(name, a, b)
    {
        protected Tensor A => Inputs[0];

        protected Tensor B => Inputs[1];

        public override IReadOnlyList<int[]> InferShapes() => [Shaping.Broadcast(A.Shape, B.Shape)];

        public override void Differentiate(Graph graph, Adjoints adjoints)
        {
            var upstream = adjoints.Of(Outputs[0])!;
            if (adjoints.Needs(A))
            {
                adjoints.Accumulate(A, graph.SumTo(GradientOfA(graph, upstream), A.Shape));
            }

            if (adjoints.Needs(B))
            {
                adjoints.Accumulate(B, graph.SumTo(GradientOfB(graph, upstream), B.Shape));
            }
        }

        protected abstract Tensor GradientOfA(Graph graph, Tensor upstream);

        protected abstract Tensor GradientOfB(Graph graph, Tensor upstream);
    }

    private sealed class Sum(Tensor a, Tensor b) : Binary("Add", a, b)
    {
        protected override Tensor GradientOfA(Graph graph, Tensor upstream) => upstream;

        protected override Tensor GradientOfB(Graph graph, Tensor upstream) => upstream;
    }

    private sealed class Difference(Tensor a, Tensor b) : Binary("Sub", a, b)
    {
        protected override Tensor GradientOfA(Graph graph, Tensor upstream) => upstream;

        protected override Tensor GradientOfB(Graph graph, Tensor upstream) => graph.Negate(upstream);
    }

    private sealed class Product(Tensor a, Tensor b) : Binary("Mul", a, b)
    {
        protected override Tensor GradientOfA(Graph graph, Tensor upstream) => graph.Multiply(upstream, B);

        protected override Tensor GradientOfB(Graph graph, Tensor upstream) => graph.Multiply(upstream, A);
    }

    private sealed class Quotient(Tensor a, Tensor b) : Binary("Div", a, b)
    {
        protected override Tensor GradientOfA(Graph graph, Tensor upstream) => graph.Divide(upstream, B);

        protected override Tensor GradientOfB(Graph graph, Tensor upstream) =>
            graph.Negate(graph.Divide(graph.Multiply(upstream, Outputs[0]), B));
    }

    /// <summary>The larger of each pair; the gradient goes to the first where both are equal.</summary>
    internal static Tensor Maximum(this Graph graph, Tensor a, Tensor b) => graph.Apply(new Larger(a, b));

    /// <summary>The values where the other tensor is above 0, else 0. Not differentiable.</summary>
    private static Tensor WherePositive(this Graph graph, Tensor positive, Tensor values)
    {
        var zero = graph.Constant(0);
        return Choose(graph, graph.Apply(new Comparison("Greater", positive, zero)), values, zero);
    }

    private static Tensor AtLeast(Graph graph, Tensor a, Tensor b) => graph.Apply(new Comparison("GreaterOrEqual", a, b));

    private static Tensor Choose(Graph graph, Tensor condition, Tensor yes, Tensor no) => graph.Apply(new Choice(condition, yes, no));

    private sealed class Larger(Tensor a, Tensor b) : Operation("Max", a, b)
    {
        public override IReadOnlyList<int[]> InferShapes() => [Shaping.Broadcast(Inputs[0].Shape, Inputs[1].Shape)];

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

        public override IReadOnlyList<int[]> InferShapes() => [Shaping.Broadcast(Inputs[0].Shape, Inputs[1].Shape)];
    }

    private sealed class Choice(Tensor condition, Tensor yes, Tensor no) : Operation("Where", condition, yes, no)
    {
        public override IReadOnlyList<ElementType> OutputTypes => [Inputs[1].Type];

        public override IReadOnlyList<int[]> InferShapes() =>
            [Shaping.Broadcast(Inputs[0].Shape, Shaping.Broadcast(Inputs[1].Shape, Inputs[2].Shape))];
    }

    internal static Tensor Negate(this Graph graph, Tensor x) => graph.Apply(new Negation(x));

    internal static Tensor SquareRoot(this Graph graph, Tensor x) => graph.Apply(new Root(x));

    internal static Tensor Tanh(this Graph graph, Tensor x) => graph.Apply(new HyperbolicTangent(x));

    /// <summary>max(x, 0); its gradient at 0 is 0.</summary>
    internal static Tensor Rectify(this Graph graph, Tensor x) => graph.Apply(new Rectifier(x));

    private abstract class Unary(string name, Tensor x) : Operation(name, x)
    {
        public override IReadOnlyList<int[]> InferShapes() =>
            [
                [.. Inputs[0].Shape],
            ];

        public override void Differentiate(Graph graph, Adjoints adjoints) =>
            adjoints.Accumulate(Inputs[0], Gradient(graph, adjoints.Of(Outputs[0])!, Outputs[0]));

        protected abstract Tensor Gradient(Graph graph, Tensor upstream, Tensor y);
    }

    private sealed class Negation(Tensor x) : Unary("Neg", x)
    {
        protected override Tensor Gradient(Graph graph, Tensor upstream, Tensor y) => graph.Negate(upstream);
    }

    private sealed class Root(Tensor x) : Unary("Sqrt", x)
    {
        protected override Tensor Gradient(Graph graph, Tensor upstream, Tensor y) => graph.Divide(graph.Multiply(upstream, 0.5f), y);
    }

    private sealed class HyperbolicTangent(Tensor x) : Unary("Tanh", x)
    {
        protected override Tensor Gradient(Graph graph, Tensor upstream, Tensor y) =>
            graph.Subtract(upstream, graph.Multiply(upstream, graph.Multiply(y, y)));
    }

    private sealed class Rectifier(Tensor x) : Unary("Relu", x)
    {
        protected override Tensor Gradient(Graph graph, Tensor upstream, Tensor y) => graph.WherePositive(y, upstream);
    }
}
