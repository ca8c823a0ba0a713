using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Training;

/// <summary>
/// Runs training steps with two states and two batches, which alternate and are bound only once. A step reads one state and writes the
/// other, so that nothing is copied and the next batch can be filled at the same time.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly OrtValue _loss = TrainingState.Allocate();
    private readonly TrainingState[] _states;
    private readonly TrainingBatch[] _batches;
    private readonly OrtIoBinding[] _bindings;
    private int _turn;

    public TrainingSession(NetworkPlan plan, TrainingSettings training, ReadOnlySpan<float> parameters)
    {
        _session = SessionFactory.Open(TrainingGraph.Build(plan, training).ToByteArray(), training.Device, training.Threads);
        _states = [new TrainingState(plan), new TrainingState(plan)];
        _batches = [new TrainingBatch(plan, training), new TrainingBatch(plan, training)];
        _bindings = [Bind(0), Bind(1)];
        parameters.CopyTo(_states[0].Parameters);
    }

    /// <summary>The state after the last step.</summary>
    public TrainingState State => _states[_turn];

    /// <summary>The batch that the next step will read.</summary>
    public TrainingBatch Batch => _batches[_turn];

    /// <summary>The batch of the step after the next one. It can be filled while the next step runs.</summary>
    public TrainingBatch FollowingBatch => _batches[1 - _turn];

    /// <summary>Takes one step.</summary>
    /// <returns>The loss before the step.</returns>
    public float Step()
    {
        _session.RunWithBinding(_options, _bindings[_turn]);
        _turn = 1 - _turn;
        return _loss.GetTensorDataAsSpan<float>()[0];
    }

    public void Dispose()
    {
        foreach (var disposable in _bindings.Concat<IDisposable>(_batches).Concat(_states).Append(_loss).Append(_options).Append(_session))
        {
            disposable.Dispose();
        }
    }

    private OrtIoBinding Bind(int turn)
    {
        var binding = _session.CreateIoBinding();
        foreach (var (name, value) in _states[turn].Values.Concat(_batches[turn].Values))
        {
            binding.BindInput(name, value);
        }

        foreach (var (name, value) in _states[1 - turn].Values)
        {
            binding.BindOutput(TrainingGraph.NextPrefix + name, value);
        }

        binding.BindOutput(TrainingGraph.Loss, _loss);
        return binding;
    }
}

/// <summary>What one step passes on to the next: parameters, their moments, running statistics of the vectors.</summary>
internal sealed class TrainingState : IDisposable
{
    private readonly Dictionary<string, OrtValue> _values = [];

    public TrainingState(NetworkPlan plan)
    {
        long length = plan.ParameterLength;
        _values.Add(TrainingGraph.Parameters, Allocate(length));
        _values.Add(TrainingGraph.FirstMoment, Allocate(length));
        _values.Add(TrainingGraph.SecondMoment, Allocate(length));
        if (plan.Vectors.Count > 0)
        {
            _values.Add(TrainingGraph.Statistics, Allocate(plan.StatisticsLengths.Sum()));
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

    /// <summary>Mean and variance of the components of each vector, vector by vector; empty if there is no vector.</summary>
    public Span<float> Statistics =>
        _values.TryGetValue(TrainingGraph.Statistics, out var value) ? value.GetTensorMutableDataAsSpan<float>() : [];

    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }
    }

    /// <summary>A tensor of floats that are 0.</summary>
    internal static OrtValue Allocate(params long[] shape)
    {
        var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        value.GetTensorMutableDataAsSpan<float>().Clear();
        return value;
    }
}
