using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning;

/// <summary>Weights that a training starts from, by name: those of a classifier that was trained before.</summary>
public sealed class InitialWeights
{
    private readonly IReadOnlyDictionary<string, TensorProto> _arrays;

    private InitialWeights(byte[] model, IReadOnlyDictionary<string, TensorProto> arrays) => (Sha256, _arrays) = (Convert.ToHexStringLower(SHA256.HashData(model)), arrays);

    /// <summary>SHA-256 of the model that they come from, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The weights of a trained classifier.</summary>
    /// <param name="onnxModel">The content of an ONNX file that <see cref="ClassifierTrainer"/> made.</param>
    /// <exception cref="ArgumentException">It is no ONNX model.</exception>
    public static InitialWeights Of(byte[] onnxModel)
    {
        try
        {
            var graph = ModelProto.Parser.ParseFrom(onnxModel).Graph ?? throw new ArgumentException("the initial weights' model holds no graph", nameof(onnxModel));
            return new InitialWeights(onnxModel, graph.Initializer.ToDictionary(i => i.Name, StringComparer.Ordinal));
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new ArgumentException($"the initial weights are no ONNX model: {failure.Message}", nameof(onnxModel), failure);
        }
    }

    /// <summary>The vector of all parameters of a network.</summary>
    /// <exception cref="ArgumentException">A parameter is missing or of another shape.</exception>
    internal float[] Parameters(NetworkPlan plan) => [.. plan.Parameters.SelectMany(p => Values(p.Name, p.Shape))];

    /// <summary>Mean and variance of each vector's components in turn.</summary>
    /// <exception cref="ArgumentException">They are missing.</exception>
    internal float[] Statistics(NetworkPlan plan) => [.. plan.Vectors.SelectMany(v => Values(v.Mean, [v.Length]).Concat(Values(v.Variance, [v.Length])))];

    private float[] Values(string name, int[] shape)
    {
        if (!_arrays.TryGetValue(name, out var array))
        {
            throw new ArgumentException($"the initial weights have no {name}, which this network needs");
        }

        return array.Dims.SequenceEqual(shape.Select(extent => (long)extent))
            ? MemoryMarshal.Cast<byte, float>(array.RawData.Span).ToArray()
            : throw new ArgumentException($"the initial weights' {name} is {string.Join(" x ", array.Dims)}; this network's is {string.Join(" x ", shape)}");
    }
}
