using StampSpec.Studies.Running;

namespace StampSpec.Studies.Exploring;

/// <summary>A rung that has run.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Folder">Folder of its study.</param>
/// <param name="Verdicts">What it decided of each of its candidates.</param>
/// <param name="Outcome">What came of running it.</param>
internal sealed record RungResult(SearchRung Rung, string Folder, IReadOnlyList<CandidateVerdict> Verdicts, StudyOutcome Outcome)
{
    /// <summary>The candidates that go on.</summary>
    public IReadOnlyList<StudyLayout> Kept =>
        [.. Verdicts.Where(v => v.Outcome is CandidateOutcome.Continued or CandidateOutcome.Finalist).Select(v => v.Score.Layout)];
}
