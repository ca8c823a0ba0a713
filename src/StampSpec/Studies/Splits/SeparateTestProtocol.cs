using StampSpec.Seeds;

namespace StampSpec.Studies.Splits;

/// <summary>A separate test set is scored; all of the data train and validate.</summary>
public sealed record SeparateTestProtocol : SplitProtocol
{
    /// <inheritdoc/>
    public override int FewestGroups => 2;

    /// <inheritdoc/>
    protected override bool[] TestMembers(GroupedClasses development, int run, int fold, Seed seed) => new bool[development.Count];
}
