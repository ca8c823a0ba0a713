using CsvHelper;

namespace StampSpec.Reports.Published;

/// <summary>A value that others published for a layout, measured on their data: a reference mark, never a result of ours.</summary>
/// <param name="Layout">Name of the layout as in specs/layouts.</param>
/// <param name="Metric">Name of the metric as results.csv writes it.</param>
/// <param name="Class">The class; empty for figures over all classes.</param>
/// <param name="Value">A fraction in [0, 1].</param>
/// <param name="Spread">Published spread; null where none was given.</param>
/// <param name="Source">Publication, and what was measured.</param>
[CsvRecord]
public sealed partial record PublishedScore(string Layout, string Metric, string Class, double Value, double? Spread, string Source);
