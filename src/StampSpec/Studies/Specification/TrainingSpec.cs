using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>training</c>: what differs from the settings that it is laid over, those of the study or the defaults.</summary>
public static class TrainingSpec
{
    private const string None = "none";

    private static readonly SpecKey<int> BatchKey = Spec.Optional("batch", Spec.Integer(2, 65536), "Alerts a step.");

    private static readonly SpecKey<int> StepsKey = Spec.Optional("steps", Spec.Integer(1, 10_000_000), "Most steps taken.");

    private static readonly SpecKey<int> IntervalKey = Spec.Optional(
        "evaluate-every", Spec.Integer(1, 10_000_000), "Steps between evaluations on the validation objects.");

    private static readonly SpecKey<int?> PatienceKey = Spec.Optional(
        "patience",
        Spec.OneOf(Spec.Integer(1, 1_000_000).Then<int?>(n => n), Spec.Choice<int?>((None, null))),
        "Evaluations in succession without a better one after which training stops; none: never.");

    private static readonly SpecKey<KeptWeights> KeptKey = Spec.Optional("keep", Spec.Choice<KeptWeights>(), "Which weights are kept.");

    private static readonly SpecKey<ViewSampling> ViewsKey = Spec.Optional(
        "views", Spec.Choice<ViewSampling>(), "Whether a step sees one of the eight views of an alert, at random, or the alert as it is, or all eight.");

    private static readonly SpecKey<AveragedViews> ValidationViewsKey = Spec.Optional(
        "validation-views", Spec.Choice<AveragedViews>(), "Whether evaluations during training average all eight views or see one.");

    private static readonly SpecKey<bool> BalanceKey = Spec.Optional(
        "balance", Spec.Boolean(), "Whether each class is drawn with equal probability.");

    private static readonly SpecKey<double> SmoothingKey = Spec.Optional(
        "label-smoothing", Spec.Number(0, 0.999), "Probability moved from the true class to all classes evenly.");

    private static readonly SpecKey<double> DecayKey = Spec.Optional("weight-decay", Spec.Number(0, 10), "Decoupled weight decay.");

    private static readonly SpecKey<double?> ClipKey = Spec.Optional(
        "gradient-limit",
        Spec.OneOf(Spec.NumberAbove(0).Then<double?>(n => n), Spec.Choice<double?>((None, null))),
        "Largest Euclidean norm of the gradient; none: no limit.");

    private static readonly SpecKey<ExecutionDevice> DeviceKey = Spec.Optional("device", Spec.Choice<ExecutionDevice>(), "Where to compute.");

    private static readonly SpecKey<int> ThreadsKey = Spec.Optional(
        "threads", Spec.Integer(1, 1024), "Threads inside one step; other numbers add in another order, which changes last digits.");

    /// <summary>The keys, as a change of settings.</summary>
    public static SpecMapping<Func<TrainingSettings, TrainingSettings>> Declaration { get; } = new(
        "a training",
        [BatchKey, StepsKey, IntervalKey, PatienceKey, KeptKey, ViewsKey, ValidationViewsKey, BalanceKey, SmoothingKey, DecayKey, ClipKey, DeviceKey, ThreadsKey],
        reader => settings => Change(settings, reader));

    /// <summary>Settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(TrainingSettings settings) => new()
    {
        [BatchKey.Name] = settings.BatchSize,
        [StepsKey.Name] = settings.MaximumSteps,
        [IntervalKey.Name] = settings.EvaluationInterval,
        [PatienceKey.Name] = settings.Patience is { } patience ? patience : None,
        [KeptKey.Name] = LockedSpec.Word(settings.Kept),
        [ViewsKey.Name] = LockedSpec.Word(settings.Views),
        [ValidationViewsKey.Name] = LockedSpec.Word(settings.ValidationViews),
        [BalanceKey.Name] = settings.BalancesClasses,
        [SmoothingKey.Name] = settings.LabelSmoothing,
        [DecayKey.Name] = settings.WeightDecay,
        [ClipKey.Name] = settings.GradientNormLimit is { } limit ? limit : None,
        [DeviceKey.Name] = LockedSpec.Word(settings.Device),
        [ThreadsKey.Name] = settings.Threads,
    };

    private static TrainingSettings Change(TrainingSettings settings, SpecReader reader) => settings with
    {
        BatchSize = reader.TryGet(BatchKey, out var batch) ? batch : settings.BatchSize,
        MaximumSteps = reader.TryGet(StepsKey, out var steps) ? steps : settings.MaximumSteps,
        EvaluationInterval = reader.TryGet(IntervalKey, out var interval) ? interval : settings.EvaluationInterval,
        Patience = reader.TryGet(PatienceKey, out var patience) ? patience : settings.Patience,
        Kept = reader.TryGet(KeptKey, out var kept) ? kept : settings.Kept,
        Views = reader.TryGet(ViewsKey, out var views) ? views : settings.Views,
        ValidationViews = reader.TryGet(ValidationViewsKey, out var validationViews) ? validationViews : settings.ValidationViews,
        BalancesClasses = reader.TryGet(BalanceKey, out var balance) ? balance : settings.BalancesClasses,
        LabelSmoothing = reader.TryGet(SmoothingKey, out var smoothing) ? smoothing : settings.LabelSmoothing,
        WeightDecay = reader.TryGet(DecayKey, out var decay) ? decay : settings.WeightDecay,
        GradientNormLimit = reader.TryGet(ClipKey, out var limit) ? limit : settings.GradientNormLimit,
        Device = reader.TryGet(DeviceKey, out var device) ? device : settings.Device,
        Threads = reader.TryGet(ThreadsKey, out var threads) ? threads : settings.Threads,
    };
}
