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

/// <summary>
/// Derivatives of one scalar with respect to the tensors of a graph, accumulated while reverse mode walks the operations backwards.
/// </summary>
internal sealed class Adjoints(Graph graph, IReadOnlySet<Tensor> differentiable)
{
    private readonly Dictionary<Tensor, Tensor> _adjoints = [];

    /// <summary>Whether the tensor depends on what the derivatives are wanted for; other adjoints need not be computed.</summary>
    public bool Needs(Tensor tensor) => differentiable.Contains(tensor);

    /// <summary>The derivative accumulated so far; null if the tensor does not lead to the scalar.</summary>
    public Tensor? Of(Tensor tensor) => _adjoints.GetValueOrDefault(tensor);

    /// <summary>Adds a contribution.</summary>
    public void Accumulate(Tensor tensor, Tensor contribution)
    {
        if (!tensor.Shape.SequenceEqual(contribution.Shape))
        {
            throw new ArgumentException($"the derivative for {tensor} has another shape: {contribution}");
        }

        _adjoints[tensor] = _adjoints.TryGetValue(tensor, out var sum) ? graph.Add(sum, contribution) : contribution;
    }
}
