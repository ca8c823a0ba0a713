using System.Diagnostics;
using StampSpec.Learning;
using StampSpec.Studies.Data;

namespace StampSpec.Studies.Running;

/// <summary>Estimates a cell's time from a few of its own training steps.</summary>
internal static class CellCalibration
{
    private const int WarmUpSteps = 2;
    private const int TimedSteps = 4;

    /// <summary>
    /// Wall seconds of a whole cell: building, validation and scoring once as measured, plus the timed step and validation times as often as the cell does
    /// them at most; training that stops early is faster.
    /// </summary>
    public static double Seconds(Study study, StudyData data, PlannedCell planned, CancellationToken cancellation)
    {
        if (planned.Cell.Layout.ExternalModel is not null)
        {
            var scoring = Stopwatch.StartNew();
            CellScoring.Run(study, planned.Cell, data, planned.Split);
            return scoring.Elapsed.TotalSeconds;
        }

        var training = planned.Cell.Layout.Training;
        var brief = training with { MaximumSteps = WarmUpSteps + TimedSteps, EvaluationInterval = WarmUpSteps + TimedSteps, Patience = null };
        var cell = planned.Cell with { Layout = planned.Cell.Layout with { Training = brief } };
        var watch = Stopwatch.StartNew();
        var stamps = new List<double>();
        CellTrainer.Run(study, cell, data, planned.Split, null, new ActionProgress<TrainingProgress>(_ => stamps.Add(watch.Elapsed.TotalSeconds)), cancellation);
        var total = watch.Elapsed.TotalSeconds;
        var perStep = (stamps[^2] - stamps[WarmUpSteps - 1]) / (TimedSteps - 1);
        var afterSteps = total - stamps[^2] - perStep;
        var evaluations = Math.Max(1, training.MaximumSteps / training.EvaluationInterval);
        var perEvaluation = afterSteps * planned.Split.Validation.Count / (planned.Split.Validation.Count + planned.Split.Test.Count);
        return total + ((training.MaximumSteps - brief.MaximumSteps) * perStep) + ((evaluations - 1) * perEvaluation);
    }
}
