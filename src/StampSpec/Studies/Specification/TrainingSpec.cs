using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>training</c>: changes to the settings of the study or to the defaults.</summary>
internal static class TrainingSpec
{
    private const string None = "none";
    private const double MostWeightAveraging = 0.99999;

    private static readonly SpecRecord<TrainingSettings> Record = new SpecRecord<TrainingSettings>("a training", new TrainingSettings())
        .Key("batch", Spec.Integer(2, 65536), "Alerts per training step.", s => s.BatchSize, (s, size) => s with { BatchSize = size })
        .Key(
            "steps",
            Spec.Integer(1, 10_000_000),
            "Maximum number of training steps.",
            s => s.MaximumSteps,
            (s, steps) => s with { MaximumSteps = steps }
        )
        .Key(
            "evaluate-every",
            Spec.Integer(1, 10_000_000),
            "Training steps between evaluations on the validation objects.",
            s => s.EvaluationInterval,
            (s, steps) => s with { EvaluationInterval = steps }
        )
        .Key(
            "patience",
            Spec.OrWord(Spec.Integer(1, 1_000_000), None),
            "Number of successive evaluations without improvement after which training stops; none: training never stops early.",
            s => s.Patience,
            (s, patience) => s with { Patience = patience }
        )
        .Key(
            "checkpoint-policy",
            Spec.Choice<CheckpointPolicy>(),
            "Which weights are kept: those with the best evaluation on the validation objects, or those of the last step.",
            s => s.CheckpointPolicy,
            (s, policy) => s with { CheckpointPolicy = policy },
            formerName: "keep"
        )
        .Key(
            new SpecKey<TrainingSettings, LearningRateSchedule>(
                "schedule",
                Spec.Choice<LearningRateSchedule>(),
                "How the learning rate changes: constant, or cosine, which lets it fall to zero over steps "
                    + "(Loshchilov and Hutter 2017); the default is constant.",
                s => s.Schedule,
                (s, schedule) => s with { Schedule = schedule },
                isWritten: s => s.Schedule != LearningRateSchedule.Constant
            )
        )
        .Key(
            new SpecKey<TrainingSettings, double?>(
                "weight-averaging",
                Spec.OrWord(Spec.NumberAbove(0, MostWeightAveraging), None),
                "Decay of a moving average of the weights, such as 0.999; evaluations and the finished model then have the averaged "
                    + "weights (Polyak and Juditsky 1992; Tarvainen and Valpola 2017); none, the default: those of the "
                    + "step.",
                s => s.WeightAveraging,
                (s, decay) => s with { WeightAveraging = decay },
                isWritten: s => s.WeightAveraging is not null
            )
        )
        .Key(
            "augmentation",
            Spec.Choice<Augmentation>(),
            "Which of the eight orientations of an alert (quarter turns, with and without mirroring) a training step uses: a "
                + "random one, the original, or all eight.",
            s => s.Augmentation,
            (s, augmentation) => s with { Augmentation = augmentation },
            formerName: "views"
        )
        .Key(
            "validation-augmentation",
            Spec.Choice<TestTimeAugmentation>(),
            "Test-time augmentation of the evaluations during training: average over all eight orientations, or use one, which is faster.",
            s => s.ValidationAugmentation,
            (s, augmentation) => s with { ValidationAugmentation = augmentation },
            formerName: "validation-views"
        )
        .Key(
            "balance",
            Spec.Boolean(),
            "Whether training draws each class with equal probability.",
            s => s.BalancesClasses,
            (s, balances) => s with { BalancesClasses = balances }
        )
        .Key(
            "label-smoothing",
            Spec.Number(0, 0.999),
            "Probability that is moved from the true class to all classes evenly.",
            s => s.LabelSmoothing,
            (s, smoothing) => s with { LabelSmoothing = smoothing }
        )
        .Key(
            "weight-decay",
            Spec.Number(0, 10),
            "Decoupled weight decay, as in AdamW.",
            s => s.WeightDecay,
            (s, w) => s with { WeightDecay = w }
        )
        .Key(
            "gradient-limit",
            Spec.OrWord(Spec.NumberAbove(0), None),
            "Maximum Euclidean norm of the gradient; none: no limit.",
            s => s.GradientNormLimit,
            (s, limit) => s with { GradientNormLimit = limit }
        )
        .Key(
            "device",
            Spec.Choice<ExecutionDevice>(),
            "Device that computes: cpu or cuda.",
            s => s.Device,
            (s, device) => s with { Device = device }
        )
        .Key(
            "threads",
            Spec.Integer(1, 1024),
            "Threads for one training step; another number changes the order of sums and so the last digits of results.",
            s => s.Threads,
            (s, threads) => s with { Threads = threads }
        );

    /// <summary>The keys, as a change of settings.</summary>
    public static SpecMapping<Func<TrainingSettings, TrainingSettings>> Declaration { get; } = Record.ToChange();

    /// <summary>The keys, as settings that differ from the defaults.</summary>
    internal static SpecMapping<TrainingSettings> Settings { get; } = Record.ToMapping();
}
