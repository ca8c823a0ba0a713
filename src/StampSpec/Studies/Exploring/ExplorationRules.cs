using StampSpec.Diagnostics;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Exploring;

/// <summary>What a study needs to be searched.</summary>
internal static class ExplorationRules
{
    /// <summary>Refuses a study whose split keeps no objects from the search, or whose layouts do not all train for a rung's steps.</summary>
    /// <exception cref="InvalidInputException">It does not.</exception>
    public static void Check(Study study)
    {
        if (study.Split is CrossValidationProtocol)
        {
            throw Refused("folds score every object, so none would be kept from the search", "write split: {test: 0.2} in place of folds, or give a separate test set");
        }

        if (study.Split.ScoresValidation)
        {
            throw Refused("the split scores validation objects, which the search chooses by", "remove scored: validation");
        }

        if (study.Layouts.FirstOrDefault(l => l.ExternalModel is not null) is { } external)
        {
            throw Refused($"{external.Name} is scored with a model that was trained elsewhere; a search trains all its candidates alike", "leave it to stampspec study", "layouts");
        }
    }

    /// <summary>Refuses a search with nothing to choose from.</summary>
    /// <exception cref="InvalidInputException">There are fewer than two candidates.</exception>
    public static void RequireSeveral(int affordable, Study study)
    {
        if (affordable < 2)
        {
            throw new InvalidInputException(Diagnostic.Error(
                "explore.candidates", $"{affordable} of {study.Layouts.Count} layouts fit the greatest budget; a search needs at least 2") with
            {
                Path = "layouts",
                Fix = "list more or smaller layouts, or raise the greatest budget",
            });
        }
    }

    private static InvalidInputException Refused(string message, string fix, string key = "split") =>
        new(Diagnostic.Error($"explore.{key}", message) with { Path = key, Fix = fix });
}
