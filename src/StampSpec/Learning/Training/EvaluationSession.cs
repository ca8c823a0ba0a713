using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Layouts;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>Scores stamps with the weights of a running training, which it reads in place.</summary>
internal sealed class EvaluationSession : IDisposable
{
    private const int LargestBatch = 64;

    private readonly NetworkPlan _plan;
    private readonly IStamps _stamps;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly int _batch;
    private readonly Dictionary<string, OrtValue> _inputs = [];
    private readonly OrtValue _probabilities;

    public EvaluationSession(NetworkPlan plan, TrainingSettings training, IStamps stamps)
    {
        _plan = plan;
        _stamps = stamps;
        _batch = Math.Min(LargestBatch, stamps.Count);
        var views = training.ValidationAugmentation == TestTimeAugmentation.All ? DihedralSymmetry.Count : 1;
        _session = SessionFactory.Open(EvaluationGraph.Build(plan, _batch, views).ToByteArray(), training.Device, training.Threads);
        for (var i = 0; i < plan.Shapes.Count; i++)
        {
            var shape = plan.Shapes[i];
            _inputs.Add(TrainingGraph.Scale(i), OrtTensors.Allocate(_batch, shape.Channels, shape.Pixels, shape.Pixels));
        }

        foreach (var vector in plan.Vectors)
        {
            _inputs.Add(vector.Name, OrtTensors.Allocate(_batch, vector.Length));
        }

        _probabilities = OrtTensors.Allocate(_batch, plan.Classes);
    }

    /// <summary>Class probabilities of all stamps, shape (N, classes).</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public float[] Score(TrainingState state, CancellationToken cancellation)
    {
        using var binding = _session.CreateIoBinding();
        foreach (var (name, value) in _inputs)
        {
            binding.BindInput(name, value);
        }

        foreach (var name in _session.InputNames.Where(state.Values.ContainsKey))
        {
            binding.BindInput(name, state.Values[name]);
        }

        binding.BindOutput(InferenceGraph.Probabilities, _probabilities);
        var probabilities = new float[_stamps.Count * _plan.Classes];
        for (var start = 0; start < _stamps.Count; start += _batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(_batch, _stamps.Count - start);
            Fill(start, count);
            _session.RunWithBinding(_options, binding);
            _probabilities.GetTensorDataAsSpan<float>()[..(count * _plan.Classes)].CopyTo(probabilities.AsSpan(start * _plan.Classes));
        }

        return probabilities;
    }

    public void Dispose()
    {
        foreach (var disposable in _inputs.Values.Append<IDisposable>(_probabilities).Append(_options).Append(_session))
        {
            disposable.Dispose();
        }
    }

    /// <summary>What stands behind the last of them stays from before; its probabilities are not read.</summary>
    private void Fill(int start, int count)
    {
        for (var i = 0; i < _plan.Shapes.Count; i++)
        {
            _stamps.CopyScale(start, count, i, _inputs[TrainingGraph.Scale(i)].GetTensorMutableDataAsSpan<float>());
        }

        foreach (var vector in _plan.Vectors)
        {
            vector.Copy(_stamps, start, count, _inputs[vector.Name].GetTensorMutableDataAsSpan<float>());
        }
    }
}
