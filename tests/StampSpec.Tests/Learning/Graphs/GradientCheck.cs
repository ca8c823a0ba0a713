using StampSpec.Common;
using StampSpec.Learning.Graphs;

namespace StampSpec.Tests.Learning.Graphs;

/// <summary>
/// Compares reverse-mode gradients with central differences of the same graph. Operators run in double precision if ONNX Runtime supports
/// that (step 1e-5, error of order 1e-9). The operators that it supports only in float are linear or piecewise linear in each input, so a
/// large step has no truncation error, only rounding errors of float.
/// </summary>
internal sealed record GradientCheck(ElementType Precision, double Step, double Tolerance)
{
    public static readonly GradientCheck Exact = new(ElementType.Double, 1e-5, 1e-7);

    public static readonly GradientCheck Linear = new(ElementType.Float, 0.25, 2e-4);

    /// <summary>Checks the gradient of a fixed, generic linear form of the operator's result with respect to every input.</summary>
    public void Passes(Func<Graph, Tensor[], Tensor> build, Func<int, RandomSource, double> draw, params int[][] shapes)
    {
        var graph = new Graph(Precision);
        Tensor[] inputs = [.. shapes.Select((shape, i) => graph.Input($"input-{i}", shape))];
        var result = build(graph, inputs);
        float[] weights = [.. Enumerable.Range(0, (int)result.Length).Select(i => (float)Math.Cos(1 + (2.0 * i)))];
        var weighted = graph.Multiply(result, graph.Constant(weights, [.. result.Shape]));
        var scalar = graph.Sum(weighted, [.. Enumerable.Range(0, weighted.Rank)]);
        var gradients = ReverseMode.Differentiate(graph, scalar, inputs);

        var source = new Seed(5).CreateSource();
        double[][] values =
        [
            .. shapes.Select(s => Enumerable.Range(0, s.Aggregate(1, (p, e) => p * e)).Select(i => draw(i, source)).ToArray()),
        ];
        var actual = GraphRun.Evaluate(graph, values, [.. gradients]);
        for (var input = 0; input < values.Length; input++)
        {
            Assert.Equal(shapes[input], gradients[input].Shape);
            CheckInput(graph, scalar, values, input, actual[input]);
        }
    }

    public void Passes(Func<Graph, Tensor[], Tensor> build, params int[][] shapes) =>
        Passes(build, (_, source) => source.NextDouble(0.5, 2), shapes);

    private void CheckInput(Graph graph, Tensor scalar, double[][] values, int input, double[] actual)
    {
        for (var i = 0; i < values[input].Length; i += 1 + (values[input].Length / 12))
        {
            var centre = values[input][i];
            values[input][i] = centre + Step;
            var above = GraphRun.Evaluate(graph, values, scalar)[0][0];
            values[input][i] = centre - Step;
            var below = GraphRun.Evaluate(graph, values, scalar)[0][0];
            values[input][i] = centre;
            var expected = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(expected - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                $"input {input}[{i}]: {actual[i]}, by differences {expected}"
            );
        }
    }
}
