using Microsoft.ML.OnnxRuntime;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>The inputs of one step that are new in each step, in memory of ONNX Runtime.</summary>
internal sealed class TrainingBatch : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = [];

    public TrainingBatch(NetworkPlan plan, TrainingSettings training)
    {
        long batch = training.BatchSize;
        var views = training.Augmentation == Augmentation.All ? DihedralSymmetry.Count : 1;
        for (var i = 0; i < plan.Shapes.Count; i++)
        {
            var shape = plan.Shapes[i];
            Allocate(TrainingGraph.Scale(i), views * batch, shape.Channels, shape.Pixels, shape.Pixels);
        }

        Allocate(TrainingGraph.Targets, batch, plan.Classes);
        if (plan.UsesDropout)
        {
            Allocate(TrainingGraph.Dropout, batch, plan.FeatureLength);
        }

        foreach (var vector in plan.VectorInputs)
        {
            Allocate(vector.Name, batch, vector.Length);
        }

        Allocate(TrainingGraph.StepSize);
        Allocate(TrainingGraph.Epsilon);
        if (TrainingGraph.HasScheduledDecay(training))
        {
            Allocate(TrainingGraph.Kept);
        }
    }

    /// <summary>The inputs by name.</summary>
    public IReadOnlyDictionary<string, OrtValue> Values => _values;

    /// <summary>The elements of an input.</summary>
    public Span<float> this[string name] => _values[name].GetTensorMutableDataAsSpan<float>();

    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }

    private void Allocate(string name, params long[] shape) => _values.Add(name, TrainingState.Allocate(shape));
}
