using StampSpec.Layouts;

namespace StampSpec.Learning;

/// <summary>Stamps with their classes.</summary>
/// <param name="Stamps">N stamps.</param>
/// <param name="Labels">N indices into the list of classes.</param>
public sealed record LabelledStamps(IStamps Stamps, int[] Labels);
