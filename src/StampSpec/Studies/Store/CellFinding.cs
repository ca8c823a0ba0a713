using StampSpec.Studies.Model;

namespace StampSpec.Studies.Store;

/// <summary>The state of one cell according to its manifest in a study's folder.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Manifest">Its manifest; null if it is missing or cannot be read.</param>
internal sealed record CellFinding(StudyCell Cell, CellManifest? Manifest)
{
    /// <summary>Whether the cell has a result.</summary>
    public bool IsDone => Manifest is { Failure: null };

    /// <summary>Why it has no result; null if it has one.</summary>
    public FailedCell? Failure => IsDone ? null : new FailedCell(Cell.Id, Manifest?.Failure ?? "it did not run");

    /// <summary>Reads the manifests of cells, each once.</summary>
    public static IReadOnlyList<CellFinding> Of(IEnumerable<StudyCell> cells, CellStore store) =>
        [.. cells.Select(c => new CellFinding(c, store.ReadManifest(c)))];

    /// <summary>The cells without a result, in the order of the findings.</summary>
    public static IReadOnlyList<FailedCell> Failed(IEnumerable<CellFinding> findings) =>
        [.. findings.Select(f => f.Failure).OfType<FailedCell>()];
}
