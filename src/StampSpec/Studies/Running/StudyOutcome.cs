using StampSpec.Studies.Results;

namespace StampSpec.Studies.Running;

/// <summary>What came of running a study, or a part of it.</summary>
/// <param name="Folder">The study's folder.</param>
/// <param name="IsComplete">True where the tables of the whole study were written; false for one part of several.</param>
/// <param name="Ran">Cells run.</param>
/// <param name="Reused">Cells whose results were kept.</param>
/// <param name="Failed">Cells that came to no result, now or before.</param>
public sealed record StudyOutcome(string Folder, bool IsComplete, int Ran, int Reused, IReadOnlyList<FailedCell> Failed);
