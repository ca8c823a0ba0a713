using System.Globalization;
using System.Runtime.InteropServices;
using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Graphs;

/// <summary>
/// A computation: a list of operations in an order in which they can run. The extension methods of each family of operators append
/// operations; <c>OnnxModelWriter</c> writes the graph as an ONNX model.
/// </summary>
/// <param name="precision">Element type of the real numbers: float in use, double when a test checks gradients.</param>
internal sealed class Graph(ElementType precision = ElementType.Float)
{
    private readonly List<Operation> _operations = [];
    private readonly List<Tensor> _inputs = [];
    private readonly List<GraphConstant> _constants = [];
    private int _names;

    /// <summary>Element type of real numbers.</summary>
    public ElementType Precision { get; } = precision;

    public IReadOnlyList<Operation> Operations => _operations;

    public IReadOnlyList<Tensor> Inputs => _inputs;

    public IReadOnlyList<GraphConstant> Constants => _constants;

    /// <summary>A real-valued input.</summary>
    public Tensor Input(string name, params int[] shape)
    {
        var tensor = new Tensor(name, Precision, shape);
        _inputs.Add(tensor);
        return tensor;
    }

    /// <summary>A constant tensor of real numbers.</summary>
    /// <param name="values">Values in row-major order.</param>
    /// <param name="shape">Extents; empty for a scalar.</param>
    /// <param name="name">Name in the model; null to number it.</param>
    public Tensor Constant(ReadOnlySpan<float> values, int[] shape, string? name = null)
    {
        if (Precision == ElementType.Float)
        {
            return AddConstant(Precision, shape, MemoryMarshal.AsBytes(values).ToArray(), name);
        }

        var widened = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            widened[i] = values[i];
        }

        return AddConstant(Precision, shape, MemoryMarshal.AsBytes(widened.AsSpan()).ToArray(), name);
    }

    /// <summary>A constant scalar.</summary>
    public Tensor Constant(float value) => Constant([value], []);

    /// <summary>A constant in the shape of another tensor.</summary>
    public Tensor Constant(float value, Tensor like)
    {
        var values = new float[like.Length];
        Array.Fill(values, value);
        return Constant(values, [.. like.Shape]);
    }

    /// <summary>A constant vector of integers, as shapes and axes are given.</summary>
    public Tensor Integers(IEnumerable<int> values) => Integers([.. values.Select(v => (long)v)]);

    /// <summary>A constant vector of integers, as shapes and axes are given.</summary>
    public Tensor Integers(params long[] values) =>
        AddConstant(ElementType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), null);

    /// <summary>A constant vector of row indices.</summary>
    public Tensor Indices(int[] values) =>
        AddConstant(ElementType.Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), null);

    /// <summary>Appends an operation with one output.</summary>
    public Tensor Apply(Operation operation) => ApplyAll(operation)[0];

    /// <summary>Appends an operation.</summary>
    public IReadOnlyList<Tensor> ApplyAll(Operation operation)
    {
        operation.Outputs =
        [
            .. operation.Shapes.Select((shape, i) => new Tensor(NextName(operation.Name), operation.OutputTypes[i], shape)),
        ];
        _operations.Add(operation);
        return operation.Outputs;
    }

    /// <summary>
    /// The most bytes of results that exist at the same time if the operations run in their order and each result is freed after its last
    /// use. Inputs, constants and the runtime's own buffers are not counted, so a run takes more.
    /// </summary>
    public long PeakBytes()
    {
        var lastUse = new Dictionary<Tensor, int>();
        foreach (var (index, operation) in _operations.Index())
        {
            foreach (var tensor in operation.Arguments.Concat(operation.Outputs))
            {
                lastUse[tensor] = index;
            }
        }

        var results = _operations.SelectMany(o => o.Outputs).ToHashSet();
        var freed = lastUse.Where(use => results.Contains(use.Key)).ToLookup(use => use.Value, use => use.Key.Bytes);
        long held = 0,
            peak = 0;
        foreach (var (index, operation) in _operations.Index())
        {
            held += operation.Outputs.Sum(o => o.Bytes);
            peak = Math.Max(peak, held);
            held -= freed[index].Sum();
        }

        return peak;
    }

    private Tensor AddConstant(ElementType type, int[] shape, byte[] data, string? name)
    {
        var tensor = new Tensor(name ?? NextName("constant"), type, shape);
        _constants.Add(new GraphConstant(tensor, data));
        return tensor;
    }

    private string NextName(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{_names++}");
}

/// <summary>Element types of tensors, with the numbers that ONNX gives them.</summary>
internal enum ElementType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Double = 11,
}

/// <summary>A constant of a graph.</summary>
/// <param name="Tensor">Its name, type and shape.</param>
/// <param name="Data">Elements, little-endian, row-major.</param>
internal sealed record GraphConstant(Tensor Tensor, byte[] Data);

/// <summary>One node of a <see cref="Graph"/>: an ONNX operator with the shapes of its outputs and its gradient.</summary>
/// <param name="name">Operator type in the ONNX model.</param>
/// <param name="shapes">The shape of each output.</param>
/// <param name="inputs">Input tensors, in the operator's order.</param>
internal sealed class Operation(string name, IReadOnlyList<int[]> shapes, params IReadOnlyList<Tensor> inputs)
{
    private const string Contributed = "com.microsoft";

    public string Name { get; } = name;

    public IReadOnlyList<int[]> Shapes { get; } = shapes;

    public IReadOnlyList<Tensor> Inputs { get; } = inputs;

    /// <summary>The inputs of the ONNX node, if they are not the tensors that the gradient flows to.</summary>
    public IReadOnlyList<Tensor> Arguments { get; init; } = inputs;

    /// <summary>Set once, when the graph takes the operation.</summary>
    public IReadOnlyList<Tensor> Outputs { get; set; } = [];

    /// <summary>Element type of each output.</summary>
    public IReadOnlyList<ElementType> OutputTypes { get; init; } = [.. shapes.Select(_ => inputs[0].Type)];

    /// <summary>The operator's attributes.</summary>
    public IReadOnlyList<AttributeProto> Attributes { get; init; } = [];

    /// <summary>Whether ONNX Runtime, not ONNX, defines the operator.</summary>
    public bool IsContributed { get; init; }

    /// <summary>Operator domain in the ONNX model.</summary>
    public string Domain => IsContributed ? Contributed : string.Empty;

    /// <summary>
    /// Adds to the adjoint of each input what the adjoints of the outputs contribute; null if the operation cannot be differentiated.
    /// </summary>
    public Action<Operation, Adjoints>? Gradient { get; init; }
}

/// <summary>A value in a <see cref="Graph"/>: its name in the ONNX model, element type and shape.</summary>
internal sealed record Tensor(string Name, ElementType Type, IReadOnlyList<int> Shape)
{
    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Count;

    /// <summary>Number of elements.</summary>
    public long Length => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>Size of its elements together, bytes.</summary>
    public long Bytes =>
        Length
        * Type switch
        {
            ElementType.Bool => 1,
            ElementType.Float or ElementType.Int32 => sizeof(float),
            _ => sizeof(double),
        };

    public bool Equals(Tensor? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{Name}[{string.Join(", ", Shape)}]";
}

/// <summary>Makes attributes of ONNX nodes; the type numbers are those of ONNX's AttributeProto.AttributeType.</summary>
internal static class OnnxAttribute
{
    public static AttributeProto Integer(string name, long value) =>
        new()
        {
            Name = name,
            I = value,
            Type = 2,
        };

    public static AttributeProto Real(string name, float value) =>
        new()
        {
            Name = name,
            F = value,
            Type = 1,
        };

    public static AttributeProto Integers(string name, IEnumerable<int> values)
    {
        var attribute = new AttributeProto { Name = name, Type = 7 };
        attribute.Ints.AddRange(values.Select(v => (long)v));
        return attribute;
    }
}
