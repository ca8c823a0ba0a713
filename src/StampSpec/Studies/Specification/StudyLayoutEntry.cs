using StampSpec.Layouts;
using StampSpec.Learning;

namespace StampSpec.Studies.Specification;

/// <summary>One entry of a study's list of layouts; what it leaves open is the study's.</summary>
internal sealed record StudyLayoutEntry(StampLayout Layout)
{
    public string? Name { get; init; }

    public NormalisationOrder? Normalisation { get; init; }

    public Func<ClassifierSettings, ClassifierSettings>? Classifier { get; init; }

    public Func<TrainingSettings, TrainingSettings>? Training { get; init; }

    /// <summary>The entry laid over what holds for all layouts.</summary>
    public StudyLayout Resolve(NormalisationOrder normalisation, ClassifierSettings classifier, TrainingSettings training) => new(
        Name ?? Layout.Name,
        Layout.Planes[0].Number.ToString().ToLowerInvariant(),
        Layout,
        Normalisation ?? normalisation,
        Classifier?.Invoke(classifier) ?? classifier,
        Training?.Invoke(training) ?? training);
}
