using StampSpec.Seeds;

namespace StampSpec.Studies.Splits;

/// <summary>Every object is scored once a run, by a classifier that saw none of its group; each run draws its folds anew.</summary>
/// <param name="Folds">Number of folds, at least 2.</param>
public sealed record CrossValidationProtocol(int Folds) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FoldCount => Folds;

    /// <inheritdoc/>
    public override bool ScoresTheSameObjectsInEveryRun => false;

    /// <inheritdoc/>
    public override int FewestGroups => Math.Max(3, Folds);

    /// <inheritdoc/>
    protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [.. GroupedPartition.Assign(development, [.. Enumerable.Repeat(1.0, Folds)], seed.Derive("folds", Text(run))).Select(part => part == fold)];
}
