namespace StampSpec.Studies.Running;

/// <summary>What a finished cell says of itself; written after all its other files.</summary>
/// <param name="Key">What its result depends on.</param>
/// <param name="Status">How the training ended, such as <c>converged</c>; <c>failed</c> where it came to no result.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Files">SHA-256 of each of its files, by path relative to the study's folder; at most those of its tuning where it failed.</param>
internal sealed record CellManifest(CellKey Key, string Status, string? Failure, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>Status of a cell that came to no result.</summary>
    public const string Failed = "failed";
}
