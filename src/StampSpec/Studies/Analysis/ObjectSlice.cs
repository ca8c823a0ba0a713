namespace StampSpec.Studies.Analysis;

/// <summary>Scored objects that share a property.</summary>
/// <param name="Slice">The property.</param>
/// <param name="Value">Which part.</param>
/// <param name="Median">The property's median in this part; null where it is no number.</param>
/// <param name="Objects">Positions of the objects among the scored ones.</param>
internal sealed record ObjectSlice(string Slice, string Value, double? Median, IReadOnlyList<int> Objects);
