namespace StampSpec.Studies.Splits;

/// <summary>
/// Who trains, who decides when to stop, and who is scored; indices into the study's objects, ascending, without overlap, unless the validation objects are
/// scored.
/// </summary>
/// <param name="Train">Objects trained on.</param>
/// <param name="Validation">Objects whose score ends the training.</param>
/// <param name="Test">Objects scored.</param>
public sealed record DataSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test);
