using StampSpec.Alerts;
using StampSpec.Studies.Model;

namespace StampSpec.Studies.Data;

/// <summary>A study's alerts, read once: their classes and groups, and their stamps under every layout, shared by all runs.</summary>
/// <param name="Development">Objects that may be trained on: classes and groups.</param>
/// <param name="Objects">All objects: development, then a separate test set, then those that are only ever trained on.</param>
/// <param name="Labels">Class index of each object.</param>
/// <param name="Stamps">Stamps of all objects under each of the study's layouts.</param>
/// <param name="Skipped">What could not be used.</param>
/// <param name="SeparateTestCount">Objects of a separate test set, which follow the development objects; 0 without one.</param>
internal sealed record StudyData(
    GroupedClasses Development,
    IReadOnlyList<ObjectRow> Objects,
    int[] Labels,
    StampStore Stamps,
    IReadOnlyList<SkippedRow> Skipped,
    int SeparateTestCount
)
{
    /// <summary>Rows of bytes.csv that are measured: means over the alerts read.</summary>
    public IReadOnlyList<ByteRow> SentBytes { get; init; } = [];

    /// <summary>Alerts read whose cutouts lie at a chip's edge on a side that is not known, those of dropped classes among them.</summary>
    public int Unplaced { get; init; }

    /// <summary>Indices of the objects that every cell trains on and none scores.</summary>
    public IReadOnlyList<int> TrainingOnly { get; } = OfRole(Objects, DataRole.Training);

    /// <summary>Indices of the objects that networks learn from before any cell trains.</summary>
    public IReadOnlyList<int> Pretraining { get; } = OfRole(Objects, DataRole.Pretraining);

    private static int[] OfRole(IReadOnlyList<ObjectRow> objects, string role) =>
        [.. objects.Index().Where(o => o.Item.Role == role).Select(o => o.Index)];
}

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

/// <summary>One alert on its way into a study.</summary>
/// <param name="Labelled">The alert with its class and group.</param>
/// <param name="Origin"><c>real</c>, <c>synthetic</c> or <c>injected</c>, or what was simulated from one of them and how.</param>
/// <param name="Role"><c>development</c>, <c>test</c>, <c>training</c> or <c>pretraining</c>.</param>
/// <param name="Source">Where it came from, as the user would name it.</param>
internal sealed record StudySource(LabelledAlert Labelled, string Origin, string Role, string Source);
