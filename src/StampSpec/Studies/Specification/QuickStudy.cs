using StampSpec.Learning;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>A small version of a study that shows in about a minute whether everything works; its results have no scientific
/// meaning.</summary>
public static class QuickStudy
{
    private const int Alerts = 400;
    private const int Steps = 40;
    private const int Batch = 32;
    private const int Candidates = 4;
    private const int Resamples = 200;

    /// <summary>Reduces a study to one run of 40 steps with batches of 32, at most 400 synthetic alerts for each set, and one hold-out
    /// instead of folds. Its name ends in -quick.</summary>
    public static Study Of(Study study) =>
        study with
        {
            Name = study.Name + StudySummary.QuickSuffix,
            Runs = 1,
            Resamples = Math.Min(study.Resamples, Resamples),
            DataSet = study.DataSet with
            {
                Synthetic = Fewer(study.DataSet.Synthetic),
                Pretraining = study.DataSet.Pretraining is { } pretraining
                    ? pretraining with
                    {
                        Alerts = pretraining.Alerts with { Synthetic = Fewer(pretraining.Alerts.Synthetic) },
                        Training = Shorter(pretraining.Training),
                    }
                    : null,
            },
            Split = study.Split is CrossValidationProtocol crossed
                ? new HoldOutProtocol(1.0 / crossed.Folds) { ValidationFraction = crossed.ValidationFraction }
                : study.Split,
            Tuning = study.Tuning is { } tuning
                ? tuning with
                {
                    Candidates = Math.Min(tuning.Candidates, Candidates),
                    SmallestSteps = Math.Min(tuning.SmallestSteps, Steps / 2),
                    LargestSteps = Math.Min(tuning.LargestSteps, Steps),
                }
                : null,
            Search = study.Search is { } search
                ? search with
                {
                    SmallestSteps = Math.Min(search.SmallestSteps, Steps / 4),
                    LargestSteps = Math.Min(search.LargestSteps ?? Steps, Steps),
                }
                : null,
            Layouts = [.. study.Layouts.Select(l => l with { Training = Shorter(l.Training) })],
        };

    private static SyntheticAlerts? Fewer(SyntheticAlerts? synthetic) =>
        synthetic is null ? null : synthetic with { Count = Math.Min(synthetic.Count, Alerts) };

    private static TrainingSettings Shorter(TrainingSettings training) =>
        training with
        {
            MaximumSteps = Math.Min(training.MaximumSteps, Steps),
            BatchSize = Math.Min(training.BatchSize, Batch),
            EvaluationInterval = Math.Min(training.EvaluationInterval, Steps / 2),
        };
}
