namespace StampSpec.Studies.Exploring;

/// <summary>What a rung decided of one candidate.</summary>
/// <param name="Score">What was measured.</param>
/// <param name="Front">Its front, from 1, among those that it was ranked with; null where it came to no result or went on as the best of its range, unranked.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">Why, in words.</param>
internal sealed record CandidateVerdict(CandidateScore Score, int? Front, CandidateOutcome Outcome, string Reason);
