using System.Collections.Frozen;

namespace StampSpec.Learning.Onnx;

/// <summary>
/// The operators that a model may hold: arithmetic on tensors, each bounded by its inputs' sizes. Absent on purpose: control flow (If,
/// Loop, Scan), which may not end, random numbers, strings, sequences, and other makers' own operators, except the one that StampSpec's
/// models use.
/// </summary>
internal static class OnnxOperators
{
    private const string Standard = """
        Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor Cast CastLike
        Ceil Celu CenterCropPad Clip Compress Concat Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DepthToSpace DequantizeLinear Det Div
        Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu Gemm GlobalAveragePool
        GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HardSigmoid HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN
        LRN LSTM LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxUnpool Mean
        MeanVarianceNormalization Min Mish Mod Mul Neg NonZero Not OneHot Or PRelu Pad Pow QLinearConv QLinearMatMul QuantizeLinear RNN Range Reciprocal ReduceL1
        ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence Round
        ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh
        ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Upsample Where Xor
        """;

    private static readonly FrozenDictionary<string, FrozenSet<string>> ByDomain = new Dictionary<string, FrozenSet<string>>
    {
        [string.Empty] = Names(Standard),
        ["ai.onnx"] = Names(Standard),
        ["com.microsoft"] = Names("FusedMatMul"),
    }.ToFrozenDictionary();

    /// <summary>True if operators of the domain may occur.</summary>
    public static bool HasDomain(string domain) => ByDomain.ContainsKey(domain);

    /// <summary>True if the operator may occur.</summary>
    public static bool Allows(string domain, string name) => ByDomain.TryGetValue(domain, out var names) && names.Contains(name);

    private static FrozenSet<string> Names(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
