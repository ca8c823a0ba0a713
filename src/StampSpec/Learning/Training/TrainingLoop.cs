namespace StampSpec.Learning.Training;

/// <summary>Takes steps until the score has stopped improving, all steps are taken, or the loss is no longer finite.</summary>
internal sealed class TrainingLoop(
    TrainingSettings training,
    TrainingSession session,
    TrainingStepper stepper,
    Evaluation evaluation,
    WeightAverage? average,
    IProgress<TrainingProgress>? progress
)
{
    public TrainingStatus Run(CancellationToken cancellation)
    {
        var lossSum = 0.0;
        var lossCount = 0;
        for (var step = 1; step <= training.MaximumSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var loss = stepper.Step();
            if (!float.IsFinite(loss))
            {
                return TrainingStatus.Diverged;
            }

            average?.Add(session.State);
            lossSum += loss;
            lossCount++;
            if (step % training.EvaluationInterval == 0 || step == training.MaximumSteps)
            {
                evaluation.Evaluate(average?.State ?? session.State, step, lossSum / lossCount, cancellation);
                (lossSum, lossCount) = (0, 0);
            }

            progress?.Report(new TrainingProgress(step, training.MaximumSteps, loss, evaluation.Latest));
            if (evaluation.HasConverged)
            {
                return Ended(TrainingStatus.Converged);
            }
        }

        return Ended(TrainingStatus.StepsUsedUp);
    }

    private TrainingStatus Ended(TrainingStatus usual) => evaluation.HasCollapsed ? TrainingStatus.Collapsed : usual;
}

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
    /// <returns>The loss before the step.</returns>
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
