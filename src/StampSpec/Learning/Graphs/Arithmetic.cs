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

        public override IReadOnlyList<int[]> InferShapes() => [TensorShapes.Broadcast(A.Shape, B.Shape)];

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
}
