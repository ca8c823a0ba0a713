namespace StampSpec.Studies.Results;

/// <summary>A cell that came to no result.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedCell(CellId Cell, string Reason);
