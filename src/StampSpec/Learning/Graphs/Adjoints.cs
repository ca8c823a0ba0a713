namespace StampSpec.Learning.Graphs;

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
