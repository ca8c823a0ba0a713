using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Learning;

namespace StampSpec.Studies.Specification;

/// <summary>One entry of a study's list of layouts; what it leaves open is the study's.</summary>
internal sealed record StudyLayoutEntry(StampLayout Layout)
{
    public string? Name { get; init; }

    public PixelEncoding? SentAs { get; init; }

    public NormalisationOrder? Normalisation { get; init; }

    public Func<ClassifierSettings, ClassifierSettings>? Classifier { get; init; }

    public Func<TrainingSettings, TrainingSettings>? Training { get; init; }

    /// <summary>Name in tables: an encoding that is not in the entry's own name follows the layout's.</summary>
    public string NameInTables => Name ?? NameOf(Layout.Name, SentAs);

    /// <summary>The entry in each of the study's encodings, or in its own.</summary>
    public IEnumerable<StudyLayoutEntry> In(IEnumerable<PixelEncoding> encodings) => SentAs is not null
        ? [this]
        : encodings.Select(e => this with { SentAs = e, Name = NameOf(Name ?? Layout.Name, e) });

    /// <summary>The entry laid over what holds for all layouts.</summary>
    public StudyLayout Resolve(NormalisationOrder normalisation, ClassifierSettings classifier, TrainingSettings training) => new(
        NameInTables,
        IsSentAsItIs ? Layout.Planes[0].Number.ToString().ToLowerInvariant() : SentAs!.Name,
        Layout,
        Normalisation ?? normalisation,
        Classifier?.Invoke(classifier) ?? classifier,
        Training?.Invoke(training) ?? training)
    {
        SentAs = SentAs ?? PixelEncoding.None,
    };

    /// <summary>True where no encoding is applied.</summary>
    public bool IsSentAsItIs => SentAs is null || SentAs == PixelEncoding.None;

    private static string NameOf(string layout, PixelEncoding? encoding) => encoding is null || encoding == PixelEncoding.None ? layout : $"{layout}-{encoding.Name}";
}
