namespace StampSpec.Learning.Training;

/// <summary>Takes steps while composing the next batch on another thread.</summary>
internal sealed class TrainingStepper
{
    private readonly TrainingSession _session;
    private readonly BatchComposer _composer;

    public TrainingStepper(TrainingSession session, BatchComposer composer)
    {
        _session = session;
        _composer = composer;
        composer.Compose(session.Batch);
    }

    /// <summary>Takes one step.</summary>
    /// <returns>The loss before it.</returns>
    public float Step()
    {
        var following = _session.FollowingBatch;
        var composing = Task.Run(() => _composer.Compose(following));
        try
        {
            return _session.Step();
        }
        finally
        {
            composing.GetAwaiter().GetResult();
        }
    }
}
