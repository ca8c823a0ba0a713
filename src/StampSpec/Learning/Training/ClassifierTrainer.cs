using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Google.Protobuf;
using StampSpec.Common;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;

namespace StampSpec.Learning.Training;

/// <summary>Trains classifiers.</summary>
internal static class ClassifierTrainer
{
    /// <summary>Trains one classifier.</summary>
    /// <param name="network">Architecture and its hyper-parameters.</param>
    /// <param name="training">How to train.</param>
    /// <param name="train">Stamps to learn from; at least one.</param>
    /// <param name="validation">
    /// Stamps of the same shapes; their scores decide when training stops and which weights are kept. At least one.
    /// </param>
    /// <param name="classes">Names of the classes, which labels index; at least 2.</param>
    /// <param name="seed">Seed of the initial weights, the order of alerts, views and dropout.</param>
    /// <param name="start">Weights and running statistics to start from; null to draw the weights from the seed.</param>
    /// <param name="progress">Receives a report after every step; may be null.</param>
    /// <param name="cancellation">Is checked between steps.</param>
    /// <returns>The classifier; if the training diverged, the classifier of the last evaluation before that.</returns>
    /// <exception cref="ArgumentException">Shapes, labels, settings or initial weights do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
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
        Check(network, training, train, validation, classes);
        var scaling = train.Stamps.ColumnLength == 0 ? null : ColumnScaling.Of(train.Stamps);
        var plan = new NetworkPlan(network, train.Stamps.Shapes, classes.Count, train.Stamps.FeatureLength, scaling);
        var initial = start?.Parameters(plan) ?? ParameterInitialisation.Draw(plan.Parameters, seed.Derive("initialisation"));
        using var session = new TrainingSession(plan, training, initial);
        start?.Statistics(plan).CopyTo(session.State.Statistics);
        var stepper = new TrainingStepper(session, new BatchComposer(plan, training, train, seed));
        using var evaluation = new Evaluation(plan, training, validation, session.State);
        using var average = training.WeightAveraging is { } decay ? new WeightAverage(plan, decay, session.State) : null;
        var status = new TrainingLoop(training, session, stepper, evaluation, average, progress).Run(cancellation);
        var model = InferenceGraph.Build(plan, evaluation.Kept.Parameters, evaluation.Kept.Statistics);
        ModelProperties.AddTraining(model, classes, HashOf(network, training, [train, validation], classes, seed, start), scaling);
        return new TrainedClassifier(model.ToByteArray(), status, evaluation.History);
    }

    /// <summary>The hash of everything that determines the result of a training.</summary>
    internal static string HashOf(
        ClassifierSettings network,
        TrainingSettings training,
        IReadOnlyList<LabelledStamps> data,
        IReadOnlyList<string> classes,
        Seed seed,
        InitialWeights? start
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    network = Named(network),
                    training = Named(training),
                    classes,
                    shapes = data[0].Stamps.Shapes,
                    start = start?.Sha256,
                }
            )
        );
        if (LaterSettings(training) is { } later)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(later));
        }

        Span<byte> word = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(word, seed.Value);
        hash.AppendData(word);
        foreach (var part in data)
        {
            Append(hash, part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The settings with their original names, so that a renaming in the source does not change the hash.</summary>
    private static object Named(ClassifierSettings settings) =>
        new
        {
            settings.Widths,
            settings.Dense,
            settings.Dropout,
            settings.LearningRate,
            settings.Stacks,
            settings.UsesSkyPosition,
            ScoringViews = settings.TestTimeAugmentation,
        };

    private static object Named(TrainingSettings settings) =>
        new
        {
            settings.BatchSize,
            settings.MaximumSteps,
            settings.EvaluationInterval,
            settings.Patience,
            Kept = settings.CheckpointPolicy,
            Views = settings.Augmentation,
            ValidationViews = settings.ValidationAugmentation,
            settings.BalancesClasses,
            settings.LabelSmoothing,
            settings.WeightDecay,
            settings.GradientNormLimit,
            settings.Device,
            settings.Threads,
        };

    /// <summary>Settings that earlier versions did not have; null if all have the values of these versions, whose hashes stay
    /// valid.</summary>
    private static object? LaterSettings(TrainingSettings settings) =>
        settings is { Schedule: LearningRateSchedule.Constant, WeightAveraging: null }
            ? null
            : new { settings.Schedule, settings.WeightAveraging };

    private static void Append(IncrementalHash hash, LabelledStamps data)
    {
        hash.AppendData(MemoryMarshal.AsBytes(data.Labels.AsSpan()));
        for (var alert = 0; alert < data.Stamps.Count; alert++)
        {
            hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.SkyPosition(alert)));
            hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.FeaturesOf(alert)));
            hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.ColumnsOf(alert)));
        }

        foreach (var (scale, shape) in data.Stamps.Shapes.Index())
        {
            for (var i = 0; i < data.Stamps.Count * shape.Channels; i++)
            {
                hash.AppendData(MemoryMarshal.AsBytes(data.Stamps.Channel(i / shape.Channels, scale, i % shape.Channels)));
            }
        }
    }

    /// <exception cref="ArgumentException">A setting is out of range, or the data do not fit each other.</exception>
    private static void Check(
        ClassifierSettings network,
        TrainingSettings training,
        LabelledStamps train,
        LabelledStamps validation,
        IReadOnlyList<string> classes
    )
    {
        Require(
            network.Widths.Count > 0 && network.Widths.All(w => w > 0),
            "widths must contain at least one convolution, each with at least 1 filter"
        );
        Require(network.Dense > 0, "dense must be at least 1");
        Require(network.Dropout is >= 0 and < 1, "dropout must be in [0, 1)");
        Require(network.LearningRate > 0, "the learning rate must be above 0");
        Require(training.BatchSize >= 2, "the batch size must be at least 2");
        Require(
            training.MaximumSteps >= 1 && training.EvaluationInterval >= 1,
            "the maximum number of steps and the evaluation interval must be at least 1"
        );
        Require(training.LabelSmoothing is >= 0 and < 1, "label smoothing must be in [0, 1)");
        Require(training.WeightAveraging is null or (> 0 and < 1), "the decay of the weights' average must be in (0, 1)");
        Require(training.WeightDecay >= 0, "weight decay must be at least 0");
        Require(training.GradientNormLimit is null or > 0, "the limit of the gradient's norm must be above 0");
        Require(training.Threads >= 1, "threads must be at least 1");
        Require(classes.Count >= 2, "a classifier needs at least 2 classes");
        CheckStamps(train, classes.Count, "training");
        CheckStamps(validation, classes.Count, "validation");
        Require(train.Stamps.Shapes.SequenceEqual(validation.Stamps.Shapes), "training and validation stamps have different shapes");
        Require(
            train.Stamps.FeatureLength == validation.Stamps.FeatureLength,
            "training and validation stamps have different numbers of features"
        );
        Require(
            train.Stamps.ColumnLength == validation.Stamps.ColumnLength,
            "training and validation stamps have different numbers of packet columns"
        );
    }

    private static void CheckStamps(LabelledStamps data, int classes, string name)
    {
        Require(data.Stamps.Count > 0, $"there are no {name} stamps");
        Require(data.Labels.Length == data.Stamps.Count, $"there are {data.Stamps.Count} {name} stamps but {data.Labels.Length} labels");
        Require(data.Labels.All(label => label >= 0 && label < classes), $"a {name} label is not one of the {classes} classes");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new ArgumentException(message);
        }
    }
}
