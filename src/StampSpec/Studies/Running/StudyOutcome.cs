using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>What came of running a study, or a part of it.</summary>
/// <param name="Folder">The study's folder.</param>
/// <param name="Results">
/// What the whole study found, as it was written; null for one part of several. Those of an exploration are those of its finalists.
/// </param>
/// <param name="Ran">Cells run.</param>
/// <param name="Reused">Cells whose results were kept.</param>
/// <param name="Failed">Cells that came to no result, now or before.</param>
public sealed record StudyOutcome(string Folder, StudyResults? Results, int Ran, int Reused, IReadOnlyList<FailedCell> Failed)
{
    /// <summary>Whether the tables of the whole study were written.</summary>
    public bool IsComplete => Results is not null;
}
