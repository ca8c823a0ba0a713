using System.Globalization;
using StampSpec.Common;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>Trains the networks of a classifier one after another, and joins them.</summary>
internal static class EnsembleTrainer
{
    /// <summary>
    /// Trains as many networks as the classifier averages. The first has the seed of a single network. All start from the same weights if
    /// such are given, and differ in everything else that their seeds determine.
    /// </summary>
    /// <returns>
    /// The classifier. The steps of its history go on from one network to the next. If a training diverged or collapsed, the classifier of
    /// that network.
    /// </returns>
    /// <inheritdoc cref="ClassifierTrainer.Train"/>
    public static TrainedClassifier Train(
        ClassifierSettings network,
        TrainingSettings training,
        LabelledStamps train,
        LabelledStamps validation,
        IReadOnlyList<string> classes,
        Seed seed,
        InitialWeights? start = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var members = new List<TrainedClassifier>();
        for (var member = 0; member < network.Ensemble; member++)
        {
            var reporter = progress is null || network.Ensemble == 1 ? progress : new MemberProgress(progress, member, network.Ensemble);
            var own = SeedOf(seed, member);
            var trained = ClassifierTrainer.Train(network, training, train, validation, classes, own, start, reporter, cancellation);
            if (TrainingFailure.Of(trained.Status) is not null)
            {
                return trained;
            }

            members.Add(trained);
        }

        return members is [var only] ? only : Joined(members, training.MaximumSteps);
    }

    /// <summary>The seed of one network of a classifier.</summary>
    internal static Seed SeedOf(Seed seed, int member) =>
        member == 0 ? seed : seed.Derive("network", member.ToString(CultureInfo.InvariantCulture));

    private static TrainedClassifier Joined(IReadOnlyList<TrainedClassifier> members, int steps) =>
        new(
            EnsembleModel.Join([.. members.Select(m => m.OnnxModel)]),
            members.All(m => m.Status == TrainingStatus.Converged) ? TrainingStatus.Converged : TrainingStatus.StepsUsedUp,
            [.. members.SelectMany((m, i) => m.History.Select(p => p with { Step = p.Step + (i * steps) }))]
        );

    private sealed class MemberProgress(IProgress<TrainingProgress> whole, int member, int members) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) =>
            whole.Report(value with { Step = value.Step + (member * value.MaximumSteps), MaximumSteps = members * value.MaximumSteps });
    }
}
