namespace StampSpec.Studies.Exploring;

/// <summary>
/// The schedule of successive halving (Jamieson and Talwalkar 2016, section 3; in the notation of Li et al. 2018, JMLR 18, 185, algorithm 1): each rung keeps
/// one candidate in eta and trains it for eta times the steps, until the steps are the largest. It keeps no fewer than the fewest asked for beside the best of
/// each range of bytes. Rungs that would drop nobody are left out.
/// </summary>
public static class SearchSchedule
{
    /// <summary>The rungs, first to last; at least one.</summary>
    /// <param name="candidates">Candidates, at least 2.</param>
    /// <param name="ranges">Ranges of bytes above the smallest budget that hold a candidate, whose best each have a place in every rung.</param>
    /// <param name="settings">The search.</param>
    /// <param name="trainingSteps">The study's steps, the largest where the search names none.</param>
    public static IReadOnlyList<SearchRung> Rungs(int candidates, int ranges, SearchSettings settings, int trainingSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 2);
        var largest = settings.LargestSteps ?? trainingSteps;
        var rungs = new List<SearchRung>();
        for (long steps = settings.SmallestSteps; steps < largest; steps *= settings.HalvingFactor)
        {
            var survivors = Math.Max(settings.FewestCandidates + ranges, candidates / settings.HalvingFactor);
            if (survivors < candidates)
            {
                rungs.Add(new SearchRung(rungs.Count + 1, candidates, (int)steps, survivors));
                candidates = survivors;
            }
        }

        rungs.Add(new SearchRung(rungs.Count + 1, candidates, largest, null));
        return rungs;
    }

    /// <summary>Training steps of all rungs together; fewer are taken where candidates fail.</summary>
    public static long TotalSteps(IReadOnlyList<SearchRung> rungs, SearchSettings settings) => rungs.Sum(r => (long)r.Candidates * r.Steps * settings.Runs);
}
