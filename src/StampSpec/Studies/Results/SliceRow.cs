using CsvHelper;

namespace StampSpec.Studies.Results;

/// <summary>One row of slices.csv: a layout's score on those scored objects that share a property, over the compared runs.</summary>
/// <param name="Id">The layout.</param>
/// <param name="Slice">The property, such as <c>signal-to-noise</c>.</param>
/// <param name="Value">Which part, such as <c>7.3 to 11.2</c>; <c>unknown</c> where alerts do not tell.</param>
/// <param name="Median">The property's median in this part; null where it is no number.</param>
/// <param name="Metric"><c>macro-f1</c>, <c>f1</c> or <c>recall</c>.</param>
/// <param name="Class">The class; null for macro-F1.</param>
/// <param name="Objects">Objects that the score rests on: those of the class, or all.</param>
/// <param name="Classes">Classes that macro-F1 averages, those with enough objects here; null for scores of one class.</param>
/// <param name="Score">Mean over runs, in [0, 1]; null where no class has enough objects.</param>
/// <param name="Low">Lower end of its percentile interval (two-level bootstrap).</param>
/// <param name="High">Upper end.</param>
/// <param name="Difference">Score minus the baseline's on the same objects; null for the baseline itself.</param>
/// <param name="DifferenceLow">Lower end of its paired percentile interval.</param>
/// <param name="DifferenceHigh">Upper end.</param>
[CsvRecord]
public sealed partial record SliceRow(
    LayoutId Id,
    string Slice,
    string Value,
    double? Median,
    string Metric,
    string? Class,
    int Objects,
    int? Classes,
    double? Score,
    double? Low,
    double? High,
    double? Difference,
    double? DifferenceLow,
    double? DifferenceHigh);
