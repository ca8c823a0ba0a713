namespace StampSpec.Learning.Tuning;

/// <summary>Decides from validation scores alone who goes on and who wins.</summary>
internal static class TrialRanking
{
    /// <summary>
    /// The trials that go on, at most <paramref name="survivors"/>, best first; the smaller index wins ties, and diverged ones never go on.
    /// </summary>
    public static IEnumerable<TuningTrial> Best(IEnumerable<TuningTrial> rung, int survivors) => rung
        .Where(t => t.ValidationMacroF1 is not null)
        .OrderByDescending(t => t.ValidationMacroF1)
        .ThenBy(t => t.Candidate)
        .Take(survivors);

    /// <summary>
    /// The winner: the best of the last rung that a candidate finished, among those that diverged in none; null if there is no such
    /// candidate.
    /// </summary>
    public static TuningTrial? Winner(IReadOnlyList<TuningTrial> trials)
    {
        var diverged = trials.Where(t => t.Status == TrialStatus.Diverged).Select(t => t.Candidate).ToHashSet();
        var rung = trials.Where(t => !diverged.Contains(t.Candidate)).GroupBy(t => t.Rung).MaxBy(g => g.Key);
        return rung is null ? null : Best(rung, 1).Single();
    }
}
