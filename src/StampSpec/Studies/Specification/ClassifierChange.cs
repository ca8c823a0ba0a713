using StampSpec.Learning;
using StampSpec.Learning.Foreign;

namespace StampSpec.Studies.Specification;

/// <summary>What a spec says of a classifier: what differs from the settings that it is laid over, or a model that was trained elsewhere.</summary>
/// <param name="Settings">The change of settings; nothing where there is a model.</param>
/// <param name="Model">The model; null where the classifier is trained here.</param>
public sealed record ClassifierChange(Func<ClassifierSettings, ClassifierSettings> Settings, ExternalModel? Model);
