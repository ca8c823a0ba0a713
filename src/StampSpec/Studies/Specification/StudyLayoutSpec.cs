using StampSpec.Budgets.Encodings;
using StampSpec.Layouts;
using StampSpec.Learning;
using StampSpec.Specs;

namespace StampSpec.Studies.Specification;

/// <summary>The declaration of one entry of <c>layouts</c>: a layout's name or file, or a mapping that says more.</summary>
internal static class StudyLayoutSpec
{
    private static readonly SpecKey<StampLayout> LayoutKey = Spec.Required(
        "layout", LayoutSpec.Reference, "The layout: its name, its file, or the layout itself.");

    private static readonly SpecKey<string> NameKey = Spec.Optional("name", Spec.Name(), "Name in tables; the layout's own where absent.");

    /// <summary>The name of an encoding.</summary>
    public static readonly SpecValue<PixelEncoding> EncodingName = Spec.Choice<PixelEncoding>([.. PixelEncoding.All.Select(e => (e.Name, e))]);

    private static readonly SpecKey<PixelEncoding> EncodingKey = Spec.Optional(
        "encoding", EncodingName, "The encoding in which this layout's scales are sent, in place of the study's encodings.");

    private static readonly SpecKey<NormalisationOrder> NormalisationKey = Spec.Optional(
        "normalisation", Spec.Choice<NormalisationOrder>(), "As the study's key, for this layout.");

    private static readonly SpecKey<Func<ClassifierSettings, ClassifierSettings>> ClassifierKey = Spec.Optional(
        "classifier", ClassifierSpec.Declaration, "What differs from the study's classifier.");

    private static readonly SpecKey<Func<TrainingSettings, TrainingSettings>> TrainingKey = Spec.Optional(
        "training", TrainingSpec.Declaration, "What differs from the study's training.");

    /// <summary>An entry.</summary>
    public static SpecValue<StudyLayoutEntry> Declaration { get; } = Spec.OneOf(
        Spec.Text("the name of a layout, or the path of its file").Then(LayoutLibrary.Resolve).Then(layout => new StudyLayoutEntry(layout)),
        new SpecMapping<StudyLayoutEntry>("a layout of a study", [LayoutKey, NameKey, EncodingKey, NormalisationKey, ClassifierKey, TrainingKey], Build));

    /// <summary>A layout of a study as the values of these keys.</summary>
    public static OrderedDictionary<string, object> Write(StudyLayout layout)
    {
        var written = new OrderedDictionary<string, object>
        {
            [LayoutKey.Name] = LayoutWriter.Write(layout.Layout),
            [NameKey.Name] = layout.Name,
            [NormalisationKey.Name] = LockedSpec.Word(layout.Normalisation),
            [ClassifierKey.Name] = ClassifierSpec.Write(layout.Classifier),
            [TrainingKey.Name] = TrainingSpec.Write(layout.Training),
        };
        if (layout.SentAs != PixelEncoding.None)
        {
            written[EncodingKey.Name] = layout.SentAs.Name;
        }

        return written;
    }

    private static StudyLayoutEntry Build(SpecReader reader) => new(reader.Get(LayoutKey))
    {
        Name = reader.TryGet(NameKey, out var name) ? name : null,
        SentAs = reader.TryGet(EncodingKey, out var encoding) ? encoding : null,
        Normalisation = reader.TryGet(NormalisationKey, out var normalisation) ? normalisation : null,
        Classifier = reader.TryGet(ClassifierKey, out var classifier) ? classifier : null,
        Training = reader.TryGet(TrainingKey, out var training) ? training : null,
    };
}
