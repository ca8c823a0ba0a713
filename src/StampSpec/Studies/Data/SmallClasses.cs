using StampSpec.Diagnostics;
using StampSpec.Studies.Results;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Data;

/// <summary>Applies a study's policy on classes with too few groups for every part of every split to have one.</summary>
internal static class SmallClasses
{
    /// <summary>The study and its data as they are, or without the small classes.</summary>
    /// <exception cref="InvalidInputException">A class is too small and the policy does not drop it, or fewer than two classes are left.</exception>
    public static (Study Study, StudyData Data) Apply(Study study, StudyData data)
    {
        var groups = GroupedPartition.GroupCounts(data.Development);
        var fewest = study.Split.FewestGroups;
        var small = study.DataSet.Classes.Index().Where(c => groups[c.Index] < fewest).ToArray();
        if (small.Length == 0)
        {
            return (study, data);
        }

        if (study.DataSet.SmallClasses == SmallClassPolicy.Error || study.DataSet.Classes.Count - small.Length < 2)
        {
            throw new InvalidInputException([.. small.Select(c => TooSmall(c.Item, groups[c.Index], fewest))]);
        }

        return Drop(study, data, [.. small.Select(c => c.Item)]);
    }

    private static Diagnostic TooSmall(string name, int groups, int fewest) =>
        Diagnostic.Error("study.small-class", $"class {name} has {groups} {(groups == 1 ? "group" : "groups")} of alerts; this split needs {fewest}, so that each part has one") with
        {
            Path = "dataset.classes",
            Fix = "use fewer folds, add alerts, take the class out of classes, or write small-classes: drop",
        };

    private static (Study Study, StudyData Data) Drop(Study study, StudyData data, IReadOnlyList<string> small)
    {
        int[] kept = [.. Enumerable.Range(0, data.Objects.Count).Where(i => !small.Contains(data.Objects[i].Class))];
        var reduced = study with { DataSet = study.DataSet with { Classes = [.. study.DataSet.Classes.Except(small)] } };
        var dropped = data.Objects.Where(o => small.Contains(o.Class))
            .Select(o => new SkippedRow(o.Role, $"candid {o.Candid}", SkipReason.SmallClass, $"class {o.Class} has too few groups to split"));
        var remaining = StudyDataReader.Assemble(
            reduced,
            [.. kept.Select(i => data.Objects[i])],
            kept.Count(i => i < data.Development.Count),
            kept.Count(i => i >= data.Development.Count && i < data.Development.Count + data.SeparateTestCount),
            data.Stamps.Select(kept),
            [.. data.Skipped, .. dropped]);
        return (reduced, remaining with { SentBytes = data.SentBytes, Unplaced = data.Unplaced });
    }
}
