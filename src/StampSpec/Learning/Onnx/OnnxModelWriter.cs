using Google.Protobuf;
using StampSpec.Formats.Onnx;
using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Onnx;

/// <summary>
/// Writes a <see cref="Graph"/> as an ONNX model: IR version 8, operator set 17, and ONNX Runtime's contributed operators if the graph uses
/// them.
/// </summary>
internal static class OnnxModelWriter
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    /// <summary>The model of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="outputs">Model outputs by name.</param>
    /// <param name="batchAxis">Name of a symbolic first axis of inputs and outputs; null if shapes are fixed.</param>
    public static ModelProto Write(Graph graph, IReadOnlyDictionary<string, Tensor> outputs, string? batchAxis = null)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "stampspec",
            ProducerVersion = typeof(OnnxModelWriter).Assembly.GetName().Version?.ToString(3) ?? string.Empty,
            Graph = WriteGraph(graph, outputs, batchAxis),
        };
        model.OpsetImport.Add(new OperatorSetProto { Domain = string.Empty, Version = OperatorSet });
        if (graph.Operations.FirstOrDefault(o => o.IsContributed) is { } contributed)
        {
            model.OpsetImport.Add(new OperatorSetProto { Domain = contributed.Domain, Version = 1 });
        }

        return model;
    }

    /// <summary>The node that gives a result of the graph the name of an output.</summary>
    private static NodeProto Identity(string name, Tensor tensor) =>
        new()
        {
            OpType = "Identity",
            Name = name,
            Input = { tensor.Name },
            Output = { name },
        };

    private static GraphProto WriteGraph(Graph graph, IReadOnlyDictionary<string, Tensor> outputs, string? batchAxis)
    {
        var proto = new GraphProto { Name = "stampspec" };
        proto.Initializer.AddRange(graph.Constants.Select(WriteConstant));
        proto.Input.AddRange(graph.Inputs.Select(i => WriteValue(i.Name, i, batchAxis)));
        proto.Node.AddRange(graph.Operations.Select(WriteNode));
        foreach (var (name, tensor) in outputs)
        {
            proto.Node.Add(Identity(name, tensor));
            proto.Output.Add(WriteValue(name, tensor, batchAxis));
        }

        return proto;
    }

    private static NodeProto WriteNode(Operation operation)
    {
        var node = new NodeProto
        {
            OpType = operation.Name,
            Name = operation.Outputs[0].Name,
            Domain = operation.Domain,
        };
        node.Input.AddRange(operation.Arguments.Select(i => i.Name));
        node.Output.AddRange(operation.Outputs.Select(o => o.Name));
        node.Attribute.AddRange(operation.Attributes);
        return node;
    }

    private static TensorProto WriteConstant(GraphConstant constant)
    {
        var proto = new TensorProto
        {
            Name = constant.Tensor.Name,
            DataType = (int)constant.Tensor.Type,
            RawData = UnsafeByteOperations.UnsafeWrap(constant.Data),
        };
        proto.Dims.AddRange(constant.Tensor.Shape.Select(extent => (long)extent));
        return proto;
    }

    private static ValueInfoProto WriteValue(string name, Tensor tensor, string? batchAxis)
    {
        var shape = new TensorShapeProto();
        for (var axis = 0; axis < tensor.Rank; axis++)
        {
            shape.Dim.Add(
                axis == 0 && batchAxis is not null
                    ? new DimensionProto { DimParam = batchAxis }
                    : new DimensionProto { DimValue = tensor.Shape[axis] }
            );
        }

        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TensorTypeProto { ElemType = (int)tensor.Type, Shape = shape },
            },
        };
    }
}
