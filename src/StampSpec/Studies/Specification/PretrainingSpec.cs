using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>pretrain</c>.</summary>
internal static class PretrainingSpec
{
    private static readonly SpecKey<double> LearningRateKey = Spec.WithDefault("learning-rate", Spec.NumberAbove(0, 1), "0.001", "Step size of Adam in this training.");

    private static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Optional(
        "training", TrainingSpec.Declaration, "How the first training goes: what differs from the documented defaults, whatever the study's own training says.");

    /// <summary>The keys.</summary>
    public static SpecMapping<Pretraining> Declaration { get; } = new(
        "a pretraining",
        [ExtraTrainingSpec.SyntheticKey, ExtraTrainingSpec.InjectKey, LearningRateKey, TrainingKey],
        reader => new Pretraining(
            ExtraTrainingSpec.Build(reader),
            reader.TryGet(TrainingKey, out var change) ? change(new TrainingSettings()) : new TrainingSettings(),
            reader.Get(LearningRateKey)),
        Check);

    /// <summary>A pretraining as the values of these keys.</summary>
    /// <param name="pretraining">The pretraining.</param>
    /// <param name="folder">The folder that paths are written relative to.</param>
    public static OrderedDictionary<string, object> Write(Pretraining pretraining, string folder)
    {
        var written = ExtraTrainingSpec.Write(pretraining.Alerts, folder);
        written[LearningRateKey.Name] = pretraining.LearningRate;
        written[TrainingKey.Name] = TrainingSpec.Write(pretraining.Training);
        return written;
    }

    private static void Check(SpecReader reader)
    {
        if (!reader.Has(ExtraTrainingSpec.SyntheticKey) && !reader.Has(ExtraTrainingSpec.InjectKey))
        {
            reader.Error(ExtraTrainingSpec.SyntheticKey, "study.pretrain", "there is nothing to learn from first", "give synthetic: {alerts: 3000, mix: balanced}, or inject");
        }
    }
}
