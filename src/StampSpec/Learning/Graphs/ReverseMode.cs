namespace StampSpec.Learning.Graphs;

/// <summary>
/// Reverse-mode automatic differentiation (Griewank and Walther 2008, chapter 3): walks the operations backwards and appends each one's
/// gradient to the same graph.
/// </summary>
internal static class ReverseMode
{
    /// <summary>Appends the derivatives of a scalar.</summary>
    /// <param name="graph">The graph that computes the scalar.</param>
    /// <param name="scalar">Tensor of one element.</param>
    /// <param name="variables">What to differentiate with respect to.</param>
    /// <returns>One derivative a variable, in its shape.</returns>
    public static IReadOnlyList<Tensor> Differentiate(Graph graph, Tensor scalar, params IReadOnlyList<Tensor> variables)
    {
        if (scalar.Length != 1)
        {
            throw new ArgumentException($"{scalar} is not a scalar");
        }

        var operations = graph.Operations.ToArray();
        var adjoints = new Adjoints(graph, DependentOn(operations, variables));
        adjoints.Accumulate(scalar, graph.Constant(1, scalar));
        foreach (var operation in operations.Reverse())
        {
            if (operation.Outputs.Any(o => adjoints.Of(o) is not null) && operation.Inputs.Any(adjoints.Needs))
            {
                operation.Differentiate(graph, adjoints);
            }
        }

        return [.. variables.Select(v => adjoints.Of(v) ?? throw new ArgumentException($"{scalar} does not depend on {v}"))];
    }

    private static HashSet<Tensor> DependentOn(IEnumerable<Operation> operations, IEnumerable<Tensor> variables)
    {
        var dependent = variables.ToHashSet();
        foreach (var operation in operations)
        {
            if (operation.Inputs.Any(dependent.Contains))
            {
                dependent.UnionWith(operation.Outputs);
            }
        }

        return dependent;
    }
}
