namespace StampSpec.Studies.Data;

/// <summary>What a set of alerts is for, as tables write it.</summary>
internal static class DataRole
{
    public const string Development = "development";
    public const string Test = "test";
}
