using StampSpec.Seeds;

namespace StampSpec.Learning.Networks;

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
