namespace StampSpec.Studies.Data;

/// <summary>What a set of alerts is for, as tables write it.</summary>
internal static class DataRole
{
    public const string Development = "development";
    public const string Test = "test";

    /// <summary>Trained on in every cell, never validated with and never scored.</summary>
    public const string Training = "training";

    /// <summary>Learned from before the study's own training, and never scored.</summary>
    public const string Pretraining = "pretraining";
}
