using System.Text.Json.Serialization;
using StampSpec.Budgets.Encodings;
using StampSpec.Layouts.Model;
using StampSpec.Learning;
using StampSpec.Learning.External;

namespace StampSpec.Studies.Model;

/// <summary>One layout of a study, with its normalisation, classifier and training.</summary>
/// <param name="Name">Name in every table, unique in the study.</param>
/// <param name="Encoding">Encoding of its pixels, such as <c>rice-q4</c>; the number type, such as <c>float32</c>, if no encoding is
/// applied.</param>
/// <param name="Layout">The layout.</param>
/// <param name="Normalisation">When and how pixels are normalised.</param>
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
    /// <summary>Whether training draws each class equally often.</summary>
    internal bool TrainsOnEqualClasses => Training.BalancesClasses;

    /// <summary>Its identity in the study's results.</summary>
    internal LayoutId Id => new(Name, Encoding);

    /// <summary>The encoding of its pixels; classifiers see the decoded pixels.</summary>
    public PixelEncoding SentAs { get; init; } = PixelEncoding.None;

    /// <summary>The control experiment for which its stamps are changed; null if they are cut from the alerts as they are.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal StampControl? Control { get; init; }

    /// <summary>The layout that is sent, whose bytes count.</summary>
    internal StampLayout Sent => Control?.CutFrom ?? Layout;

    /// <summary>Whether the study trains one network for each cell, which tuning and pretraining are about.</summary>
    internal bool TrainsNetwork => ExternalModel is null && Classifier.Kind == ClassifierKind.Network;

    /// <summary>A model that was trained elsewhere; null if the study trains a classifier.</summary>
    [JsonInclude]
    internal ExternalModel? ExternalModel { get; init; }
}

/// <summary>A layout of a grid that was left out because it does not fit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record ExcludedLayout(string Name, string Reason);

/// <summary>The classifier keys of a spec: a change of settings, or a model that was trained elsewhere.</summary>
/// <param name="Settings">The change of settings; it changes nothing if there is a model.</param>
/// <param name="Model">The model; null if the study trains the classifier.</param>
internal sealed record ClassifierChange(Func<ClassifierSettings, ClassifierSettings> Settings, ExternalModel? Model);
