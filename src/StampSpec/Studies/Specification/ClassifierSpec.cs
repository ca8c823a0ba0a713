using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>classifier</c>: what differs from the settings that it is laid over, those of the study or the documented default.</summary>
public static class ClassifierSpec
{
    private static readonly SpecKey<IReadOnlyList<int>> WidthsKey = Spec.Optional(
        "widths", Spec.List(Spec.Integer(1, 4096), 1, 16), "Filters of each 3 x 3 convolution, first to last.");

    private static readonly SpecKey<int> DenseKey = Spec.Optional("dense", Spec.Integer(1, 65536), "Units of the dense layer.");

    private static readonly SpecKey<double> DropoutKey = Spec.Optional(
        "dropout", Spec.Number(0, 0.999), "Fraction of features set to zero in training.");

    private static readonly SpecKey<double> LearningRateKey = Spec.Optional("learning-rate", Spec.NumberAbove(0, 1), "Step size of Adam.");

    private static readonly SpecKey<ScaleStacks> StacksKey = Spec.Optional(
        "stacks", Spec.Choice<ScaleStacks>(), "How several scales share convolutions; joined where all scales have one size, else separate.");

    private static readonly SpecKey<bool> PositionKey = Spec.Optional(
        "sky-position", Spec.Boolean(), "Whether the sky position joins the features.");

    private static readonly SpecKey<AveragedViews> ScoringViewsKey = Spec.Optional(
        "scoring-views", Spec.Choice<AveragedViews>(), "Whether the finished model averages all eight views or sees one.");

    private static readonly SpecKey[] OwnKeys = [WidthsKey, DenseKey, DropoutKey, LearningRateKey, StacksKey, PositionKey, ScoringViewsKey];

    /// <summary>The keys, as a change of settings, or a model that was trained elsewhere.</summary>
    public static SpecMapping<ClassifierChange> Declaration { get; } = new(
        "a classifier",
        [.. OwnKeys, .. ForeignModelSpec.Keys],
        reader => new ClassifierChange(settings => Change(settings, reader), ForeignModelSpec.Build(reader)),
        reader => ForeignModelSpec.Check(reader, OwnKeys));

    /// <summary>Settings as the values of these keys.</summary>
    internal static OrderedDictionary<string, object> Write(ClassifierSettings settings)
    {
        var written = new OrderedDictionary<string, object>
        {
            [WidthsKey.Name] = settings.Widths,
            [DenseKey.Name] = settings.Dense,
            [DropoutKey.Name] = settings.Dropout,
            [LearningRateKey.Name] = settings.LearningRate,
            [PositionKey.Name] = settings.UsesSkyPosition,
            [ScoringViewsKey.Name] = LockedSpec.Word(settings.ScoringViews),
        };
        if (settings.Stacks is { } stacks)
        {
            written[StacksKey.Name] = LockedSpec.Word(stacks);
        }

        return written;
    }

    private static ClassifierSettings Change(ClassifierSettings settings, SpecReader reader) => settings with
    {
        Widths = reader.TryGet(WidthsKey, out var widths) ? widths : settings.Widths,
        Dense = reader.TryGet(DenseKey, out var dense) ? dense : settings.Dense,
        Dropout = reader.TryGet(DropoutKey, out var dropout) ? dropout : settings.Dropout,
        LearningRate = reader.TryGet(LearningRateKey, out var rate) ? rate : settings.LearningRate,
        Stacks = reader.TryGet(StacksKey, out var stacks) ? stacks : settings.Stacks,
        UsesSkyPosition = reader.TryGet(PositionKey, out var position) ? position : settings.UsesSkyPosition,
        ScoringViews = reader.TryGet(ScoringViewsKey, out var views) ? views : settings.ScoringViews,
    };
}
