namespace StampSpec.Studies;

/// <summary>What happens to a class with too few groups for every part of a split to have one.</summary>
public enum SmallClassPolicy
{
    /// <summary>The study does not start.</summary>
    Error,

    /// <summary>The class is left out, and each of its alerts is listed as skipped.</summary>
    Drop,
}
