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
    /// <param name="variables">The tensors with respect to which the scalar is differentiated.</param>
    /// <returns>The derivative for each variable, in the shape of the variable.</returns>
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
                Differentiate(operation, adjoints);
            }
        }

        return [.. variables.Select(v => adjoints.Of(v) ?? throw new ArgumentException($"{scalar} does not depend on {v}"))];
    }

    private static void Differentiate(Operation operation, Adjoints adjoints)
    {
        if (operation.Gradient is null)
        {
            throw new NotSupportedException($"{operation.Name} has no gradient, so the loss must not depend on its result");
        }

        operation.Gradient(operation, adjoints);
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

    /// <summary>The gradient of an operation that is differentiated with respect to its first input only.</summary>
    /// <param name="derivative">The contribution to the input's adjoint, from the adjoint of the first output.</param>
    public static Action<Operation, Adjoints> ToFirstInput(Func<Tensor, Tensor> derivative) =>
        (operation, adjoints) => adjoints.Accumulate(operation.Inputs[0], derivative(adjoints.OfResult(operation)));

    /// <summary>Whether the tensor depends on a variable of the differentiation; the adjoints of other tensors are not computed.</summary>
    public bool Needs(Tensor tensor) => differentiable.Contains(tensor);

    /// <summary>The derivative accumulated so far; null if the scalar does not depend on the tensor.</summary>
    public Tensor? Of(Tensor tensor) => _adjoints.GetValueOrDefault(tensor);

    /// <summary>The derivative with respect to the first output of an operation on which the scalar depends.</summary>
    public Tensor OfResult(Operation operation) => Of(operation.Outputs[0])!;

    /// <summary>Adds a contribution to a tensor's adjoint, if the adjoint is needed.</summary>
    public void AccumulateIfNeeded(Tensor tensor, Func<Tensor> contribution)
    {
        if (Needs(tensor))
        {
            Accumulate(tensor, contribution());
        }
    }

    /// <summary>Adds a contribution to a tensor's adjoint.</summary>
    public void Accumulate(Tensor tensor, Tensor contribution)
    {
        if (!tensor.Shape.SequenceEqual(contribution.Shape))
        {
            throw new ArgumentException($"the derivative for {tensor} has a different shape: {contribution}");
        }

        _adjoints[tensor] = _adjoints.TryGetValue(tensor, out var sum) ? graph.Add(sum, contribution) : contribution;
    }
}
