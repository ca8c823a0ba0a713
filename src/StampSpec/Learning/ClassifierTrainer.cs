using Google.Protobuf;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Seeds;

namespace StampSpec.Learning;

/// <summary>Trains classifiers.</summary>
public static class ClassifierTrainer
{
    /// <summary>Trains one classifier.</summary>
    /// <param name="network">Architecture and its hyper-parameters.</param>
    /// <param name="training">How to train.</param>
    /// <param name="train">Stamps to learn from; at least one.</param>
    /// <param name="validation">Stamps of the same shapes on which training is stopped and weights are chosen; at least one.</param>
    /// <param name="classes">Names of the classes, which labels index; at least 2.</param>
    /// <param name="seed">Where initial weights, order, views and dropout come from.</param>
    /// <param name="start">Weights to start from, with the running statistics that belong to them; null: drawn from the seed.</param>
    /// <param name="progress">Told after every step; may be null.</param>
    /// <param name="cancellation">Stops between steps.</param>
    /// <returns>The classifier; where it diverged, that of the last evaluation before.</returns>
    /// <exception cref="ArgumentException">Shapes, labels, settings or initial weights do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TrainedClassifier Train(
        ClassifierSettings network,
        TrainingSettings training,
        LabelledStamps train,
        LabelledStamps validation,
        IReadOnlyList<string> classes,
        Seed seed,
        InitialWeights? start = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        TrainingArguments.Check(network, training, train, validation, classes);
        var plan = new NetworkPlan(network, train.Stamps.Shapes, classes.Count, train.Stamps.FeatureLength);
        var initial = start?.Parameters(plan) ?? ParameterInitialisation.Draw(plan.Parameters, seed.Derive("initialisation"));
        using var session = new TrainingSession(plan, training, initial);
        start?.Statistics(plan).CopyTo(session.State.Statistics);
        var stepper = new TrainingStepper(session, new BatchComposer(plan, training, train, seed));
        using var evaluation = new Evaluation(plan, training, validation, session.State);
        var status = new TrainingLoop(training, session, stepper, evaluation, progress).Run(cancellation);
        var model = InferenceGraph.Build(plan, evaluation.Kept.Parameters, evaluation.Kept.Statistics);
        ModelProperties.AddTraining(model, classes, TrainingHash.Of(network, training, [train, validation], classes, seed, start));
        return new TrainedClassifier(model.ToByteArray(), status, evaluation.History);
    }
}
