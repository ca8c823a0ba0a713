using System.Globalization;
using System.Runtime.InteropServices;

namespace StampSpec.Learning.Graphs;

/// <summary>
/// A computation as a list of operations in an order in which they can run. Operators are added by the extension methods of each operator
/// family; <see cref="Onnx.OnnxModelWriter"/> makes it an ONNX model.
/// </summary>
/// <param name="precision">Element type of the real numbers: float in use, double where gradients are checked.</param>
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
    /// <param name="shape">Extents; none for a scalar.</param>
    /// <param name="name">Name in the model; null for one made up here.</param>
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

    /// <summary>A constant vector of integers, as shapes and indices are given.</summary>
    public Tensor Integers(params long[] values) => AddConstant(ElementType.Int64, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), null);

    /// <summary>A constant vector of row indices.</summary>
    public Tensor Indices(int[] values) => AddConstant(ElementType.Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), null);

    /// <summary>Appends an operation with one output.</summary>
    public Tensor Apply(Operation operation) => ApplyAll(operation)[0];

    /// <summary>Appends an operation.</summary>
    public IReadOnlyList<Tensor> ApplyAll(Operation operation)
    {
        var shapes = operation.InferShapes();
        operation.Outputs = [.. shapes.Select((shape, i) => new Tensor(NextName(operation.Name), operation.OutputTypes[i], shape))];
        _operations.Add(operation);
        return operation.Outputs;
    }

    private Tensor AddConstant(ElementType type, int[] shape, byte[] data, string? name)
    {
        var tensor = new Tensor(name ?? NextName("constant"), type, shape);
        _constants.Add(new GraphConstant(tensor, data));
        return tensor;
    }

    private string NextName(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}-{_names++}");
}
