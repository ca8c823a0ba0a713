using StampSpec.Common;

namespace StampSpec.Studies.Model;

/// <summary>How objects are split. The scored objects of a run never depend on the layout.</summary>
public abstract record SplitProtocol
{
    /// <summary>Fraction of the objects outside the test set that form the validation set, in (0, 1).</summary>
    public required double ValidationFraction { get; init; }

    /// <summary>
    /// True if the validation objects are scored, the same in all runs, and the test objects are not used at all: for choices that must not
    /// see them.
    /// </summary>
    public bool ScoresValidation { get; init; }

    /// <summary>Number of folds of every run: 1 without cross-validation.</summary>
    public virtual int FoldCount => 1;

    /// <summary>Whether all runs score the same objects, so that no run scores an object that another run trains on.</summary>
    public virtual bool ScoresTheSameObjectsInEveryRun => true;

    /// <summary>Groups that the objects outside the test set need of each class, so that training and validation have one each.</summary>
    private protected const int FewestOutsideTest = 2;

    /// <summary>Number of groups that a class needs so that every part of a split can have one. Every part of every split has one if there
    /// are that many; of two folds, if there are four.</summary>
    public abstract int FewestGroups { get; }

    /// <summary>The split of one run and fold.</summary>
    /// <param name="development">The objects that may be trained on.</param>
    /// <param name="separateTestCount">Number of objects of a separate test set; their indices follow those of
    /// <paramref name="development"/>.</param>
    /// <param name="run">Run, from 0.</param>
    /// <param name="fold">Fold, from 0.</param>
    /// <param name="seed">The study's seed.</param>
    internal DataSplit Split(GroupedClasses development, int separateTestCount, int run, int fold, Seed seed)
    {
        if (ScoresValidation)
        {
            // All runs then have the same split, so that the scores of different runs can be compared.
            run = 0;
        }

        var isTest = TestMembers(development, run, fold, seed);
        var all = Enumerable.Range(0, development.Count);
        int[] rest = [.. all.Where(i => !isTest[i])];
        int[] test = [.. all.Where(i => isTest[i]), .. Enumerable.Range(development.Count, separateTestCount)];
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

/// <summary>Every object is scored once in each run, by a classifier that has not seen its group. Each run draws new folds.</summary>
/// <param name="Folds">Number of folds, at least 2.</param>
internal sealed record CrossValidationProtocol(int Folds) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FoldCount => Folds;

    /// <inheritdoc/>
    public override bool ScoresTheSameObjectsInEveryRun => false;

    /// <inheritdoc/>
    public override int FewestGroups => Math.Max(3, Folds);

    // The objects outside a fold are all other folds together.
    private int FewestInFold => Folds > FewestOutsideTest ? 1 : FewestOutsideTest;

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [
            .. GroupedPartition
                .Assign(
                    development,
                    [.. Enumerable.Repeat(1.0, Folds)],
                    seed.Derive("folds", Text(run)),
                    [.. Enumerable.Repeat(FewestInFold, Folds)]
                )
                .Select(part => part == fold),
        ];
}

/// <summary>
/// The training, validation and scored objects, as indices into the study's objects: ascending, without overlap unless the validation
/// objects are scored.
/// </summary>
/// <param name="Train">Training objects.</param>
/// <param name="Validation">Validation objects, whose score decides when training stops.</param>
/// <param name="Test">Scored objects.</param>
internal sealed record DataSplit(IReadOnlyList<int> Train, IReadOnlyList<int> Validation, IReadOnlyList<int> Test);

/// <summary>One test set for all runs, drawn from the data. Each run splits the other objects anew.</summary>
/// <param name="TestFraction">Fraction of the objects that form the test set, in (0, 1).</param>
internal sealed record HoldOutProtocol(double TestFraction) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 3;

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [
            .. GroupedPartition
                .Assign(development, [1 - TestFraction, TestFraction], seed.Derive("test"), [FewestOutsideTest, 1])
                .Select(part => part == 1),
        ];
}

/// <summary>A separate test set is scored; all other data are for training and validation.</summary>
internal sealed record SeparateTestProtocol : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 2;

    /// <inheritdoc/>
    private protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) => new bool[development.Count];
}
