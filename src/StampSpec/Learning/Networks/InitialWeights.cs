using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Learning.Graphs;
using StampSpec.Learning.Training;

namespace StampSpec.Learning.Networks;

/// <summary>Weights that a training starts from, by name: those of a classifier that was trained before.</summary>
internal sealed class InitialWeights
{
    private readonly IReadOnlyDictionary<string, TensorProto> _arrays;

    private InitialWeights(byte[] model, IReadOnlyDictionary<string, TensorProto> arrays) =>
        (Sha256, _arrays) = (Convert.ToHexStringLower(SHA256.HashData(model)), arrays);

    /// <summary>SHA-256 of the model that they come from, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The weights of a trained classifier.</summary>
    /// <param name="onnxModel">The content of an ONNX file that <see cref="ClassifierTrainer"/> made.</param>
    /// <exception cref="ArgumentException">It is no ONNX model.</exception>
    public static InitialWeights Of(byte[] onnxModel)
    {
        try
        {
            var graph = ModelProto.Parser.ParseFrom(onnxModel).Graph
                ?? throw new ArgumentException("the initial weights' model holds no graph", nameof(onnxModel));
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
    internal float[] Statistics(NetworkPlan plan) =>
        [.. plan.Vectors.SelectMany(v => Values(v.Mean, [v.Length]).Concat(Values(v.Variance, [v.Length])))];

    private float[] Values(string name, int[] shape)
    {
        if (!_arrays.TryGetValue(name, out var array))
        {
            throw new ArgumentException($"the initial weights have no {name}, which this network needs");
        }

        return array.Dims.SequenceEqual(shape.Select(extent => (long)extent))
            ? MemoryMarshal.Cast<byte, float>(array.RawData.Span).ToArray()
            : throw new ArgumentException(
                $"the initial weights' {name} is {string.Join(" x ", array.Dims)}; this network's is {string.Join(" x ", shape)}"
            );
    }
}

/// <summary>The parameters' first values, each drawn from a seed of its own name.</summary>
internal static class ParameterInitialisation
{
    /// <summary>The vector of all parameters, in the order of the list.</summary>
    public static float[] Draw(IReadOnlyList<Parameter> parameters, Seed seed)
    {
        var values = new float[parameters.Sum(p => p.Length)];
        var start = 0;
        foreach (var parameter in parameters)
        {
            Fill(values.AsSpan(start, parameter.Length), parameter, seed);
            start += parameter.Length;
        }

        return values;
    }

    private static void Fill(Span<float> values, Parameter parameter, Seed seed)
    {
        if (parameter.Kind != ParameterKind.Weight)
        {
            values.Fill(parameter.Kind == ParameterKind.Gain ? 1 : 0);
            return;
        }

        var source = seed.Derive(parameter.Name).CreateSource();
        var limit = Math.Sqrt(6.0 / parameter.FanIn);
        foreach (ref var value in values)
        {
            value = (float)source.NextDouble(-limit, limit);
        }
    }
}

/// <summary>Gives a network its parameters: from a vector that training changes, or as constants of an exported model.</summary>
internal static class ParameterTensors
{
    /// <summary>The parameters as sections of a vector tensor.</summary>
    public static Dictionary<string, Tensor> Split(Graph graph, IReadOnlyList<Parameter> parameters, Tensor vector)
    {
        var sections = graph.Split(vector, 0, [.. parameters.Select(p => p.Length)]);
        return parameters.Zip(sections).ToDictionary(pair => pair.First.Name, pair => graph.Reshape(pair.Second, pair.First.Shape));
    }

    /// <summary>The parameters as constants under their own names.</summary>
    public static Dictionary<string, Tensor> AsConstants(Graph graph, IReadOnlyList<Parameter> parameters, ReadOnlySpan<float> vector)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var parameter in parameters)
        {
            tensors[parameter.Name] = graph.Constant(vector[..parameter.Length], parameter.Shape, parameter.Name);
            vector = vector[parameter.Length..];
        }

        return tensors;
    }
}
