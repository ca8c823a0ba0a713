using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using StampSpec.Layouts.Model;
using StampSpec.Learning.Metrics;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Onnx;

namespace StampSpec.Learning.Training;

/// <summary>Scores the validation set during training and stores the weights to keep.</summary>
internal sealed class Evaluation : IDisposable
{
    private readonly NetworkPlan _plan;
    private readonly TrainingSettings _training;
    private readonly LabelledStamps _validation;
    private readonly EvaluationSession _session;
    private readonly List<EvaluationPoint> _history = [];
    private double? _best;
    private int _withoutImprovement;

    public Evaluation(NetworkPlan plan, TrainingSettings training, LabelledStamps validation, TrainingState initial)
    {
        _plan = plan;
        _training = training;
        _validation = validation;
        _session = new EvaluationSession(plan, training, validation.Stamps);
        Kept = WeightSnapshot.Of(initial);
    }

    public IReadOnlyList<EvaluationPoint> History => _history;

    /// <summary>The last evaluation; null before the first.</summary>
    public EvaluationPoint? Latest => _history.Count > 0 ? _history[^1] : null;

    /// <summary>The weights that training would return if it ended now.</summary>
    public WeightSnapshot Kept { get; private set; }

    /// <summary>Whether the kept weights gave all stamps, at least 2, the same probabilities.</summary>
    public bool HasCollapsed { get; private set; }

    /// <summary>Whether the score has not improved for as many evaluations as the patience allows.</summary>
    public bool HasConverged => _training.Patience is { } patience && _withoutImprovement >= patience;

    /// <summary>Scores the weights after a step.</summary>
    public EvaluationPoint Evaluate(TrainingState state, int step, double trainingLoss, CancellationToken cancellation)
    {
        var probabilities = _session.Score(state, cancellation);
        var point = new EvaluationPoint(step, trainingLoss, MacroF1(probabilities));
        _history.Add(point);
        var improved = _best is not { } best || point.ValidationMacroF1 > best;
        _withoutImprovement = improved ? 0 : _withoutImprovement + 1;
        _best = improved ? point.ValidationMacroF1 : _best;
        if (improved || _training.CheckpointPolicy == CheckpointPolicy.Last)
        {
            Kept = WeightSnapshot.Of(state);
            HasCollapsed = _validation.Labels.Length > 1 && AreEqual(probabilities);
        }

        return point;
    }

    public void Dispose() => _session.Dispose();

    private double MacroF1(float[] probabilities)
    {
        var predicted = ClassProbabilities.MostProbable(probabilities, _plan.Classes);
        return ConfusionMatrix.Tally(_plan.Classes, _validation.Labels, predicted).MacroF1;
    }

    private bool AreEqual(ReadOnlySpan<float> probabilities) =>
        float.IsFinite(probabilities[0]) && probabilities[_plan.Classes..].SequenceEqual(probabilities[..^_plan.Classes]);
}

/// <summary>Scores stamps with the weights of a running training, without copying the weights.</summary>
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
        _session = SessionFactory.Open(InferenceGraph.Build(plan, _batch, views).ToByteArray(), training.Device, training.Threads);
        for (var i = 0; i < plan.Shapes.Count; i++)
        {
            var shape = plan.Shapes[i];
            _inputs.Add(TrainingGraph.Scale(i), TrainingState.Allocate(_batch, shape.Channels, shape.Pixels, shape.Pixels));
        }

        foreach (var vector in plan.VectorInputs)
        {
            _inputs.Add(vector.Name, TrainingState.Allocate(_batch, vector.Length));
        }

        _probabilities = TrainingState.Allocate(_batch, plan.Classes);
    }

    /// <summary>Class probabilities of all stamps, shape (N, classes).</summary>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
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

    /// <summary>
    /// Copies stamps into the inputs. If the last batch is shorter, the rest of the inputs keeps old stamps, whose probabilities are not
    /// read.
    /// </summary>
    private void Fill(int start, int count)
    {
        for (var i = 0; i < _plan.Shapes.Count; i++)
        {
            _stamps.CopyScale(start, count, i, _inputs[TrainingGraph.Scale(i)].GetTensorMutableDataAsSpan<float>());
        }

        foreach (var vector in _plan.VectorInputs)
        {
            vector.Copy(_stamps, start, count, _inputs[vector.Name].GetTensorMutableDataAsSpan<float>());
        }
    }
}

/// <summary>A copy of the weights during a training.</summary>
/// <param name="Parameters">The vector of all parameters.</param>
/// <param name="Statistics">Mean and variance of the components of each vector.</param>
internal sealed record WeightSnapshot(float[] Parameters, float[] Statistics)
{
    public static WeightSnapshot Of(TrainingState state) => new([.. state.Parameters], [.. state.Statistics]);
}
