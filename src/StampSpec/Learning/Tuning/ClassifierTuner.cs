using StampSpec.Common;
using StampSpec.Learning.Models;
using StampSpec.Learning.Training;

namespace StampSpec.Learning.Tuning;

/// <summary>Chooses learning rate, dropout and widths by random search with successive halving.</summary>
internal static class ClassifierTuner
{
    /// <summary>
    /// Trains candidates on the training set and ranks them on the validation set. Each trial starts from new weights with the same seed,
    /// so that candidates differ only in their settings, and never stops early.
    /// </summary>
    /// <param name="own">
    /// The settings without tuning: the first candidate. All candidates share the members that are not tuned.
    /// </param>
    /// <param name="training">How to train; the tuning replaces its number of steps and its patience.</param>
    /// <param name="tuning">What to try.</param>
    /// <param name="train">Stamps to learn from.</param>
    /// <param name="validation">Stamps on which candidates are ranked. The chosen settings must not be scored on them later.</param>
    /// <param name="classes">Names of the classes, which labels index.</param>
    /// <param name="seed">Seed of the candidates and their trainings.</param>
    /// <param name="progress">Receives a report after every step of every trial; may be null.</param>
    /// <param name="cancellation">Is checked between steps.</param>
    /// <exception cref="ArgumentException">Shapes, labels or settings do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The tuning was cancelled.</exception>
    public static TuningOutcome Tune(
        ClassifierSettings own,
        TrainingSettings training,
        TuningSettings tuning,
        LabelledStamps train,
        LabelledStamps validation,
        IReadOnlyList<string> classes,
        Seed seed,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var rungs = SuccessiveHalving.Rungs(tuning);
        var candidates = Draw(own, tuning, seed.Derive("candidates"));
        return Run(rungs, candidates, (network, steps) =>
            Score(
                ClassifierTrainer.Train(
                    network,
                    Brief(training, steps),
                    train,
                    validation,
                    classes,
                    seed.Derive("trials"),
                    null,
                    progress,
                    cancellation
                ),
                training
            )
        );
    }

    /// <summary>
    /// Runs the rounds. The function scores a candidate after a number of steps; it returns null if the training diverged.
    /// </summary>
    internal static TuningOutcome Run(
        IReadOnlyList<TuningRung> rungs,
        IReadOnlyList<ClassifierSettings> candidates,
        Func<ClassifierSettings, int, double?> score
    )
    {
        var trials = new List<TuningTrial>();
        int[] remaining = [.. Enumerable.Range(0, candidates.Count)];
        foreach (var (index, rung) in rungs.Index())
        {
            TuningTrial[] tried = [.. remaining.Select(c => Trial(c, index, rung.Steps, candidates[c], score(candidates[c], rung.Steps)))];
            var isLast = index == rungs.Count - 1;
            remaining = isLast ? [] : [.. Best(tried, rung.Survivors).Select(t => t.Candidate).Order()];
            trials.AddRange(tried.Select(t => remaining.Contains(t.Candidate) ? t with { Status = TrialStatus.Continued } : t));
        }

        var winner = Winner(trials);
        return new TuningOutcome(winner?.Network, [.. trials.Select(t => t == winner ? t with { Status = TrialStatus.Chosen } : t)]);
    }

    private static TuningTrial Trial(int candidate, int rung, int steps, ClassifierSettings network, double? score) =>
        new(candidate, rung, steps, network, score, score is null ? TrialStatus.Diverged : TrialStatus.Dropped);

    private static TrainingSettings Brief(TrainingSettings training, int steps) =>
        training with
        {
            MaximumSteps = steps,
            EvaluationInterval = Math.Min(training.EvaluationInterval, steps),
            Patience = null,
        };

    private static double? Score(TrainedClassifier trained, TrainingSettings training) =>
        trained.Status == TrainingStatus.Diverged ? null
        : training.CheckpointPolicy == CheckpointPolicy.Last ? trained.History[^1].ValidationMacroF1
        : trained.History.Max(p => p.ValidationMacroF1);

    /// <summary>
    /// The trials that continue, at most <paramref name="survivors"/>, best first. Of equal trials the one with the smaller index is
    /// better; diverged trials never continue.
    /// </summary>
    private static IEnumerable<TuningTrial> Best(IEnumerable<TuningTrial> rung, int survivors) =>
        rung.Where(t => t.ValidationMacroF1 is not null)
            .OrderByDescending(t => t.ValidationMacroF1)
            .ThenBy(t => t.Candidate)
            .Take(survivors);

    /// <summary>
    /// The winner: among the candidates that never diverged, the best one in the last rung that any of them finished; null if all
    /// candidates diverged.
    /// </summary>
    private static TuningTrial? Winner(IReadOnlyList<TuningTrial> trials)
    {
        var diverged = trials.Where(t => t.Status == TrialStatus.Diverged).Select(t => t.Candidate).ToHashSet();
        var rung = trials.Where(t => !diverged.Contains(t.Candidate)).GroupBy(t => t.Rung).MaxBy(g => g.Key);
        return rung is null ? null : Best(rung, 1).Single();
    }

    /// <summary>
    /// The candidates: <paramref name="own"/> first, then random ones. Each candidate has its own seed, so that its learning rate, dropout
    /// and multiplier depend neither on the number of candidates nor on the network.
    /// </summary>
    internal static IReadOnlyList<ClassifierSettings> Draw(ClassifierSettings own, TuningSettings tuning, Seed seed) =>
        [own, .. Enumerable.Range(1, tuning.Candidates - 1).Select(i => Draw(own, tuning, seed.Derive(i).CreateSource()))];

    private static ClassifierSettings Draw(ClassifierSettings own, TuningSettings tuning, RandomSource source)
    {
        var learningRate = Math.Exp(source.NextDouble(Math.Log(tuning.LearningRate.Low), Math.Log(tuning.LearningRate.High)));
        var dropout = source.NextDouble(tuning.Dropout.Low, tuning.Dropout.High);
        var multiplier = tuning.WidthMultipliers[source.NextInt(tuning.WidthMultipliers.Count)];
        return own with
        {
            LearningRate = learningRate,
            Dropout = dropout,
            Widths = [.. own.Widths.Select(w => Math.Max(1, (int)Math.Round(w * multiplier, MidpointRounding.AwayFromZero)))],
        };
    }
}
