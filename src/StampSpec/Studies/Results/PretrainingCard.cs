namespace StampSpec.Studies.Results;

/// <summary>What a model card says of the training before the training.</summary>
/// <param name="Objects">Alerts learned from or evaluated with, none of which is scored.</param>
/// <param name="Origins">Where they came from.</param>
/// <param name="ModelSha256">Hash of the network that the classifier started from.</param>
public sealed record PretrainingCard(int Objects, IReadOnlyList<string> Origins, string ModelSha256);
