using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;

namespace StampSpec.Tests.Fuzzing.Engine;

/// <summary>Changes ONNX models message by message.</summary>
internal static class OnnxMutation
{
    private static readonly string[] Operators =
    [
        "If",
        "Loop",
        "Scan",
        "Conv",
        "RandomNormal",
        "PythonOp",
        "",
        "Identity",
        "StringConcat",
        "SequenceMap",
        "MaxUnpool",
        "Gemm",
    ];
    private static readonly string[] Domains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft", "com.example", "ai.onnx.training"];
    private static readonly string[] Values =
    [
        "",
        "null",
        "[]",
        "[null]",
        "[\"a\",\"a\"]",
        "{}",
        "before",
        "7",
        "name: x",
        "name: x\nscales: []",
        "[[[[[[[[[[[[[[[[[[[[",
        "!!python/object:os.system x",
    ];

    /// <summary>One to three changes of messages; sometimes of bytes as well.</summary>
    public static byte[] Apply(ReadOnlySpan<byte> original, RandomSource random)
    {
        var model = ModelProto.Parser.ParseFrom(original);
        for (var left = random.Chance(0.5) ? 1 : 1 + random.NextInt(3); left > 0; left--)
        {
            Change(model, random);
        }

        return random.Chance(0.3) ? ByteMutation.Apply(model.ToByteArray(), random) : model.ToByteArray();
    }

    private static void Change(ModelProto model, RandomSource random)
    {
        var graph = model.Graph;
        if (graph is null || graph.Node.Count == 0 || graph.Initializer.Count == 0)
        {
            return;
        }

        var node = random.Pick(graph.Node);
        var tensor = random.Pick(graph.Initializer);
        switch (random.NextInt(12))
        {
            case 0:
                node.OpType = random.Pick(Operators);
                break;
            case 1:
                node.Domain = random.Pick(Domains);
                break;
            case 2:
                node.Attribute.Add(
                    new AttributeProto
                    {
                        Name = "body",
                        G = ByteString.CopyFrom(random.Bytes(9)),
                        Type = 5,
                    }
                );
                break;
            case 3:
                tensor.ExternalData.Add(new EntryProto { Key = "location", Value = "../../etc/passwd" });
                break;
            case 4:
                tensor.DataLocation = (int)random.EdgeNumber();
                break;
            case 5:
                tensor.Dims.Add(random.EdgeNumber());
                break;
            case 6:
                model.Functions.Add(ByteString.CopyFrom(random.Bytes(5)));
                break;
            case 7:
                model.OpsetImport.Add(new OperatorSetProto { Domain = random.Pick(Domains), Version = random.EdgeNumber() });
                break;
            case 8:
                model.Graph = null;
                break;
            case 9:
                graph.SparseInitializer.Add(new SparseTensorProto { Values = tensor });
                break;
            default:
                if (model.MetadataProps.Count > 0)
                {
                    var entry = random.Pick(model.MetadataProps);
                    entry.Value = random.Chance(0.5)
                        ? random.Pick(Values)
                        : System.Text.Encoding.UTF8.GetString(TextMutation.Apply(entry.Value, random));
                }

                break;
        }
    }
}
