using Microsoft.ML.OnnxRuntime;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>What a step takes over from the one before: parameters, their moments, running statistics of the position.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = [];

    public TrainingState(NetworkPlan plan)
    {
        long length = plan.ParameterLength;
        _values.Add(TrainingGraph.Parameters, OrtTensors.Allocate(length));
        _values.Add(TrainingGraph.FirstMoment, OrtTensors.Allocate(length));
        _values.Add(TrainingGraph.SecondMoment, OrtTensors.Allocate(length));
        if (plan.Settings.UsesSkyPosition)
        {
            _values.Add(TrainingGraph.Statistics, OrtTensors.Allocate(2 * NetworkPlan.PositionLength));
            Statistics[NetworkPlan.PositionLength..].Fill(1);
        }
    }

    /// <summary>The state by name.</summary>
    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    public Span<float> Parameters => _values[TrainingGraph.Parameters].GetTensorMutableDataAsSpan<float>();

    /// <summary>Mean and variance of the position's components; empty where the position is not used.</summary>
    public Span<float> Statistics => _values.TryGetValue(TrainingGraph.Statistics, out var value) ? value.GetTensorMutableDataAsSpan<float>() : [];

    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }
}
