using StampSpec.Common;
using StampSpec.Studies.Data;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Exploring;

/// <summary>
/// The schedule of successive halving (Jamieson and Talwalkar 2016, section 3; in the notation of Li et al. 2018, JMLR 18, 185, algorithm
/// 1): each rung keeps one candidate in eta and trains it for eta times as many steps, up to the maximum. A rung keeps at least the minimum
/// number of candidates in addition to the references and the best of each range of bytes. A rung that would drop no candidate is skipped.
/// </summary>
internal static class SearchSchedule
{
    /// <summary>The rungs, first to last; at least one.</summary>
    /// <param name="candidates">Number of candidates, at least 2.</param>
    /// <param name="reserved">Number of references, and of ranges of bytes above the smallest budget that contain a candidate; the
    /// references and the best of each range have a place in every rung.</param>
    /// <param name="settings">The search.</param>
    /// <param name="trainingSteps">The study's training steps, the maximum if the search does not set one.</param>
    public static IReadOnlyList<SearchRung> Rungs(int candidates, int reserved, SearchSettings settings, int trainingSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidates, 2);
        var largest = settings.LargestSteps ?? trainingSteps;
        var rungs = new List<SearchRung>();
        for (long steps = settings.SmallestSteps; steps < largest; steps *= settings.HalvingFactor)
        {
            var survivors = Math.Max(settings.FewestCandidates + reserved, candidates / settings.HalvingFactor);
            if (survivors < candidates)
            {
                rungs.Add(new SearchRung(rungs.Count + 1, candidates, (int)steps, survivors));
                candidates = survivors;
            }
        }

        rungs.Add(new SearchRung(rungs.Count + 1, candidates, largest, null));
        return rungs;
    }

    /// <summary>Training steps of all rungs together; the number is lower if candidates fail.</summary>
    public static long TotalSteps(IReadOnlyList<SearchRung> rungs, SearchSettings settings) =>
        rungs.Sum(r => (long)r.Candidates * r.Steps * settings.Runs);

    /// <summary>Rejects a study whose split reserves no objects for the test, with a layout that cannot be trained for a rung's steps, or
    /// with a control.</summary>
    /// <exception cref="InvalidInputException">The study cannot be searched.</exception>
    internal static void Check(Study study)
    {
        if (study.Split is CrossValidationProtocol)
        {
            throw Refused(
                "folds score every object, so no test objects would remain after the search",
                "write split: {test: 0.2} instead of folds, or give a separate test set"
            );
        }

        if (study.Split.ScoresValidation)
        {
            throw Refused(
                "the split scores the validation objects, but the search already uses them to choose layouts",
                "remove scored: validation"
            );
        }

        if (study.Layouts.FirstOrDefault(l => l.ExternalModel is not null) is { } external)
        {
            throw Refused(
                $"{external.Name} has a model that was trained elsewhere; a search must train all its candidates",
                "remove this layout, or compare it with stampspec study",
                "layouts"
            );
        }

        if (study.Layouts.FirstOrDefault(l => l.Control is not null) is { } control)
        {
            throw Refused(
                $"{control.Name} is a control; a search looks for the best layout, for which controls do not compete",
                "remove this layout, or compare it with stampspec study",
                "layouts"
            );
        }
    }

    /// <summary>Rejects a search with fewer than two candidates.</summary>
    /// <exception cref="InvalidInputException">There are fewer than two candidates.</exception>
    internal static void RequireSeveral(int affordable, Study study)
    {
        if (affordable < 2)
        {
            throw InvalidInputException.Of(
                "explore.candidates",
                $"{affordable} of {study.Layouts.Count} layouts fit the greatest budget; a search needs at least 2",
                path: "layouts",
                fix: "list more or smaller layouts, or raise the greatest budget"
            );
        }
    }

    private static InvalidInputException Refused(string message, string fix, string key = "split") =>
        new(Diagnostic.Error($"explore.{key}", message, path: key, fix: fix));
}

/// <summary>The training that an exploration of a study would need.</summary>
/// <param name="Candidates">Number of layouts within the greatest budget.</param>
/// <param name="Ranges">Number of ranges of bytes above the smallest budget that contain a candidate; the best of each reaches the last
/// rung and the test.</param>
/// <param name="References">Names of the references within the greatest budget, which reach the last rung and the test too.</param>
/// <param name="Rungs">The schedule.</param>
/// <param name="SearchSteps">Training steps of the rungs; the number is lower if candidates fail.</param>
/// <param name="MostFinalSteps">Training steps of the finalists, without tuning and first trainings, if all candidates of the last rung
/// were finalists.</param>
/// <param name="StudySteps">Maximum training steps of the study, which trains every layout in every run and fold, for comparison.</param>
public sealed record SearchForecast(
    int Candidates,
    int Ranges,
    IReadOnlyList<string> References,
    IReadOnlyList<SearchRung> Rungs,
    long SearchSteps,
    long MostFinalSteps,
    long StudySteps
)
{
    /// <summary>Makes the forecast for a study whose data are read.</summary>
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
            candidates.References,
            rungs,
            SearchSchedule.TotalSteps(rungs, candidates.Settings),
            candidates
                .Affordable.Select(l => (long)l.Training.MaximumSteps * l.Classifier.Ensemble)
                .OrderDescending()
                .Take(rungs[^1].Candidates)
                .Sum() * study.Runs,
            study.MakeCells().Sum(c => (long)c.Layout.Training.MaximumSteps * c.Layout.Classifier.Ensemble)
        );
    }
}

/// <summary>One round of an exploration.</summary>
/// <param name="Number">Which round, from 1.</param>
/// <param name="Candidates">Number of candidates trained in it if none failed before.</param>
/// <param name="Steps">Training steps of each candidate.</param>
/// <param name="Survivors">Maximum number of candidates that continue, including the best of each range of bytes; null in the last round,
/// whose whole front and best of each range are tested.</param>
public sealed record SearchRung(int Number, int Candidates, int Steps, int? Survivors);
