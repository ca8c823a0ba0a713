namespace StampSpec.Studies.Splits;

/// <summary>Objects that must stay on one side of every split.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="ClassIndex">The class that the group counts to.</param>
/// <param name="Members">Indices of its objects, ascending.</param>
public sealed record ObjectGroup(string Name, int ClassIndex, IReadOnlyList<int> Members);
