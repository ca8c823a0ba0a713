using StampSpec.Common;

namespace StampSpec.Studies.Model;

/// <summary>How objects are divided. What is scored in a run never depends on the layout.</summary>
public abstract record SplitProtocol
{
    /// <summary>Fraction of the objects that are not scored which validates, in (0, 1).</summary>
    public required double ValidationFraction { get; init; }

    /// <summary>
    /// True where the validation objects are scored, the same in all runs, and those that would be scored take no part: for choices that
    /// must not see them.
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
    /// <param name="separateTestCount">Objects of a separate test set; their indices follow those of
    /// <paramref name="development"/>.</param>
    /// <param name="run">Run, from 0.</param>
    /// <param name="fold">Fold, from 0.</param>
    /// <param name="seed">The study's seed.</param>
    internal DataSplit Split(GroupedClasses development, int separateTestCount, int run, int fold, Seed seed)
    {
        if (ScoresValidation)
        {
            // Runs then vary all but the split: scores of one run can be set against those of another.
            run = 0;
        }

        var isTest = TestMembers(development, run, fold, seed);
        int[] rest = [.. Enumerable.Range(0, development.Count).Where(i => !isTest[i])];
        int[] test =
        [
            .. Enumerable.Range(0, development.Count).Where(i => isTest[i]),
            .. Enumerable.Range(development.Count, separateTestCount),
        ];
        var parts = GroupedPartition.Assign(
            development.Subset(rest),
            [1 - ValidationFraction, ValidationFraction],
            seed.Derive("validation", Text(run), Text(fold))
        );
        int[] validation = [.. rest.Where((_, i) => parts[i] == 1)];
        return new DataSplit([.. rest.Where((_, i) => parts[i] == 0)], validation, ScoresValidation ? validation : test);
    }

    /// <summary>Which development objects are scored.</summary>
    private protected abstract bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed);

    /// <summary>A number as a seed's name.</summary>
    protected static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Every object is scored once a run, by a classifier that saw none of its group; each run draws its folds anew.</summary>
/// <param name="Folds">Number of folds, at least 2.</param>
internal sealed record CrossValidationProtocol(int Folds) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FoldCount => Folds;

    /// <inheritdoc/>
    public override bool ScoresTheSameObjectsInEveryRun => false;

    /// <inheritdoc/>
    public override int FewestGroups => Math.Max(3, Folds);

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [
            .. GroupedPartition
                .Assign(development, [.. Enumerable.Repeat(1.0, Folds)], seed.Derive("folds", Text(run)))
                .Select(part => part == fold),
        ];
}

/// <summary>
/// Who trains, who decides when to stop, and who is scored; indices into the study's objects, ascending, without overlap, unless the
/// validation objects are
/// scored.
/// </summary>
/// <param name="Train">Objects trained on.</param>
/// <param name="Validation">Objects whose score ends the training.</param>
/// <param name="Test">Objects scored.</param>
internal sealed record DataSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test);

/// <summary>One test set for all runs, drawn from the data; each run divides the rest anew.</summary>
/// <param name="TestFraction">Fraction of the objects that is scored, in (0, 1).</param>
internal sealed record HoldOutProtocol(double TestFraction) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 3;

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [.. GroupedPartition.Assign(development, [1 - TestFraction, TestFraction], seed.Derive("test")).Select(part => part == 1)];
}

/// <summary>A separate test set is scored; all of the data train and validate.</summary>
internal sealed record SeparateTestProtocol : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 2;

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) => new bool[development.Count];
}
