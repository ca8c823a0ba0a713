using StampSpec.Alerts;
using StampSpec.Common;
using StampSpec.Layouts.Cutting;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.External;
using StampSpec.Learning.Models;
using StampSpec.Learning.Networks;
using StampSpec.Learning.Training;
using StampSpec.Learning.Tuning;
using StampSpec.Tests.Learning;
using StampSpec.Tests.Support;

namespace StampSpec.Tests.Numbers;

/// <summary>
/// Numbers of networks, training, tuning and scoring. Trainings consist of a few large steps, and the changes of the weights are compared,
/// so that a small change of a rate or decay has a large effect on the numbers.
/// </summary>
internal static class LearningNumbers
{
    private static readonly string[] Classes = ["spot", "streak", "nothing"];

    private static readonly StampTensorShape Small = new(2, 8);

    private static readonly ClassifierSettings Network = new()
    {
        Widths = [3, 4],
        Dense = 5,
        Dropout = 0.25,
        LearningRate = 0.02,
    };

    private static readonly TrainingSettings Training = new()
    {
        BatchSize = 6,
        MaximumSteps = 5,
        EvaluationInterval = 2,
        Patience = null,
    };

    /// <summary>Architectures, with the stamps that each is trained on.</summary>
    public static IReadOnlyList<(string Name, ClassifierSettings Settings, int Features, StampTensorShape[] Shapes)> Networks { get; } =
    [
        ("rows", Network, 0, [Small]),
        ("images", Network with { Widths = [3, 3, 2] }, 0, [new(2, 20)]),
        ("odd side with more units", Network with { Dense = 7 }, 0, [new(2, 9)]),
        ("odd side of images", Network, 0, [new(2, 17)]),
        ("scales of unlike sizes", Network, 0, [Small, new(2, 12)]),
        ("features", Network, 3, [Small]),
        ("features alone", Network, 3, []),
        ("no position", Network with { UsesSkyPosition = false }, 0, [Small]),
        ("polar", Network, 0, [new(2, 8) { IsPolar = true }]),
        ("no dropout", Network with { Dropout = 0 }, 0, [Small]),
        ("batch normalisation as Keras", Network with { UsesKerasBatchNormalisation = true }, 3, [Small]),
        ("slow", Network with { LearningRate = 0.005 }, 0, [Small]),
        .. Enum.GetValues<ScaleStacks>().Select(s => ($"stacks {s}", Network with { Stacks = s }, 0, new[] { Small, Small })),
        .. Enum.GetValues<TestTimeAugmentation>()
            .Select(v => ($"scoring views {v}", Network with { TestTimeAugmentation = v }, 0, new[] { Small })),
    ];

    /// <summary>Ways of training.</summary>
    public static IReadOnlyList<(string Name, TrainingSettings Settings)> Trainings { get; } =
    [
        .. Enum.GetValues<Augmentation>().Select(v => ($"views {v}", Training with { Augmentation = v })),
        .. Enum.GetValues<TestTimeAugmentation>().Select(v => ($"validation views {v}", Training with { ValidationAugmentation = v })),
        .. Enum.GetValues<CheckpointPolicy>().Select(k => ($"kept {k}", Training with { CheckpointPolicy = k, MaximumSteps = 7 })),
        ("small batches", Training with { BatchSize = 4 }),
        ("unbalanced", Training with { BalancesClasses = false }),
        ("smoothed labels", Training with { LabelSmoothing = 0.2 }),
        ("weight decay", Training with { WeightDecay = 0.5 }),
        ("cosine", Training with { Schedule = LearningRateSchedule.Cosine }),
        ("cosine and weight decay", Training with { Schedule = LearningRateSchedule.Cosine, WeightDecay = 0.5 }),
        ("averaged weights", Training with { WeightAveraging = 0.9 }),
        ("no gradient limit", Training with { GradientNormLimit = null }),
        ("small gradient limit", Training with { GradientNormLimit = 0.05 }),
        ("patience", Training with { Patience = 1, MaximumSteps = 40, EvaluationInterval = 1 }),
        ("two threads", Training with { Threads = 2 }),
    ];

    public static IEnumerable<NumberCase> Cases() =>
        [
            .. Networks.SelectMany(n => Trained(n.Name, n.Settings, Training, n.Features, n.Shapes)),
            .. Trainings.SelectMany(t => Trained(t.Name, Network, t.Settings, 0, Small)),
            .. Starts(),
            .. Trained("faint stamps", Network, Training, 0, [Small], null, 1e-7f),
            .. Trained("defaults", new ClassifierSettings(), new TrainingSettings { MaximumSteps = 3 }, 0, Small),
            .. Tunings(),
            .. External(),
            NumberCase.Of(
                "poolings",
                NumberCase.Whole(
                    Enumerable.Range(1, 70).SelectMany(p => new[] { new ClassifierSettings().PoolingsFor(p), Network.PoolingsFor(p) })
                )
            ),
            NumberCase.Of("order", from balanced in new[] { true, false } from drawn in Order(balanced) select (double)drawn),
        ];

    private static NumberCase[] Starts()
    {
        var first = ClassifierTrainer.Train(Network, Training, Stamps(14, 1, 0, [Small]), Stamps(10, 2, 0, [Small]), Classes, new Seed(1));
        return Trained("from other weights", Network, Training, 0, [Small], InitialWeights.Of(first.OnnxModel));
    }

    private static NumberCase[] Trained(
        string name,
        ClassifierSettings network,
        TrainingSettings training,
        int features,
        params StampTensorShape[] shapes
    ) => Trained(name, network, training, features, shapes, null);

    private static NumberCase[] Trained(
        string name,
        ClassifierSettings network,
        TrainingSettings training,
        int features,
        StampTensorShape[] shapes,
        InitialWeights? start,
        float brightness = 1
    )
    {
        var (train, validation) = (Stamps(14, 1, features, shapes, brightness), Stamps(10, 2, features, shapes, brightness));
        var trained = ClassifierTrainer.Train(network, training, train, validation, Classes, new Seed(3), start);
        var plan = new NetworkPlan(network, shapes, Classes.Length, features);
        var initial = start?.Parameters(plan) ?? ParameterInitialisation.Draw(plan.Parameters, new Seed(3).Derive("initialisation"));
        var final = InitialWeights.Of(trained.OnnxModel);
        using var session = ClassifierSession.Load(trained.OnnxModel);
        return
        [
            NumberCase.Of($"{name}: initial weights", NumberCase.Floats(initial)),
            NumberCase.Of($"{name}: moves of the weights", initial.Zip(final.Parameters(plan), (a, b) => (b - a) / network.LearningRate)),
            NumberCase.Of($"{name}: running statistics", NumberCase.Floats(final.Statistics(plan))),
            NumberCase.Of(
                $"{name}: history",
                trained.History.SelectMany(h => new[] { h.Step, h.TrainingLoss, h.ValidationMacroF1 }),
                [(int)trained.Status]
            ),
            NumberCase.Of($"{name}: scores", NumberCase.Floats(session.Score(validation.Stamps))),
        ];
    }

    /// <summary>Spots, streaks and nothing, in noise; made without the library.</summary>
    private static LabelledStamps Stamps(int count, uint seed, int features, StampTensorShape[] shapes, float brightness = 1)
    {
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i * i % 5 % Classes.Length)];
        float[][] scales =
        [
            .. shapes.Select(
                (shape, scale) =>
                    labels
                        .SelectMany(
                            (label, alert) =>
                                Enumerable
                                    .Range(0, shape.Channels)
                                    .SelectMany(channel =>
                                        Pixels(label, shape.Pixels, (uint)((((alert * 16) + scale) * 8) + channel) + (seed * 65_537))
                                            .Select(p => brightness * p)
                                    )
                        )
                        .ToArray()
            ),
        ];
        return new LabelledStamps(
            new StampTensors(count, shapes, scales, TestScene.Image(3, count, seed + 100, 0, 0.6).Pixels.ToArray())
            {
                FeatureLength = features,
                Features = features == 0 ? [] : Narrow(TestScene.Image(features, count, seed + 200, 2, 3)),
            },
            labels
        );
    }

    // The first feature varies so little that batch normalisation treats it as constant.
    private static float[] Narrow(Image<float> features) =>
        [.. features.Pixels.ToArray().Select((f, i) => i % features.Width == 0 ? f * 0.002f : f)];

    private static float[] Pixels(int label, int side, uint seed)
    {
        var image = TestScene.Image(side, side, seed, 0, 0.3, label == 0 ? [new TestScene.Star(0.2, 0.1, 1.2)] : []);
        for (var column = 0; label == 1 && column < side; column++)
        {
            image[side / 2, column] += 1;
        }

        return image.Pixels.ToArray();
    }

    private static IEnumerable<int> Order(bool balanced)
    {
        var order = new SampleOrder([0, 0, 0, 0, 1, 1, 2], 3, balanced, new Seed(6));
        return Enumerable.Range(0, 60).Select(_ => order.Next());
    }

    private static IEnumerable<NumberCase> Tunings()
    {
        var tuning = new TuningSettings
        {
            Candidates = 4,
            SmallestSteps = 2,
            LargestSteps = 4,
            LearningRate = new(1e-3, 1e-1),
            WidthMultipliers = [0.5, 1, 1.5],
        };
        var outcome = ClassifierTuner.Tune(
            Network,
            Training,
            tuning,
            Stamps(14, 1, 0, [Small]),
            Stamps(10, 2, 0, [Small]),
            Classes,
            new Seed(2)
        );
        TuningSettings[] schedules =
        [
            new(),
            tuning,
            new()
            {
                Candidates = 27,
                HalvingFactor = 3,
                SmallestSteps = 10,
                LargestSteps = 1000,
            },
            new() { Candidates = 5, LargestSteps = 150 },
        ];
        return
        [
            NumberCase.Of("trials", outcome.Trials.SelectMany(t => Trial(t).Append(t.ValidationMacroF1 ?? double.NaN))),
            NumberCase.Of(
                "candidates",
                ClassifierTuner.Draw(new ClassifierSettings(), new TuningSettings { Candidates = 40 }, new Seed(4)).SelectMany(Drawn)
            ),
            NumberCase.Of(
                "rungs",
                schedules.SelectMany(SuccessiveHalving.Rungs).SelectMany(r => NumberCase.Whole(r.Candidates, r.Steps, r.Survivors))
            ),
        ];
    }

    private static IEnumerable<double> Trial(TuningTrial trial) =>
        [trial.Candidate, trial.Rung, trial.Steps, (int)trial.Status, .. Drawn(trial.Network)];

    private static IEnumerable<double> Drawn(ClassifierSettings network) =>
        [network.LearningRate, network.Dropout, .. NumberCase.Whole(network.Widths)];

    private static IEnumerable<NumberCase> External()
    {
        using var folder = new TemporaryFolder();
        var stamps = Stamps(7, 5, 0, [new StampTensorShape(4, 6), new StampTensorShape(4, 6)]).Stamps;
        StampScale[] scales = [new(6, 1.01), new(6, 2.02)];
        var layout = new StampLayout("given", scales) { Images = [CutoutKind.Science, CutoutKind.Difference] };
        (string Name, ExternalModelStamps Shown, int Channels, int? Batch, ExternalModelScores Gives, float Weight)[] models =
        [
            ("probabilities", new([CutoutKind.Difference, CutoutKind.Science], 1, true), 4, null, ExternalModelScores.Probabilities, 1),
            ("logits", new([CutoutKind.Difference], null, WithMasks: false), 2, 3, ExternalModelScores.Logits, 1),
            ("certain probabilities", new([CutoutKind.Difference], 0, WithMasks: false), 1, null, ExternalModelScores.Probabilities, 5000),
        ];
        return
        [
            .. models.Select(m =>
            {
                var weights = new float[m.Channels, 3];
                for (var i = 0; i < weights.Length; i++)
                {
                    weights[i / 3, i % 3] = m.Weight * (((i * 5) % 7) - 2.5f);
                }

                var file = ExternalModelFile.Read(
                    GivenModelFile.Write(folder[m.Name + ".onnx"], weights, 6, m.Batch, m.Gives == ExternalModelScores.Probabilities)
                );
                using var session = new ExternalModelSession(
                    new ExternalModel(file, [new ExternalModelInput("stamp", m.Shown)], ["nothing", "spot", "streak"], m.Gives, "scores"),
                    layout
                );
                return NumberCase.Of(
                    $"foreign {m.Name}",
                    NumberCase.Floats(session.Score(stamps, Classes)),
                    NumberCase.Floats(session.Score(stamps, Classes[..2]))
                );
            }),
        ];
    }
}
