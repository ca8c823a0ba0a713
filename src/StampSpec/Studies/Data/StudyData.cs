using StampSpec.Layouts;
using StampSpec.Studies.Results;
using StampSpec.Studies.Splits;

namespace StampSpec.Studies.Data;

/// <summary>A study's alerts, read once: their classes and groups, and their stamps under every layout, shared by all runs.</summary>
/// <param name="Development">Objects that may be trained on: classes and groups.</param>
/// <param name="Objects">All objects, a separate test set after the development objects.</param>
/// <param name="Labels">Class index of each object.</param>
/// <param name="Stamps">Stamps of all objects by name of the study's layout.</param>
/// <param name="Skipped">What could not be used.</param>
internal sealed record StudyData(
    GroupedClasses Development,
    IReadOnlyList<ObjectRow> Objects,
    int[] Labels,
    IReadOnlyDictionary<string, StampTensors> Stamps,
    IReadOnlyList<SkippedRow> Skipped)
{
    /// <summary>Objects of a separate test set; 0 without one.</summary>
    public int SeparateTestCount => Objects.Count - Development.Count;
}
