using StampSpec.Studies.Running;

namespace StampSpec.Studies.Exploring;

/// <summary>A rung that has run.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Folder">Folder of its study.</param>
/// <param name="ScoredObjects">Validation objects that it scored.</param>
/// <param name="Verdicts">What it decided of each of its candidates.</param>
/// <param name="Outcome">What came of running it, without its results, which rungs would fill the memory with.</param>
internal sealed record RungResult(SearchRung Rung, string Folder, int ScoredObjects, IReadOnlyList<CandidateVerdict> Verdicts, StudyOutcome Outcome)
{
    /// <summary>The candidates that go on.</summary>
    public IReadOnlyList<StudyLayout> Kept =>
        [.. Going.Select(v => v.Score.Layout)];

    /// <summary>Of those that go on the one of highest macro-F1, the cheaper among equals, then the earlier.</summary>
    public StudyLayout Best => Going.OrderByDescending(v => v.Score.MacroF1).ThenBy(v => v.Score.BytesSent).First().Score.Layout;

    private IEnumerable<CandidateVerdict> Going => Verdicts.Where(v => v.Outcome is CandidateOutcome.Continued or CandidateOutcome.Finalist);
}
