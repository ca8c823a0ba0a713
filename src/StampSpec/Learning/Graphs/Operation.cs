using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>One node of a <see cref="Graph"/>: an ONNX operator with its shape rule and its gradient.</summary>
/// <param name="name">Operator type in the ONNX model.</param>
/// <param name="inputs">Input tensors, in the operator's order.</param>
internal abstract class Operation(string name, params IReadOnlyList<Tensor> inputs)
{
    private const string Contributed = "com.microsoft";

    public string Name { get; } = name;

    public IReadOnlyList<Tensor> Inputs { get; } = inputs;

    /// <summary>What the ONNX node takes, where that differs from what the gradient flows to.</summary>
    public virtual IReadOnlyList<Tensor> Arguments => Inputs;

    /// <summary>Set once, when the graph takes the operation.</summary>
    public IReadOnlyList<Tensor> Outputs { get; set; } = [];

    /// <summary>Whether ONNX Runtime, not ONNX, defines the operator.</summary>
    public virtual bool IsContributed => false;

    /// <summary>Operator domain in the ONNX model.</summary>
    public string Domain => IsContributed ? Contributed : string.Empty;

    /// <summary>Element type of the outputs.</summary>
    public virtual IReadOnlyList<ElementType> OutputTypes => [Inputs[0].Type];

    /// <summary>The shape rule: one shape an output.</summary>
    /// <exception cref="ArgumentException">The inputs' shapes do not fit.</exception>
    public abstract IReadOnlyList<int[]> InferShapes();

    /// <summary>The operator's attributes.</summary>
    public virtual IEnumerable<AttributeProto> Attributes => [];

    /// <summary>Adds to the adjoint of each input what flows from the adjoints of the outputs.</summary>
    public virtual void Differentiate(Graph graph, Adjoints adjoints) =>
        throw new NotSupportedException($"{Name} has no gradient; nothing that it computes may lead to the loss");
}
