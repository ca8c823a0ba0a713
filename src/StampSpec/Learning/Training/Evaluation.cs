using StampSpec.Learning.Metrics;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>Scores the validation set during training and remembers the weights to keep.</summary>
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

    /// <summary>The weights that training returns if it ends now.</summary>
    public WeightSnapshot Kept { get; private set; }

    /// <summary>Whether patience has run out.</summary>
    public bool HasConverged => _training.Patience is { } patience && _withoutImprovement >= patience;

    /// <summary>Scores the weights after a step.</summary>
    public EvaluationPoint Evaluate(TrainingState state, int step, double trainingLoss, CancellationToken cancellation)
    {
        var point = new EvaluationPoint(step, trainingLoss, Score(state, cancellation));
        _history.Add(point);
        var improved = _best is not { } best || point.ValidationMacroF1 > best;
        _withoutImprovement = improved ? 0 : _withoutImprovement + 1;
        _best = improved ? point.ValidationMacroF1 : _best;
        if (improved || _training.CheckpointPolicy == CheckpointPolicy.Last)
        {
            Kept = WeightSnapshot.Of(state);
        }

        return point;
    }

    public void Dispose() => _session.Dispose();

    private double Score(TrainingState state, CancellationToken cancellation)
    {
        var predicted = ClassProbabilities.MostProbable(_session.Score(state, cancellation), _plan.Classes);
        return ConfusionMatrix.Tally(_plan.Classes, _validation.Labels, predicted).MacroF1;
    }
}
