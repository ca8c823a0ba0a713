using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>
/// The exponential moving average of the weights during a training (Polyak and Juditsky 1992; Tarvainen and Valpola 2017, section 2), and
/// of the running statistics of the batch normalisation. Position and features are normalised before they meet a weight, so their
/// statistics are those of the alerts, and suit any weights.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private int _step;

    /// <summary>Starts from the weights before the first step.</summary>
    public WeightAverage(NetworkPlan plan, double decay, TrainingState initial)
    {
        _decay = decay;
        State = new TrainingState(plan);
        initial.Parameters.CopyTo(State.Parameters);
        initial.Statistics.CopyTo(State.Statistics);
    }

    /// <summary>The averaged weights and statistics; its moments are not used.</summary>
    public TrainingState State { get; }

    /// <summary>
    /// Adds the weights after step t: average + (1 - d) (weights - average), with d = min(decay, (1 + t) / (10 + t)), so that the first
    /// steps, whose weights are poor, are forgotten.
    /// </summary>
    public void Add(TrainingState state)
    {
        _step++;
        var share = (float)(1 - Math.Min(_decay, (1.0 + _step) / (10.0 + _step)));
        Move(State.Parameters, state.Parameters, share);
        Move(State.Statistics, state.Statistics, share);
    }

    public void Dispose() => State.Dispose();

    private static void Move(Span<float> average, ReadOnlySpan<float> values, float share)
    {
        for (var i = 0; i < values.Length; i++)
        {
            average[i] += share * (values[i] - average[i]);
        }
    }
}
