using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// The schedule of successive halving (Jamieson and Talwalkar 2016, section 3; in the notation of Li et al. 2018, JMLR 18, 185, algorithm
/// 1): each rung keeps
/// one candidate in eta and trains it for eta times the steps, until the steps are the largest. It keeps no fewer than the fewest asked for
/// beside the best of
/// each range of bytes. Rungs that would drop nobody are left out.
/// </summary>
internal static class SearchSchedule
{
    /// <summary>The rungs, first to last; at least one.</summary>
    /// <param name="candidates">Candidates, at least 2.</param>
    /// <param name="ranges">Ranges of bytes above the smallest budget that hold a candidate, whose best each have a place in every
    /// rung.</param>
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
    public static long TotalSteps(IReadOnlyList<SearchRung> rungs, SearchSettings settings) =>
        rungs.Sum(r => (long)r.Candidates * r.Steps * settings.Runs);

    /// <summary>Refuses a study whose split keeps no objects from the search, or whose layouts do not all train for a rung's
    /// steps.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    internal static void Check(Study study)
    {
        if (study.Split is CrossValidationProtocol)
        {
            throw Refused(
                "folds score every object, so none would be kept from the search",
                "write split: {test: 0.2} in place of folds, or give a separate test set"
            );
        }

        if (study.Split.ScoresValidation)
        {
            throw Refused("the split scores validation objects, which the search chooses by", "remove scored: validation");
        }

        if (study.Layouts.FirstOrDefault(l => l.ExternalModel is not null) is { } external)
        {
            throw Refused(
                $"{external.Name} is scored with a model that was trained elsewhere; a search trains all its candidates alike",
                "leave it to stampspec study",
                "layouts"
            );
        }
    }

    /// <summary>Refuses a search with nothing to choose from.</summary>
    /// <exception cref="InvalidInputException">There are fewer than two candidates.</exception>
    internal static void RequireSeveral(int affordable, Study study)
    {
        if (affordable < 2)
        {
            throw new InvalidInputException(
                Diagnostic.Error(
                    "explore.candidates",
                    $"{affordable} of {study.Layouts.Count} layouts fit the greatest budget; a search needs at least 2"
                ) with
                {
                    Path = "layouts",
                    Fix = "list more or smaller layouts, or raise the greatest budget",
                }
            );
        }
    }

    private static InvalidInputException Refused(string message, string fix, string key = "split") =>
        new(Diagnostic.Error($"explore.{key}", message) with { Path = key, Fix = fix });
}

/// <summary>What an exploration of a study would train.</summary>
/// <param name="Candidates">Layouts that the greatest budget allows.</param>
/// <param name="Ranges">Ranges of bytes above the smallest budget that hold a candidate, whose best each reach the last rung and are
/// tested.</param>
/// <param name="Rungs">The schedule.</param>
/// <param name="SearchSteps">Training steps of the rungs; fewer are taken where candidates fail.</param>
/// <param name="MostFinalSteps">Training steps of the finalists, tuning and first trainings aside, if all of the last rung were
/// finalists.</param>
/// <param name="StudySteps">Most training steps of the study, which trains every layout in every run and fold, for comparison.</param>
public sealed record SearchForecast(
    int Candidates,
    int Ranges,
    IReadOnlyList<SearchRung> Rungs,
    long SearchSteps,
    long MostFinalSteps,
    long StudySteps
)
{
    /// <summary>The forecast for a study whose data are read.</summary>
    /// <exception cref="InvalidInputException">The study cannot be searched.</exception>
    internal static SearchForecast Make(Study study, StudyData data)
    {
        SearchSchedule.Check(study);
        var candidates = SearchCandidates.Of(study, data);
        SearchSchedule.RequireSeveral(candidates.Affordable.Count, study);
        var rungs = candidates.Rungs();
        return new SearchForecast(
            candidates.Affordable.Count,
            candidates.RangesKept.Count,
            rungs,
            SearchSchedule.TotalSteps(rungs, candidates.Settings),
            candidates.Affordable.Select(l => (long)l.Training.MaximumSteps).OrderDescending().Take(rungs[^1].Candidates).Sum()
                * study.Runs,
            study.MakeCells().Sum(c => (long)c.Layout.Training.MaximumSteps)
        );
    }
}

/// <summary>One round of an exploration.</summary>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Candidates">Candidates trained in it, where none failed before.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="Survivors">Most candidates that go on, the best of each range of bytes among them; null in the last round, whose whole
/// front and the best of each range go to the test.</param>
public sealed record SearchRung(int Number, int Candidates, int Steps, int? Survivors);
