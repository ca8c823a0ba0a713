using StampSpec.Studies.Results;

namespace StampSpec.Reports.Tables;

/// <summary>The tables of scores on parts of the scored objects.</summary>
internal sealed class SliceTables(StudyResults results, ReportNames names, string facts)
{
    private static readonly TableColumn[] Part = [new("slice", "Slice"), new("value", "Part"), new("layout", "Layout")];

    private static readonly TableColumn[] Score = [new("low", "low", 3), new("high", "high", 3), new("difference", "Difference", 3), new("difference_low", "low", 3), new("difference_high", "high", 3)];

    /// <summary>Macro-F1 of each part, and the recall and F1 of each class there; none where nothing could be sliced.</summary>
    public IEnumerable<ReportTable> All() => results.Slices.Count == 0 ? [] : [Macro(), Classes()];

    private ReportTable Macro() => new(
        "slices",
        $"Macro-F1 on parts of the scored objects, and its paired difference to {results.Summary.Baseline} on the same objects. {SliceSelection.Rule} Intervals here are percentile intervals. {facts}",
        [.. Part, new("objects", "Alerts", 0), new("classes", "Classes", 0), new("macro_f1", "Macro-F1", 3), .. Score],
        [.. results.Slices.Where(r => r.Class is null).Select(r => (IReadOnlyList<object?>)
            [r.Slice, r.Value, names.Of(r.Id), r.Objects, r.Classes, r.Score, r.Low, r.High, r.Difference, r.DifferenceLow, r.DifferenceHigh])]);

    private ReportTable Classes() => new(
        "slice-classes",
        $"Recall and F1 of each class on parts of the scored objects, and the paired difference to {results.Summary.Baseline}. Parts are made as those of macro-F1; intervals are percentile intervals. {facts}",
        [.. Part, new("class", "Class"), new("metric", "Metric"), new("objects", "Alerts", 0), new("score", "Score", 3), .. Score],
        [.. results.Slices.Where(r => r.Class is not null).Select(r => (IReadOnlyList<object?>)
            [r.Slice, r.Value, names.Of(r.Id), r.Class, r.Metric, r.Objects, r.Score, r.Low, r.High, r.Difference, r.DifferenceLow, r.DifferenceHigh])]);
}
