using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>Tells which cells came to no result.</summary>
internal static class FailedCells
{
    /// <summary>The failure of a cell; null where it is done.</summary>
    public static FailedCell? Of(StudyCell cell, CellStore store)
    {
        var manifest = store.ReadManifest(cell);
        var reason = manifest is null ? "it did not run" : manifest.Failure;
        return reason is null ? null : new FailedCell(cell.Id, reason);
    }
}
