namespace StampSpec.Studies.Results;

/// <summary>What a card says of a model that was given: it was not trained here, and what it has learned from is not known.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Classes">Its own classes, in the order of its output.</param>
/// <param name="Training">What is known of its training.</param>
public sealed record ExternalModelCard(string File, IReadOnlyList<string> Classes, string Training);
