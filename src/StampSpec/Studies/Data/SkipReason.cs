namespace StampSpec.Studies.Data;

/// <summary>Short names of the reasons why an alert or a label is left out, as skipped.csv writes them.</summary>
internal static class SkipReason
{
    public const string Unreadable = "unreadable";
    public const string Unlabelled = "unlabelled";
    public const string OtherClass = "other-class";
    public const string Strength = "strength";
    public const string Duplicate = "duplicate";
    public const string InTestGroup = "in-test-group";
    public const string SmallClass = "small-class";
    public const string NoAlert = "no-alert";
    public const string NotSimulated = "not-simulated";
    public const string LayoutMisfit = "layout-misfit";
}
