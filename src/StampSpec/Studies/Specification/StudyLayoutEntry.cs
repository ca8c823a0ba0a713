using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Learning.Foreign;

namespace StampSpec.Studies.Specification;

/// <summary>One entry of a study's list of layouts; what it leaves open is the study's.</summary>
internal sealed record StudyLayoutEntry(StampLayout Layout)
{
    public string? Name { get; init; }

    public PixelEncoding? SentAs { get; init; }

    public NormalisationOrder? Normalisation { get; init; }

    public ClassifierChange? Classifier { get; init; }

    public Func<TrainingSettings, TrainingSettings>? Training { get; init; }

    /// <summary>Name in tables: an encoding that is not in the entry's own name follows the layout's.</summary>
    public string NameInTables => Name ?? NameOf(Layout.Name, SentAs);

    /// <summary>The entry in each of the study's encodings, or in its own.</summary>
    public IEnumerable<StudyLayoutEntry> In(IEnumerable<PixelEncoding> encodings) => SentAs is not null
        ? [this]
        : encodings.Select(e => this with { SentAs = e, Name = NameOf(Name ?? Layout.Name, e) });

    /// <summary>The model trained elsewhere that the entry is scored with, its own or the study's; null where a classifier is trained.</summary>
    /// <param name="classifier">What the study says of all classifiers; null for nothing.</param>
    public ExternalModel? ExternalModelOf(ClassifierChange? classifier) => (Classifier ?? classifier)?.Model;

    /// <summary>The entry laid over what holds for all layouts; settings of a classifier say nothing of a model trained elsewhere.</summary>
    public StudyLayout Resolve(NormalisationOrder normalisation, ClassifierChange? classifier, TrainingSettings training) => new(
        NameInTables,
        IsSentAsItIs ? Layout.Planes[0].Number.ToString().ToLowerInvariant() : SentAs!.Name,
        Layout,
        Normalisation ?? normalisation,
        ExternalModelOf(classifier) is null ? Changed(Changed(ClassifierSettings.Default, classifier), Classifier) : ClassifierSettings.Default,
        Training?.Invoke(training) ?? training)
    {
        SentAs = SentAs ?? PixelEncoding.None,
        ExternalModel = ExternalModelOf(classifier),
    };

    /// <summary>True where no encoding is applied.</summary>
    public bool IsSentAsItIs => SentAs is null || SentAs == PixelEncoding.None;

    private static ClassifierSettings Changed(ClassifierSettings settings, ClassifierChange? change) => change is null or { Model: not null } ? settings : change.Settings(settings);

    private static string NameOf(string layout, PixelEncoding? encoding) => encoding is null || encoding == PixelEncoding.None ? layout : $"{layout}-{encoding.Name}";
}
