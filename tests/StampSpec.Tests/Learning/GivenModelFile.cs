using Google.Protobuf;
using StampSpec.Formats.Onnx;

namespace StampSpec.Tests.Learning;

/// <summary>A small classifier as other tools export it: the means of an image's channels, times weights; fixed or free number of
/// alerts.</summary>
internal static class GivenModelFile
{
    /// <summary>Writes a model with one input <c>stamp</c> and one output <c>scores</c> = means x weights, unnormalised where
    /// <paramref name="endsInSoftmax"/> is false.</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">Shape (channels, classes).</param>
    /// <param name="pixels">Pixels a side.</param>
    /// <param name="batch">Alerts at once; null for any number.</param>
    /// <param name="endsInSoftmax">Whether it gives probabilities.</param>
    public static string Write(string path, float[,] weights, int pixels, int? batch = null, bool endsInSoftmax = true)
    {
        var (channels, classes) = (weights.GetLength(0), weights.GetLength(1));
        var graph = new GraphProto { Name = "given" };
        graph.Input.Add(Value("stamp", batch, channels, pixels, pixels));
        graph.Output.Add(Value("scores", batch, classes));
        graph.Node.Add(
            new NodeProto
            {
                OpType = "GlobalAveragePool",
                Input = { "stamp" },
                Output = { "means" },
            }
        );
        graph.Node.Add(
            new NodeProto
            {
                OpType = "Flatten",
                Input = { "means" },
                Output = { "flat" },
            }
        );
        graph.Node.Add(
            new NodeProto
            {
                OpType = "MatMul",
                Input = { "flat", "weights" },
                Output = { endsInSoftmax ? "logits" : "scores" },
            }
        );
        if (endsInSoftmax)
        {
            graph.Node.Add(
                new NodeProto
                {
                    OpType = "Softmax",
                    Input = { "logits" },
                    Output = { "scores" },
                }
            );
        }

        graph.Initializer.Add(
            new TensorProto
            {
                Name = "weights",
                DataType = 1,
                Dims = { channels, classes },
                RawData = ByteString.CopyFrom([.. weights.Cast<float>().SelectMany(BitConverter.GetBytes)]),
            }
        );
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetProto { Domain = "", Version = 13 });
        File.WriteAllBytes(path, model.ToByteArray());
        return path;
    }

    private static ValueInfoProto Value(string name, int? batch, params int[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(batch is { } fixedBatch ? new DimensionProto { DimValue = fixedBatch } : new DimensionProto { DimParam = "N" });
        dimensions.Dim.AddRange(shape.Select(s => new DimensionProto { DimValue = s }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TensorTypeProto { ElemType = 1, Shape = dimensions },
            },
        };
    }
}
