using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Formats.Onnx;
using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

/// <summary>The weights from which a training starts, by name: those of a classifier that was trained before.</summary>
internal sealed class InitialWeights
{
    private readonly IReadOnlyDictionary<string, TensorProto> _arrays;

    private InitialWeights(byte[] model, IReadOnlyDictionary<string, TensorProto> arrays) =>
        (Sha256, _arrays) = (Convert.ToHexStringLower(SHA256.HashData(model)), arrays);

    /// <summary>SHA-256 of the model from which they come, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The weights of a trained classifier.</summary>
    /// <param name="onnxModel">The content of an ONNX file from <c>ClassifierTrainer</c>.</param>
    /// <exception cref="ArgumentException">The content is not an ONNX model.</exception>
    public static InitialWeights Of(byte[] onnxModel)
    {
        try
        {
            var graph = ModelProto.Parser.ParseFrom(onnxModel).Graph
                ?? throw new ArgumentException("the model of the initial weights contains no graph", nameof(onnxModel));
            return new InitialWeights(onnxModel, graph.Initializer.ToDictionary(i => i.Name, StringComparer.Ordinal));
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new ArgumentException($"the initial weights are not an ONNX model: {failure.Message}", nameof(onnxModel), failure);
        }
    }

    /// <summary>
    /// The vector of all parameters of a network. The weights of packet columns start from 0, without effect, if the classifier that was
    /// trained before had no columns.
    /// </summary>
    /// <exception cref="ArgumentException">A parameter is missing or has the wrong shape.</exception>
    internal float[] Parameters(NetworkPlan plan) => [.. plan.Parameters.SelectMany(p => Values(p.Name, p.Shape))];

    /// <summary>Mean and variance of the components of each vector, vector by vector.</summary>
    /// <exception cref="ArgumentException">A mean or variance is missing or has the wrong shape.</exception>
    internal float[] Statistics(NetworkPlan plan) =>
        [.. plan.Vectors.SelectMany(v => Values(v.Mean, [v.Length]).Concat(Values(v.Variance, [v.Length])))];

    private float[] Values(string name, int[] shape)
    {
        if (!_arrays.TryGetValue(name, out var array))
        {
            if (name == NetworkPlan.ColumnWeights)
            {
                return new float[shape[0] * shape[1]];
            }

            throw new ArgumentException($"the initial weights do not contain {name}, which this network needs");
        }

        return array.Dims.SequenceEqual(shape.Select(extent => (long)extent))
            ? MemoryMarshal.Cast<byte, float>(array.RawData.Span).ToArray()
            : throw new ArgumentException(
                $"{name} in the initial weights has the shape {string.Join(" x ", array.Dims)}, "
                    + $"but this network needs {string.Join(" x ", shape)}"
            );
    }
}

/// <summary>The initial values of parameters. Each parameter is drawn from a seed that is derived from its name.</summary>
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

/// <summary>
/// The parameters of a network as tensors: sections of the vector that training changes, or constants of an exported model.
/// </summary>
internal static class ParameterTensors
{
    /// <summary>The parameters as sections of a vector tensor.</summary>
    public static Dictionary<string, Tensor> Split(Graph graph, IReadOnlyList<Parameter> parameters, Tensor vector)
    {
        var sections = graph.Split(vector, 0, [.. parameters.Select(p => p.Length)]);
        return parameters.Zip(sections).ToDictionary(pair => pair.First.Name, pair => graph.Reshape(pair.Second, pair.First.Shape));
    }

    /// <summary>The parameters as constants with their own names.</summary>
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
