using System.Collections.Frozen;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;

namespace StampSpec.Learning.Onnx;

/// <summary>
/// Reads a model of unknown origin and rejects everything that ONNX Runtime must not see: content that is not a model, operators that are
/// not on the list of this class, graphs inside attributes, functions, and weights in other files.
/// </summary>
internal static class OnnxModelCheck
{
    private const string Allowed = "export the model with ONNX's standard tensor operators";

    private const string Standard = """
        Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization BitShift BitwiseAnd
        BitwiseNot BitwiseOr BitwiseXor Cast CastLike Ceil Celu CenterCropPad Clip Compress Concat Constant
        ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Det Div Dropout
        DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND
        Gelu Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization
        HardSigmoid HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu
        Less LessOrEqual Log LogSoftmax LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxUnpool Mean
        MeanVarianceNormalization Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul
        QuantizeLinear RNN Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean
        ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence Round ScatterElements
        ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt
        Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor
        """;

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByDomain = new Dictionary<string, FrozenSet<string>>
    {
        [string.Empty] = Names(Standard),
        ["ai.onnx"] = Names(Standard),
        ["com.microsoft"] = Names("FusedMatMul"),
    }.ToFrozenDictionary();

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidInputException">
    /// The content is not a model, or the model contains something that is rejected. Each of the first 20 findings names its place in the
    /// model.
    /// </exception>
    public static ModelProto Read(byte[] model)
    {
        var proto = Parse(model);
        Diagnostic[] findings = [.. Faults(proto).Concat(GraphFaults(proto.Graph ?? new GraphProto())).Take(20)];
        return findings.Length == 0 ? proto : throw new InvalidInputException(findings);
    }

    /// <summary>The metadata of a model, by key. If a key occurs several times, its last entry is used.</summary>
    public static IReadOnlyDictionary<string, string> Metadata(ModelProto model) =>
        model
            .MetadataProps.GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .ToDictionary(entries => entries.Key, entries => entries.Last().Value, StringComparer.Ordinal);

    private static ModelProto Parse(byte[] model)
    {
        var input = new CodedInputStream(model);
        try
        {
            var proto = new ModelProto();
            proto.MergeFrom(input);
            return proto;
        }
        catch (InvalidProtocolBufferException damaged)
        {
            throw new InvalidInputException(
                Diagnostic.Error("model.unreadable", $"the file is not an ONNX model: {damaged.Message}", byteOffset: input.Position),
                damaged
            );
        }
    }

    private static IEnumerable<Diagnostic> Faults(ModelProto model)
    {
        if (model.Graph is null)
        {
            yield return Fault("model.unreadable", "the file is not an ONNX model: it has no graph", "graph");
            yield break;
        }

        foreach (var (i, import) in model.OpsetImport.Index().Where(o => !HasDomain(o.Item.Domain)))
        {
            yield return Fault(
                "model.operator",
                $"the model imports operators of \"{import.Domain}\", which are not supported",
                FormattableString.Invariant($"opset_import[{i}]"),
                Allowed
            );
        }

        if (model.Functions.Count > 0 || model.TrainingInfo.Count > 0)
        {
            yield return Fault(
                "model.functions",
                "the model defines its own functions or training steps, which are not supported",
                "functions",
                "export the model with its functions inlined"
            );
        }
    }

    private static IEnumerable<Diagnostic> GraphFaults(GraphProto graph)
    {
        foreach (var fault in graph.Node.SelectMany((node, i) => NodeFaults(node, FormattableString.Invariant($"graph.node[{i}]"))))
        {
            yield return fault;
        }

        for (var i = 0; i < graph.Initializer.Count; i++)
        {
            if (IsElsewhere(graph.Initializer[i]))
            {
                yield return Elsewhere(FormattableString.Invariant($"graph.initializer[{i}]"));
            }
        }

        if (graph.SparseInitializer.Count > 0)
        {
            yield return Fault(
                "model.sparse",
                "the model contains sparse weights, which are not supported",
                "graph.sparse_initializer[0]",
                "store them as ordinary tensors"
            );
        }
    }

    private static IEnumerable<Diagnostic> NodeFaults(NodeProto node, string path)
    {
        if (!Allows(node.Domain, node.OpType))
        {
            yield return Fault(
                "model.operator",
                $"the model uses the operator \"{(node.Domain.Length == 0 ? "" : node.Domain + ".")}{node.OpType}\", "
                    + "which is not supported",
                path,
                Allowed
            );
        }

        foreach (var fault in node.Attribute.SelectMany(attribute => AttributeFaults(attribute, path)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Diagnostic> AttributeFaults(AttributeProto attribute, string path)
    {
        var place = $"{path}.{attribute.Name}";
        if (!attribute.G.IsEmpty || attribute.Graphs.Count > 0)
        {
            yield return Fault(
                "model.subgraph",
                "an operator contains a graph, which is not supported",
                place,
                "export the model without control flow"
            );
        }

        if (attribute.SparseTensor is not null)
        {
            yield return Fault(
                "model.sparse",
                "an operator contains a sparse tensor, which is not supported",
                place,
                "store it as an ordinary tensor"
            );
        }

        if ((attribute.T is { } tensor && IsElsewhere(tensor)) || attribute.Tensors.Any(IsElsewhere))
        {
            yield return Elsewhere(place);
        }
    }

    private static bool IsElsewhere(TensorProto tensor) => tensor.DataLocation != 0 || tensor.ExternalData.Count > 0;

    private static Diagnostic Elsewhere(string path) =>
        Fault("model.external-data", "the model's weights are in another file", path, "store them inside the model");

    private static Diagnostic Fault(string code, string message, string path, string? fix = null) =>
        Diagnostic.Error(code, message, path: path, fix: fix);

    /// <summary>True if operators of the domain are allowed.</summary>
    private static bool HasDomain(string domain) => ByDomain.ContainsKey(domain);

    /// <summary>True if the operator is allowed.</summary>
    private static bool Allows(string domain, string name) => ByDomain.TryGetValue(domain, out var names) && names.Contains(name);

    private static FrozenSet<string> Names(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
