using StampSpec.Diagnostics;
using StampSpec.Studies.Data;

namespace StampSpec.Studies.Exploring;

/// <summary>What an exploration of a study would train.</summary>
/// <param name="Candidates">Layouts that the greatest budget allows.</param>
/// <param name="Ranges">Ranges of bytes above the smallest budget that hold a candidate, whose best each reach the last rung and are tested.</param>
/// <param name="Rungs">The schedule.</param>
/// <param name="SearchSteps">Training steps of the rungs; fewer are taken where candidates fail.</param>
/// <param name="MostFinalSteps">Training steps of the finalists, tuning and first trainings aside, if all of the last rung were finalists.</param>
/// <param name="StudySteps">Most training steps of the study, which trains every layout in every run and fold, for comparison.</param>
public sealed record SearchForecast(int Candidates, int Ranges, IReadOnlyList<SearchRung> Rungs, long SearchSteps, long MostFinalSteps, long StudySteps)
{
    /// <summary>The forecast for a study whose data are read.</summary>
    /// <exception cref="InvalidInputException">The study cannot be searched.</exception>
    internal static SearchForecast Make(Study study, StudyData data)
    {
        ExplorationRules.Check(study);
        var candidates = SearchCandidates.Of(study, data);
        ExplorationRules.RequireSeveral(candidates.Affordable.Count, study);
        var rungs = candidates.Rungs();
        return new SearchForecast(
            candidates.Affordable.Count,
            candidates.RangesKept.Count,
            rungs,
            SearchSchedule.TotalSteps(rungs, candidates.Settings),
            candidates.Affordable.Select(l => (long)l.Training.MaximumSteps).OrderDescending().Take(rungs[^1].Candidates).Sum() * study.Runs,
            study.MakeCells().Sum(c => (long)c.Layout.Training.MaximumSteps));
    }
}
