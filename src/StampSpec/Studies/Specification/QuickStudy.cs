using StampSpec.Learning;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Specification;

/// <summary>A small version of a study that shows in about a minute whether everything works; its results have no scientific
/// meaning.</summary>
public static class QuickStudy
{
    private const int Alerts = 400;
    private const int Ensemble = 2;
    private const int Steps = 40;
    private const int Batch = 32;
    private const int Candidates = 4;
    private const int Resamples = 200;

    /// <summary>Reduces a study to one run of 40 steps with batches of 32, at most 400 synthetic and 400 injected alerts for each set, at
    /// most two networks in an ensemble, and one hold-out instead of folds. Its name ends in -quick.</summary>
    public static Study Of(Study study) =>
        study with
        {
            Name = study.Name + StudySummary.QuickSuffix,
            Runs = 1,
            Resamples = Math.Min(study.Resamples, Resamples),
            DataSet = Smaller(study.DataSet),
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
            Layouts = [.. study.Layouts.Select(l => Faster(l))],
        };

    private static StudyDataSet Smaller(StudyDataSet dataSet) =>
        dataSet with
        {
            Synthetic = Fewer(dataSet.Synthetic),
            Injections = Fewer(dataSet.Injections),
            Extra = Fewer(dataSet.Extra),
            Pretraining = dataSet.Pretraining is { } pretraining
                ? pretraining with
                {
                    Alerts = Fewer(pretraining.Alerts)!,
                    Training = Shorter(pretraining.Training),
                }
                : null,
        };

    private static ExtraTraining? Fewer(ExtraTraining? alerts) =>
        alerts is null ? null : alerts with { Synthetic = Fewer(alerts.Synthetic), Injections = Fewer(alerts.Injections) };

    /// <summary>Each injection in proportion, so that there are at most 400 injected alerts in all.</summary>
    private static IReadOnlyList<Injection> Fewer(IReadOnlyList<Injection> injections)
    {
        var all = injections.Sum(i => (long)i.Count);
        return all <= Alerts ? injections : [.. injections.Select(i => i with { Count = (int)Math.Max(1, (long)i.Count * Alerts / all) })];
    }

    private static StudyLayout Faster(StudyLayout layout) =>
        layout with
        {
            Training = Shorter(layout.Training),
            Classifier = layout.Classifier with { Ensemble = Math.Min(layout.Classifier.Ensemble, Ensemble) },
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
