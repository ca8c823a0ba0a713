using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of <c>pretrain</c>.</summary>
internal static class PretrainingSpec
{
    /// <summary>The keys.</summary>
    public static SpecMapping<Pretraining> Declaration { get; } = new SpecRecord<Pretraining>(
            "a pretraining", new Pretraining(new ExtraTraining(null, []), new TrainingSettings(), 0))
        .Part(ExtraTrainingSpec.Record, p => p.Alerts, (p, alerts) => p with { Alerts = alerts })
        .WithDefault(
            "learning-rate",
            Spec.NumberAbove(0, 1),
            "0.001",
            "Step size of Adam in this training.",
            p => p.LearningRate,
            (p, rate) => p with { LearningRate = rate })
        .Key(
            "training",
            TrainingSpec.Settings,
            "How the first training goes: what differs from the documented defaults, whatever the study's own training says.",
            p => p.Training,
            (p, training) => p with { Training = training })
        .ToMapping(Check);

    private static void Check(SpecReader reader)
    {
        if (!reader.Has(ExtraTrainingSpec.SyntheticKey) && !reader.Has(ExtraTrainingSpec.InjectKey))
        {
            reader.Error(
                ExtraTrainingSpec.SyntheticKey,
                "study.pretrain",
                "there is nothing to learn from first",
                "give synthetic: {alerts: 3000, mix: balanced}, or inject");
        }
    }
}
