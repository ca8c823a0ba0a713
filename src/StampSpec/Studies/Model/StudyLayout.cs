using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.External;

namespace StampSpec.Studies.Model;

/// <summary>One layout as a study compares it: how it is cut, normalised and classified.</summary>
/// <param name="Name">Name in every table, unique in the study.</param>
/// <param name="Encoding">Encoding of its pixels, such as <c>rice-q4</c>; the number type, such as <c>float32</c>, where none is
/// applied.</param>
/// <param name="Layout">The layout.</param>
/// <param name="Normalisation">Whether pixels are normalised before or after the layout is cut.</param>
/// <param name="Classifier">Architecture and hyper-parameters of its classifier.</param>
/// <param name="Training">How its classifier is trained.</param>
public sealed record StudyLayout(
    string Name,
    string Encoding,
    StampLayout Layout,
    NormalisationOrder Normalisation,
    ClassifierSettings Classifier,
    TrainingSettings Training
)
{
    /// <summary>What tells it from the other layouts in the study's results.</summary>
    internal LayoutId Id => new(Name, Encoding);

    /// <summary>The encoding in which its scales are sent; classifiers see what it leaves of them.</summary>
    public PixelEncoding SentAs { get; init; } = PixelEncoding.None;

    /// <summary>A model that was trained elsewhere and is scored in place of a classifier trained here; null where one is
    /// trained.</summary>
    public ExternalModel? ExternalModel { get; init; }
}

/// <summary>A layout that a study's spec names among others, and that was left out as the spec asks.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record ExcludedLayout(string Name, string Reason);

/// <summary>What a spec says of a classifier: what differs from the settings that it is laid over, or a model that was trained
/// elsewhere.</summary>
/// <param name="Settings">The change of settings; nothing where there is a model.</param>
/// <param name="Model">The model; null where the classifier is trained here.</param>
internal sealed record ClassifierChange(Func<ClassifierSettings, ClassifierSettings> Settings, ExternalModel? Model);
