namespace StampSpec.Studies.Running;

/// <summary>What would happen to one cell.</summary>
/// <param name="Cell">Name of the cell's files.</param>
/// <param name="MustRun">True where it would run, false where its result would be kept.</param>
/// <param name="Reason">Why it would run, or why it failed before; null where its result is sound.</param>
public sealed record CellForecast(string Cell, bool MustRun, string? Reason);
