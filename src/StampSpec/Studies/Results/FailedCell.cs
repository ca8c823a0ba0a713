namespace StampSpec.Studies.Results;

/// <summary>A cell that came to no result.</summary>
/// <param name="Layout">Name of the layout.</param>
/// <param name="Encoding">Encoding of its pixels.</param>
/// <param name="Run">Run, from 1.</param>
/// <param name="Fold">Fold, from 1.</param>
/// <param name="Reason">Why.</param>
public sealed record FailedCell(string Layout, string Encoding, int Run, int Fold, string Reason);
