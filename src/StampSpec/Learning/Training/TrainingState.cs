using Microsoft.ML.OnnxRuntime;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>What a step takes over from the one before: parameters, their moments, running statistics of the vectors.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = [];

    public TrainingState(NetworkPlan plan)
    {
        long length = plan.ParameterLength;
        _values.Add(TrainingGraph.Parameters, OrtTensors.Allocate(length));
        _values.Add(TrainingGraph.FirstMoment, OrtTensors.Allocate(length));
        _values.Add(TrainingGraph.SecondMoment, OrtTensors.Allocate(length));
        if (plan.Vectors.Count > 0)
        {
            _values.Add(TrainingGraph.Statistics, OrtTensors.Allocate(plan.StatisticsLengths.Sum()));
            var rest = Statistics;
            foreach (var vector in plan.Vectors)
            {
                rest.Slice(vector.Length, vector.Length).Fill(1);
                rest = rest[(2 * vector.Length)..];
            }
        }
    }

    /// <summary>The state by name.</summary>
    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    public Span<float> Parameters => _values[TrainingGraph.Parameters].GetTensorMutableDataAsSpan<float>();

    /// <summary>Mean and variance of each vector's components in turn; empty if there is none.</summary>
    public Span<float> Statistics => _values.TryGetValue(TrainingGraph.Statistics, out var value) ? value.GetTensorMutableDataAsSpan<float>() : [];

    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }
}
