using StampSpec.Seeds;

namespace StampSpec.Studies.Splits;

/// <summary>One test set for all runs, drawn from the data; each run divides the rest anew.</summary>
/// <param name="TestFraction">Fraction of the objects that is scored, in (0, 1).</param>
public sealed record HoldOutProtocol(double TestFraction) : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 3;

    /// <inheritdoc/>
    protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) =>
        [.. GroupedPartition.Assign(development, [1 - TestFraction, TestFraction], seed.Derive("test")).Select(part => part == 1)];
}
