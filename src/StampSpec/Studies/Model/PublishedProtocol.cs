using System.Globalization;
using StampSpec.Layouts.Model;
using StampSpec.Learning;

namespace StampSpec.Studies.Model;

/// <summary>
/// The protocol of the published study (Reyes-Jainaga et al. 2023, doi 10.3847/2041-8213/ace77e, and the authors' public code), and in
/// which settings a study departs from it. Widths, dense units, dropout and learning rate were tuned for each layout, so they are no part
/// of it, nor are the alerts, their classes and the number of runs.
/// </summary>
internal static class PublishedProtocol
{
    /// <summary>A fifth of the objects is scored, and a quarter of the others is used for validation.</summary>
    public static SplitProtocol Split { get; } = new HoldOutProtocol(0.2) { ValidationFraction = 0.25 };

    /// <summary>
    /// How a classifier is trained. The published training ends by its patience alone, and no limit of its steps is known; 30,000 steps are
    /// 60 evaluations.
    /// </summary>
    public static TrainingSettings Training { get; } =
        new()
        {
            BatchSize = 256,
            MaximumSteps = 30_000,
            EvaluationInterval = 500,
            Patience = 5,
            CheckpointPolicy = CheckpointPolicy.Last,
            Augmentation = Augmentation.All,
            ValidationAugmentation = TestTimeAugmentation.All,
            BalancesClasses = true,
            LabelSmoothing = 0,
            WeightDecay = 0,
            GradientNormLimit = null,
        };

    /// <summary>The parts of the classifier that were not tuned.</summary>
    public static ClassifierSettings Classifier { get; } = ClassifierSettings.Default with { UsesKerasBatchNormalisation = true };

    /// <summary>When pixels are normalised.</summary>
    public const NormalisationOrder Normalisation = NormalisationOrder.Before;

    /// <summary>
    /// The settings in which a study departs from the protocol: one sentence for each, with the layouts that it concerns if not all.
    /// </summary>
    public static IReadOnlyList<string> DeparturesOf(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var trained = study.Layouts.Where(l => l.ExternalModel is null).ToArray();
        var byLayout = trained.SelectMany(l => DeparturesOf(l).Select(d => (Layout: l.Name, Departure: d)));
        return
        [
            .. DeparturesOf(study.Split),
            .. study.Tuning is null ? [] : new[] { "hyper-parameters are searched in the study; published: given" },
            .. study.DataSet.Pretraining is null ? [] : new[] { "classifiers are pretrained; published: trained from random weights" },
            .. byLayout
                .GroupBy(d => d.Departure, d => d.Layout, StringComparer.Ordinal)
                .Select(g => g.Count() == trained.Length ? g.Key : $"{g.Key} ({string.Join(", ", g)})"),
        ];
    }

    private static IEnumerable<string> DeparturesOf(SplitProtocol split)
    {
        if (split is not HoldOutProtocol { TestFraction: 0.2, ValidationFraction: 0.25 })
        {
            yield return $"split: {Written(split)}; published: 0.2 of the objects are scored, 0.25 of the others validate";
        }
    }

    private static string Written(SplitProtocol split)
    {
        var scored = split switch
        {
            CrossValidationProtocol crossed => FormattableString.Invariant($"every object is scored in one of {crossed.Folds} folds"),
            HoldOutProtocol held => FormattableString.Invariant($"{held.TestFraction} of the objects are scored"),
            _ => "other alerts are scored",
        };
        return FormattableString.Invariant($"{scored}, {split.ValidationFraction} of the others validate");
    }

    private static IEnumerable<string> DeparturesOf(StudyLayout layout) =>
        Settings(layout.Normalisation, layout.Classifier, layout.Training)
            .Zip(Settings(Normalisation, Classifier, Training), (own, published) => (own, published))
            .Where(p => p.own.Value != p.published.Value)
            .Select(p => $"{p.own.Name}: {p.own.Value}; published: {p.published.Value}");

    private static (string Name, string Value)[] Settings(
        NormalisationOrder normalisation,
        ClassifierSettings classifier,
        TrainingSettings training
    ) =>
        [
            ("normalisation", Word(normalisation)),
            ("networks averaged", Number(classifier.Ensemble)),
            .. Settings(training),
            ("views in scoring", Word(classifier.TestTimeAugmentation)),
            ("sky position", classifier.UsesSkyPosition ? "used" : "not used"),
            ("batch normalisation", classifier.UsesKerasBatchNormalisation ? "as Keras" : "momentum 0.9, epsilon 1e-5"),
        ];

    private static (string Name, string Value)[] Settings(TrainingSettings training) =>
        [
            ("batch", Number(training.BatchSize)),
            ("maximum steps", Number(training.MaximumSteps)),
            ("steps between evaluations", Number(training.EvaluationInterval)),
            ("patience", training.Patience is { } patience ? Number(patience) : "none"),
            ("weights kept", Word(training.CheckpointPolicy)),
            ("learning rate", Word(training.Schedule)),
            ("weight averaging", training.WeightAveraging is { } decay ? Number(decay) : "none"),
            ("views in a step", Word(training.Augmentation)),
            ("views in validation", Word(training.ValidationAugmentation)),
            ("classes drawn with equal probability", training.BalancesClasses ? "yes" : "no"),
            ("label smoothing", Number(training.LabelSmoothing)),
            ("weight decay", Number(training.WeightDecay)),
            ("gradient limit", training.GradientNormLimit is { } limit ? Number(limit) : "none"),
        ];

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
