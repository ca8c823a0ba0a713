using StampSpec.Learning.Graphs;

namespace StampSpec.Learning.Networks;

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
