namespace StampSpec.Learning.Training;

/// <summary>Takes steps until patience or steps run out, or the loss is no longer finite. The next batch is composed while a step runs.</summary>
internal sealed class TrainingLoop(
    TrainingSettings training, TrainingSession session, BatchComposer composer, Evaluation evaluation, IProgress<TrainingProgress>? progress)
{
    public TrainingStatus Run(CancellationToken cancellation)
    {
        composer.Compose(session.Batch);
        var lossSum = 0.0;
        var lossCount = 0;
        for (var step = 1; step <= training.MaximumSteps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var loss = StepWhileComposing();
            if (!float.IsFinite(loss))
            {
                return TrainingStatus.Diverged;
            }

            lossSum += loss;
            lossCount++;
            if (step % training.EvaluationInterval == 0 || step == training.MaximumSteps)
            {
                evaluation.Evaluate(session.State, step, lossSum / lossCount);
                (lossSum, lossCount) = (0, 0);
            }

            progress?.Report(new TrainingProgress(step, training.MaximumSteps, loss, evaluation.Latest));
            if (evaluation.HasConverged)
            {
                return TrainingStatus.Converged;
            }
        }

        return TrainingStatus.StepsUsedUp;
    }

    private float StepWhileComposing()
    {
        var following = session.FollowingBatch;
        var composing = Task.Run(() => composer.Compose(following));
        try
        {
            return session.Step();
        }
        finally
        {
            composing.GetAwaiter().GetResult();
        }
    }
}
