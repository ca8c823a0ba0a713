using StampSpec.Seeds;

namespace StampSpec.Studies.Splits;

/// <summary>How objects are divided. What is scored in a run never depends on the layout.</summary>
public abstract record SplitProtocol
{
    /// <summary>Fraction of the objects that are not scored which validates, in (0, 1).</summary>
    public required double ValidationFraction { get; init; }

    /// <summary>
    /// True where the validation objects are scored, the same in all runs, and those that would be scored take no part: for choices that must not see them.
    /// </summary>
    public bool ScoresValidation { get; init; }

    /// <summary>Folds of every run: 1 unless objects are scored by cross-validation.</summary>
    public virtual int FoldCount => 1;

    /// <summary>Whether all runs score the same objects, so that what one run trains on is scored in none.</summary>
    public virtual bool ScoresTheSameObjectsInEveryRun => true;

    /// <summary>Groups that a class needs so that every part of every split can have one.</summary>
    public abstract int FewestGroups { get; }

    /// <summary>The split of one run and fold.</summary>
    /// <param name="development">The objects that may be trained on.</param>
    /// <param name="separateTestCount">Objects of a separate test set; their indices follow those of <paramref name="development"/>.</param>
    /// <param name="run">Run, from 0.</param>
    /// <param name="fold">Fold, from 0.</param>
    /// <param name="seed">The study's seed.</param>
    public DataSplit Split(GroupedClasses development, int separateTestCount, int run, int fold, Seed seed)
    {
        if (ScoresValidation)
        {
            // Runs then vary all but the split: scores of one run can be set against those of another.
            run = 0;
        }

        var isTest = TestMembers(development, run, fold, seed);
        int[] rest = [.. Enumerable.Range(0, development.Count).Where(i => !isTest[i])];
        int[] test = [.. Enumerable.Range(0, development.Count).Where(i => isTest[i]), .. Enumerable.Range(development.Count, separateTestCount)];
        var parts = GroupedPartition.Assign(
            development.Subset(rest),
            [1 - ValidationFraction, ValidationFraction],
            seed.Derive("validation", Text(run), Text(fold)));
        int[] validation = [.. rest.Where((_, i) => parts[i] == 1)];
        return new DataSplit([.. rest.Where((_, i) => parts[i] == 0)], validation, ScoresValidation ? validation : test);
    }

    /// <summary>Which development objects are scored.</summary>
    protected abstract bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed);

    /// <summary>A number as a seed's name.</summary>
    protected static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
