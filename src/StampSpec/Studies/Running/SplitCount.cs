namespace StampSpec.Studies.Running;

/// <summary>Objects of one class in each part of a split.</summary>
/// <param name="Class">The class.</param>
/// <param name="Train">Objects trained on.</param>
/// <param name="Validation">Objects that decide when training stops.</param>
/// <param name="Test">Objects scored.</param>
public sealed record SplitCount(string Class, int Train, int Validation, int Test);
