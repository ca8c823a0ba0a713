namespace StampSpec.Learning.Graphs;

/// <summary>Elementwise functions of one tensor.</summary>
internal static class Functions
{
    public static Tensor Negate(this Graph graph, Tensor x) => graph.Apply(new Negation(x));

    public static Tensor SquareRoot(this Graph graph, Tensor x) => graph.Apply(new Root(x));

    public static Tensor Tanh(this Graph graph, Tensor x) => graph.Apply(new HyperbolicTangent(x));

    /// <summary>max(x, 0); its gradient at 0 is 0.</summary>
    public static Tensor Rectify(this Graph graph, Tensor x) => graph.Apply(new Rectifier(x));

    private abstract class Unary(string name, Tensor x) : Operation(name, x)
    {
        public override IReadOnlyList<int[]> InferShapes() => [[.. Inputs[0].Shape]];

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
